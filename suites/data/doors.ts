import type { Check } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { endedBy, failedCleanly, oneOf } from '../../src/contract/ending.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, returned, same, texts } from '../../src/contract/reading.ts';
import { action, endpoint, filter, sequence, watch } from '../../src/contract/stimulus.ts';

const nested = (levels: number): Json =>
  levels === 0 ? 'the bottom' : levels % 2 === 0 ? { down: nested(levels - 1) } : [nested(levels - 1)];

const value: Json = {
  numbers: [0, -1, 0.1, 1e21, 5e-324, 1.7976931348623157e308, 9007199254740991, 4294967296.5],
  strings: ['', ' ', 'Grüße', '漢字', '😀', '"\\/\b\n', 'x'.repeat(5000)],
  shapes: { empty: [[], {}], nothing: null, truth: [true, false], '': 'empty key', 'a b': { '0': 'digit', ü: [null, [null]] } },
  odd: {
    ['__proto__']: { polluted: 'yes' },
    constructor: 'text',
    then: 'text',
    toJSON: 'text',
    length: 3,
    status: 418,
    error: 'e',
    result: 'r',
  },
  deep: nested(64),
};

const parts = [
  ['numbers', 'numbers'],
  ['strings', 'strings'],
  ['shapes', 'lists, objects, null and odd keys'],
  ['odd', 'keys that mean something elsewhere'],
  ['deep', 'sixty-four levels'],
] as const;

const parsed = (text: Json | undefined): Json | undefined => {
  try {
    return typeof text === 'string' ? (JSON.parse(text) as Json) : undefined;
  } catch {
    return undefined; // the extension's text is no JSON
  }
};

const everyPart = (where: string, find: (seen: Observation) => Json | undefined): Readonly<Record<string, Check>> =>
  Object.fromEntries(
    parts.map(([key, says]): [string, Check] => [`${says} arrive ${where}`, (seen) => same(field(find(seen), key), field(value, key))]),
  );

type Row = readonly [what: string, sentence: string, admitted: readonly Json[] | ((value: Json | undefined) => boolean)];

/** Whether a value is the hundred thousand lists in each other; `same` would need a stack as deep. */
const isDeepList = (value: Json | undefined): boolean => {
  let levels = 0;
  for (let inner = value; Array.isArray(inner) && inner.length === 1; inner = (inner as readonly Json[])[0]) levels += 1;
  return levels === 100_000;
};

const odd: readonly Row[] = [
  ['nan', 'NaN is null or says what it is', [null, 'NaN']],
  ['minusZero', '-0 is a zero', [0, -0]],
  ['big', 'a big integer keeps its digits', ['9007199254740993', '9007199254740993n']],
  ['date', 'a date names its instant', ['2024-02-29T12:30:15.007Z', 1_709_209_815_007]],
  ['map', 'a map is an object or its entries', [{}, [['a', 1]], { a: 1 }]],
  ['bytes', 'a typed array is its elements', [{ '0': 1, '1': 2, '2': 3 }, [1, 2, 3], {}]],
  ['sparse', 'the holes of a list are null', [[1, null, 3], { '0': 1, '2': 3 }]],
  ['proxy', 'a proxy is what it shows', [{ a: 1 }]],
  ['cycle', 'what contains itself ends in an error', []],
  ['loneHigh', 'an unpaired surrogate stays or is U+FFFD', ['a\ud800b', 'a\ufffdb']],
  ['nul', 'NUL stays', ['a\u0000b']],
  ['deepList', 'a hundred thousand levels arrive or end in an error', isDeepList],
];

const whats = odd.map(([what]) => what);

const status = (seen: Observation, n: number): number => Number(field(seen.calls[n]?.value, 'status'));

// What cannot cross at all may end the extension.
const tooMuch = (seen: Observation, n: number, admitted: Row[2]): boolean =>
  (typeof admitted === 'function' || admitted.length === 0) && endedBy(seen, n, 'cpu', 'memory', 'result', 'crash');

const isAdmitted = (value: Json | undefined, admitted: Row[2]): boolean =>
  typeof admitted === 'function' ? admitted(value) : oneOf(value, ...admitted);

// A response that cannot be encoded is a failure of the extension: a 5xx (ENDPOINT-4).
const answersWith = (seen: Observation, n: number, admitted: Row[2]): boolean =>
  tooMuch(seen, n, admitted) ||
  (status(seen, n) === 200 ? isAdmitted(field(seen.calls[n]?.value, 'body'), admitted) : status(seen, n) >= 500 && status(seen, n) < 600);

