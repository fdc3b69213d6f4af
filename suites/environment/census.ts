import { censusReport, isHarmless, leadsNowhere } from '../../src/contract/census.ts';
import type { ConformanceCase, Given } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { operation } from '../../src/contract/stimulus.ts';

interface Source {
  readonly id: string;
  readonly says: string;
  /** What the fixture walks from. */
  readonly source: string;
  /** Roots that the walk must have reached. */
  readonly roots: readonly string[];
  readonly catches: readonly [string, ...string[]];
  readonly covers: readonly string[];
}

const given: Given = {
  extension: 'census',
  limits: { cpuMs: 4000 },
  network: {
    answers: {
      'https://inside.test/data': {
        headers: { 'content-type': 'application/json', 'x-mark': 'yes' },
        body: '{"list":[{"deep":[1]},2],"object":{}}',
      },
    },
  },
};

const takes = (source: string) =>
  operation('census', {
    source,
    inside: 'https://inside.test',
    outside: 'https://outside.test/',
    list: [1, [2, { inner: [] }]],
    nested: {},
  });

const walked = ({ id, says, source, roots, catches, covers }: Source): ConformanceCase => ({
  id,
  clause: 'ENV-4',
  kind: 'contains',
  says,
  given,
  shared: true,
  when: takes(source),
  expect: { [`${roots.length === 0 ? 'it' : roots.join(', ')} leads to no foreign object`]: leadsNowhere(...roots) },
  catches,
  covers,
});

export default defineCases([
  {
    id: 'environment/census/globals',
    clause: 'ENV-4',
    kind: 'contains',
    says: 'the global object, the intrinsics and everything that hangs on them lead to no object of another realm, and code sees nothing more',
    given,
    shared: true,
    when: takes('globals'),
    expect: {
      'the globals and the intrinsics lead to no foreign object': (seen) => {
        const report = censusReport(seen);
        // a realm that lost its core would have nothing to walk
        return report !== undefined && (report.intrinsics?.length ?? 0) > 300 && report.foreign.every(isHarmless);
      },
      'code made by any constructor of source text sees standard globals only': (seen) => censusReport(seen)?.code.length === 0,
    },
    catches: [
      'leaks-behind-a-hidden-global',
      'leaks-behind-a-symbol-global',
      'leaks-on-an-intrinsic',
      'leaks-on-a-function-of-the-language',
      'leaks-on-what-syntax-makes',
      'leaks-console',
      'leaks-timers',
      'leaks-process',
      'leaks-web-functions',
      'leaks-engine-functions',
      'leaks-a-symbol-global',
    ],
    covers: ['A09', 'B08', 'C14'],
  },
  ...(
    [
      {
        id: 'environment/census/what-syntax-makes',
        says: 'what the syntax of the language makes, import.meta among it, leads to no object of another realm',
        source: 'syntax',
        roots: ['a match', 'a generator', 'an async generator', 'an arguments object', 'import.meta'],
        catches: ['leaks-on-import-meta'],
        covers: ['A09', 'C11'],
      },
      {
        id: 'environment/census/functions-of-the-api',
        says: 'the namespace of directus:api and its functions lead to no object of another realm',
        source: 'api',
        roots: ['namespace', 'log', 'sleep', 'request'],
        catches: [
          'leaks-on-the-namespace',
          'leaks-on-an-api-function',
          'leaks-as-an-api-prototype',
          'leaks-behind-an-api-getter',
          'leaks-a-bridge-function',
        ],
        covers: ['A01', 'A09', 'A22', 'B09'],
      },
      {
        id: 'environment/census/descriptors',
        says: 'descriptors, entries and the prototype getter of what directus:api hands out lead to no object of another realm',
        source: 'descriptors',
        roots: ['descriptors of log', 'descriptors of result', 'entries of namespace', 'entries of error'],
        catches: ['leaks-on-an-api-function', 'leaks-behind-an-api-getter', 'leaks-on-the-namespace'],
        covers: ['A07', 'A08'],
      },
      {
        id: 'environment/census/result-of-log',
        says: 'what log returns leads to no object of another realm',
        source: 'log-result',
        roots: [],
        catches: ['leaks-as-the-result-of-log'],
        covers: ['A02'],
      },
      {
        id: 'environment/census/promise-of-sleep',
        says: 'the promise that sleep returns leads to no object of another realm',
        source: 'sleep-promise',
        roots: ['sleep()'],
        catches: ['leaks-on-the-promise-of-sleep'],
        covers: ['A03'],
      },
      {
        id: 'environment/census/value-of-sleep',
        says: 'what sleep resolves to leads to no object of another realm',
        source: 'sleep-value',
        roots: [],
        catches: ['leaks-as-the-value-of-sleep'],
        covers: ['A02'],
      },
      {
        id: 'environment/census/promise-of-request',
        says: 'the promise that request returns leads to no object of another realm',
        source: 'request-promise',
        roots: ['request()'],
        catches: ['leaks-as-the-promise-of-request'],
        covers: ['A03'],
      },
      {
        id: 'environment/census/answer-of-request',
        says: 'the answer of a request, its headers and its data lead to no object of another realm',
        source: 'request-result',
        roots: ['await request()', 'await request().headers', 'await request().data.list[0].deep'],
        catches: [
          'leaks-from-a-function-of-the-answer',
          'leaks-in-the-headers-of-the-answer',
          'leaks-in-a-list-of-the-answer',
          'leaks-a-handle',
        ],
        covers: ['A02', 'A22'],
      },
      {
        id: 'environment/census/promise-reactions',
        says: 'what reactions to the promises of directus:api are called with leads to no object of another realm',
        source: 'promise-callbacks',
        roots: ['arguments of a reaction', 'arguments of a rejection'],
        catches: ['leaks-to-reactions', 'leaks-as-a-denial'],
        covers: ['A03', 'A04'],
      },
      {
        id: 'environment/census/species-of-arrays',
        says: "a species of the extension's own, on a list of an answer, is called with no object of another realm and makes none",
        source: 'species-of-arrays',
        roots: ['list', 'mapped', 'a call of a species of an array'],
        catches: ['leaks-in-a-list-of-the-answer'],
        covers: ['A18'],
      },
      {
        id: 'environment/census/species-of-promises',
        says: "a species of the extension's own, on a promise of directus:api and different at every read, is called with no object of another realm",
        source: 'species-of-promises',
        roots: ['chained', 'sleep', 'denied', 'a call of a species of a promise'],
        catches: ['leaks-on-the-promise-of-sleep'],
        covers: ['A19'],
      },
      {
        id: 'environment/census/imports',
        says: 'what import() rejects with, and the namespace where it gives one, lead to no object of another realm',
        source: 'imports',
        roots: ['the error of import of another module'],
        catches: ['leaks-as-an-error-of-import'],
        covers: ['A04', 'C03'],
      },
    ] as const satisfies readonly Source[]
  ).map(walked),
]);
