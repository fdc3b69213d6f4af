import { censusReport, isHarmless, walks } from '../../src/contract/census.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { operation } from '../../src/contract/stimulus.ts';
import { censusGiven } from './rows/census-given.ts';

const takes = (source: string) => operation('census', { source, inside: 'https://inside.test', outside: 'https://outside.test/' });

export default defineCases([
  {
    id: 'environment/census/globals',
    clause: 'ENV-4',
    kind: 'contains',
    says: 'the global object, the intrinsics and everything that hangs on them lead to no object of another realm, and code sees nothing more',
    given: censusGiven,
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
  {
    id: 'environment/census/language',
    clause: 'ENV-4',
    kind: 'contains',
    says: 'what the syntax of the language gives, import.meta and import() among it, leads to no object of another realm',
    given: censusGiven,
    shared: true,
    ...walks(
      {
        says: 'what syntax makes leads to no foreign object',
        call: takes('syntax'),
        roots: ['a match', 'a generator', 'an async generator', 'an arguments object', 'import.meta'],
      },
      {
        says: 'what import() rejects with, or the namespace that it gives, leads to no foreign object',
        call: takes('imports'),
        roots: ['the end of import of another module'],
      },
    ),
    catches: ['leaks-on-import-meta', 'leaks-as-an-error-of-import'],
    covers: ['A04', 'A09', 'C03', 'C11'],
  },
  {
    id: 'environment/census/functions',
    clause: 'ENV-4',
    kind: 'contains',
    says: 'directus:api and its functions lead to no object of another realm, nor to a handle of a bridge',
    given: censusGiven,
    shared: true,
    ...walks(
      {
        says: 'the namespace and its functions lead to no foreign object',
        call: takes('api'),
        roots: ['namespace', 'log', 'sleep', 'request'],
      },
      {
        says: 'descriptors, entries and the prototype getter of all that it hands out lead to no foreign object',
        call: takes('descriptors'),
        roots: ['descriptors of log', 'descriptors of result', 'entries of namespace', 'entries of error'],
      },
    ),
    catches: [
      'leaks-on-the-namespace',
      'leaks-on-an-api-function',
      'leaks-as-an-api-prototype',
      'leaks-behind-an-api-getter',
      'leaks-a-bridge-function',
      'leaks-from-a-function-of-the-answer',
      'leaks-in-the-headers-of-the-answer',
      'leaks-in-a-list-of-the-answer',
      'leaks-a-handle',
      'leaks-on-the-promise-of-sleep',
    ],
    covers: ['A01', 'A07', 'A08', 'A09', 'A22', 'B09'],
  },
  {
    id: 'environment/census/results',
    clause: 'ENV-4',
    kind: 'contains',
    says: 'what the functions of directus:api return and resolve to leads to no object of another realm',
    given: censusGiven,
    shared: true,
    ...walks(
      { says: 'what log returns leads to no foreign object', call: takes('log-result') },
      { says: 'the promise of sleep leads to no foreign object', call: takes('sleep-promise'), roots: ['sleep()'] },
      { says: 'what sleep resolves to leads to no foreign object', call: takes('sleep-value') },
      { says: 'the promise of request leads to no foreign object', call: takes('request-promise'), roots: ['request()'] },
      {
        says: 'an answer, its headers and its data lead to no foreign object',
        call: takes('request-result'),
        roots: ['await request()', 'await request().headers', 'await request().data.list[0].deep'],
      },
      {
        says: 'what reactions to the promises are called with leads to no foreign object',
        call: takes('promise-callbacks'),
        roots: ['arguments of a reaction', 'arguments of a rejection'],
      },
    ),
    catches: [
      'leaks-as-the-result-of-log',
      'leaks-on-the-promise-of-sleep',
      'leaks-as-the-value-of-sleep',
      'leaks-as-the-promise-of-request',
      'leaks-from-a-function-of-the-answer',
      'leaks-in-the-headers-of-the-answer',
      'leaks-in-a-list-of-the-answer',
      'leaks-a-handle',
      'leaks-to-reactions',
      'leaks-as-a-denial',
    ],
    covers: ['A02', 'A03', 'A04', 'A22'],
  },
  {
    id: 'environment/census/species',
    clause: 'ENV-4',
    kind: 'contains',
    says: "a species of the extension's own, on what directus:api hands out, is called with no object of another realm and makes none",
    given: censusGiven,
    shared: true,
    ...walks(
      {
        says: 'a species on a list of an answer meets no foreign object',
        call: takes('species-of-arrays'),
        roots: ['list', 'mapped', 'a call of a species of an array'],
      },
      {
        says: 'a species on a promise, different at every read, meets no foreign object',
        call: takes('species-of-promises'),
        roots: ['chained', 'sleep', 'denied', 'a call of a species of a promise'],
      },
    ),
    catches: ['leaks-in-a-list-of-the-answer', 'leaks-on-the-promise-of-sleep', 'leaks-as-the-promise-of-request', 'leaks-as-a-denial'],
    covers: ['A18', 'A19'],
  },
]);