export default defineCases([
  {
    id: 'data/doors/json-through-a-filter',
    clause: 'DATA-1',
    kind: 'provides',
    says: 'every value of the JSON data model crosses unchanged into and out of a filter',
    given: { extension: 'hook-facts' },
    shared: true,
    when: filter('letters.items.create', { value }),
    expect: everyPart('through the filter', (seen) => field(act(seen), 'payload', 'value')),
    catches: ['spoils-inputs', 'loses-odd-keys'],
    covers: ['E01', 'E05', 'E06'],
  },
  {
    id: 'data/doors/json-into-an-action',
    clause: 'DATA-1',
    kind: 'provides',
    says: 'every value of the JSON data model arrives unchanged in an action',
    given: { extension: 'crosses-hook' },
    when: sequence(action('crosses.done', { value }), watch(30)),
    expect: everyPart('inside', (seen) => parsed(texts(seen)[0])),
    catches: ['spoils-inputs', 'loses-odd-keys'],
    covers: ['E01', 'E06'],
  },
  {
    id: 'data/doors/json-through-an-endpoint',
    clause: 'DATA-1',
    kind: 'provides',
    says: 'every value of the JSON data model crosses unchanged into and out of an endpoint',
    given: { extension: 'crosses-endpoint' },
    shared: true,
    when: endpoint('POST', '/echo', { headers: { 'content-type': 'application/json' }, body: { value } }),
    expect: {
      ...everyPart('inside', (seen) => parsed(field(act(seen), 'text'))),
      ...everyPart('outside', (seen) => field(act(seen), 'value')),
      'the status is the one of the answer': (seen) => status(seen, 0) === 200,
    },
    catches: ['spoils-inputs', 'spoils-responses', 'loses-odd-keys', 'takes-status-from-the-body'],
    covers: ['E01', 'E06', 'I13'],
  },
  {
    id: 'data/doors/odd-values-from-a-filter',
    clause: 'DATA-3',
    kind: 'provides',
    says: 'what a filter returns arrives as itself, in a mapping that keeps it, or ends in an error',
    given: { extension: 'crosses-hook' },
    shared: true,
    when: sequence(...whats.map((what) => filter('crosses.filtered', { what, how: 'whole' }))),
    expect: Object.fromEntries(
      odd.map(([, sentence, admitted], n): [string, Check] => [
        sentence,
        (seen) => failedCleanly(seen, n) || tooMuch(seen, n, admitted) || isAdmitted(returned(seen, n), admitted),
      ]),
    ),
    catches: ['odd-values-arrive-as-others'],
    covers: ['E07', 'E08', 'E09', 'E10', 'I14', 'G23'],
  },
  {
    id: 'data/doors/nothing-from-a-filter',
    clause: 'DATA-3',
    kind: 'provides',
    says: 'a filter that returns undefined, a function or a symbol keeps the payload, returns null, or ends in an error',
    given: { extension: 'crosses-hook' },
    shared: true,
    when: sequence(...['nothing', 'function', 'symbol'].map((what) => filter('crosses.filtered', { what, how: 'whole', kept: 'kept' }))),
    expect: Object.fromEntries(
      ['undefined', 'a function', 'a symbol'].map((says, n): [string, Check] => [
        `${says} is nothing`,
        (seen) =>
          failedCleanly(seen, n) ||
          field(returned(seen, n), 'kept') === 'kept' ||
          oneOf(returned(seen, n), null) ||
          (seen.calls[n]?.outcome.status === 'returned' && seen.calls[n].value === undefined),
      ]),
    ),
    catches: ['odd-values-arrive-as-others'],
    covers: ['E09', 'I14'],
  },
  {
    id: 'data/doors/odd-values-from-an-endpoint',
    clause: 'DATA-3',
    kind: 'provides',
    says: 'what an endpoint answers with arrives as itself, in a mapping that keeps it, or becomes a failure',
    given: { extension: 'crosses-endpoint' },
    shared: true,
    when: sequence(...whats.map((what) => endpoint('POST', '/crosses', { body: { what, how: 'whole' } }))),
    expect: Object.fromEntries(
      odd.map(([, sentence, admitted], n): [string, Check] => [sentence, (seen) => answersWith(seen, n, admitted)]),
    ),
    catches: ['odd-values-arrive-as-others'],
    covers: ['E07', 'E08', 'E09', 'E10', 'G23', 'I12'],
  },
  {
    id: 'data/doors/nothing-from-an-endpoint',
    clause: 'DATA-3',
    kind: 'provides',
    says: 'an endpoint whose body is undefined, a function or a symbol answers with nothing or fails',
    given: { extension: 'crosses-endpoint' },
    shared: true,
    when: sequence(...['nothing', 'function', 'symbol'].map((what) => endpoint('POST', '/crosses', { body: { what, how: 'whole' } }))),
    expect: Object.fromEntries(
      ['undefined', 'a function', 'a symbol'].map((says, n): [string, Check] => [
        `${says} is nothing, or a failure`,
        (seen) => answersWith(seen, n, [null, '']) || (status(seen, n) >= 200 && field(seen.calls[n]?.value, 'body') === undefined),
      ]),
    ),
    catches: ['odd-values-arrive-as-others'],
    covers: ['E09', 'I12'],
  },
]);
