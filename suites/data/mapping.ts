import type { Check, ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { failedCleanly, oneOf } from '../../src/contract/ending.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field } from '../../src/contract/reading.ts';
import { operation, sequence } from '../../src/contract/stimulus.ts';

// DATA-3 leaves open what becomes of a value that JSON cannot hold, as long as the runtime says it. Admitted is what JSON.stringify makes of it, what
// somebody could mean by a mapping that keeps the value, and an error. Not admitted: another value, or harm to what stands beside it.
const given = { extension: 'crosses', limits: { resultBytes: 262_144 } };

const arrived = (seen: Observation, n: number): boolean => seen.calls[n]?.outcome.status === 'returned';

const odd = (seen: Observation, n: number): Json | undefined => field(act(seen, n), 'odd');

/** The value arrives as one of these, or the call fails with an error. */
const arrivesAs =
  (...admitted: readonly Json[]) =>
  (seen: Observation, n: number): boolean =>
    arrived(seen, n) ? oneOf(odd(seen, n), ...admitted) : failedCleanly(seen, n);

/** The same, and it may be left out. */
const leftOutOr =
  (...admitted: readonly Json[]) =>
  (seen: Observation, n: number): boolean =>
    (arrived(seen, n) && act(seen, n) !== undefined && odd(seen, n) === undefined) || arrivesAs(...admitted)(seen, n);

type Arrival = (seen: Observation, n: number) => boolean;

/** One group of values: what the fixture calls each, the sentence, how it may arrive. */
interface Group {
  readonly id: string;
  readonly says: string;
  readonly values: readonly (readonly [what: string, sentence: string, arrives: Arrival])[];
  readonly covers: readonly string[];
}

const groups: readonly Group[] = [
  {
    id: 'data/mapping/nothing',
    says: 'undefined, a function and a symbol are left out or null in what an operation returns',
    values: [
      ['undefined', 'undefined is left out or null', leftOutOr(null)],
      ['function', 'a function is left out or null', leftOutOr(null)],
      ['symbol', 'a symbol is left out or null', leftOutOr(null)],
      ['membersWithoutValue', 'members without a value are left out', arrivesAs({ a: 1 }, { a: 1, nothing: null, code: null, sign: null })],
      ['listWithoutValues', 'elements without a value keep their places', arrivesAs([null, null, null])],
    ],
    covers: ['E09'],
  },
  {
    id: 'data/mapping/numbers',
    says: 'numbers that JSON cannot hold become null or stay recognisable',
    values: [
      ['nan', 'NaN is no other number', arrivesAs(null, 'NaN')],
      ['infinity', 'Infinity is no other number', arrivesAs(null, 'Infinity')],
      ['minusInfinity', '-Infinity is no other number', arrivesAs(null, '-Infinity')],
      ['minusZero', '-0 is a zero', arrivesAs(0, -0)],
      ['beyondIntegers', 'an integer beyond 2^53 arrives exactly', arrivesAs(2 ** 53 + 2)],
      ['smallest', 'the smallest number arrives exactly', arrivesAs(5e-324)],
    ],
    covers: ['E08'],
  },
  {
    id: 'data/mapping/big-integers',
    says: 'a big integer loses no digit, or the call fails',
    values: [
      ['big', 'a big integer keeps its digits', arrivesAs('9007199254740993', '9007199254740993n')],
      ['bigInside', 'one inside a list keeps its digits', arrivesAs({ amounts: [1] }, { amounts: ['1'] }, { amounts: ['1n'] })],
      ['boxedBig', 'one in a wrapper keeps its digits', arrivesAs(5, '5', '5n', {})],
    ],
    covers: ['E08'],
  },
  {
    id: 'data/mapping/dates',
    says: 'a date arrives as its instant',
    values: [
      ['date', 'a date names its instant', arrivesAs('2024-02-29T12:30:15.007Z', 1_709_209_815_007)],
      ['badDate', 'an invalid date is no date', arrivesAs(null, 'Invalid Date')],
    ],
    covers: ['E09'],
  },
  {
    id: 'data/mapping/collections',
    says: 'maps, sets and buffers arrive as plain data or end in an error',
    values: [
      ['map', 'a map is an object or its entries', arrivesAs({}, [['a', 1]], { a: 1 })],
      ['set', 'a set is an object or its elements', arrivesAs({}, ['a'])],
      ['weakMap', 'a weak map shows nothing', arrivesAs({}, [], null)],
      ['bytes', 'a typed array is its elements', arrivesAs({ '0': 1, '1': 2, '2': 3 }, [1, 2, 3], {}, 'AQID')],
      ['buffer', 'a buffer is an object or its bytes', arrivesAs({}, { '0': 0, '1': 0, '2': 0 }, [0, 0, 0], 'AAAA')],
      ['view', 'a view of a buffer is an object', arrivesAs({}, [0, 0, 0])],
    ],
    covers: ['E09'],
  },
  {
    id: 'data/mapping/wrappers',
    says: 'objects around primitives arrive as these primitives',
    values: [
      ['boxedNumber', 'the wrapper of a number is the number', arrivesAs(5, {})],
      ['boxedText', 'the wrapper of a string is the string', arrivesAs('text', {}, { '0': 't', '1': 'e', '2': 'x', '3': 't' })],
      ['boxedTruth', 'the wrapper of a boolean is the boolean', arrivesAs(false, {})],
    ],
    covers: ['E09'],
  },
  {
    id: 'data/mapping/objects',
    says: 'of an object, whatever it is, its own enumerable members arrive',
    values: [
      ['instance', 'an instance is its public members', arrivesAs({ title: 'a letter' })],
      ['bare', 'an object without a prototype is its members', arrivesAs({ a: 1 })],
      ['frozen', 'a frozen object is its members', arrivesAs({ a: 1 })],
      ['proxy', 'a proxy is what it shows', arrivesAs({ a: 1 })],
      ['listProxy', 'a proxy of a list is a list', arrivesAs([1, 2], { '0': 1, '1': 2 })],
      ['symbolKey', 'a member under a symbol stays inside', arrivesAs({ a: 1 })],
      ['hidden', 'a member that is not enumerable stays inside', arrivesAs({ a: 1 })],
      ['inherited', 'an inherited member stays inside', arrivesAs({ a: 1 })],
      ['listWithMembers', 'a list is its elements', arrivesAs([1], { '0': 1, more: 2 })],
      ['twice', 'a part that stands there three times arrives three times', arrivesAs([{ a: [1] }, { a: [1] }, { part: { a: [1] } }])],
    ],
    covers: ['E09'],
  },
  {
    id: 'data/mapping/exotic-objects',
    says: 'a regular expression, an error, a generator and a promise arrive as plain data or end in an error',
    values: [
      ['regexp', 'a regular expression is an object or its text', arrivesAs({}, '/a(b)c/gi')],
      [
        'error',
        'an error is an object that tells no path of the host',
        (seen, n) =>
          arrived(seen, n)
            ? !JSON.stringify(odd(seen, n) ?? '').includes('file:') && odd(seen, n) !== undefined && typeof odd(seen, n) === 'object'
            : failedCleanly(seen, n),
      ],
      ['generator', 'a generator is an object or its elements', arrivesAs({}, [1])],
      ['promise', 'a promise inside is an object or its value', arrivesAs({}, 1)],
    ],
    covers: ['E09'],
  },
  {
    id: 'data/mapping/sparse-lists',
    says: 'the holes of a list become null, and its elements keep their places',
    values: [
      ['sparse', 'a hole between elements is null', arrivesAs([1, null, 3], { '0': 1, '2': 3 })],
      ['emptySlots', 'a list of nothing but holes keeps its length', arrivesAs([null, null, null], {})],
    ],
    covers: ['E09', 'G24'],
  },
  {
    id: 'data/mapping/cycles',
    says: 'what contains itself ends in an error, or is cut off where it begins again',
    values: [
      [
        'cycle',
        'an object that contains itself ends finitely',
        (seen, n) => (arrived(seen, n) ? field(odd(seen, n), 'a') === 1 : failedCleanly(seen, n)),
      ],
      [
        'listCycle',
        'a list that contains itself ends finitely',
        (seen, n) => (arrived(seen, n) ? field(odd(seen, n), 0) === 1 : failedCleanly(seen, n)),
      ],
    ],
    covers: ['E09'],
  },
  {
    id: 'data/mapping/surrogates',
    says: 'unpaired surrogates arrive as they are or as U+FFFD, and no other character is lost',
    values: [
      ['loneHigh', 'a first half alone', arrivesAs('a\ud800b', 'a\ufffdb')],
      ['loneLow', 'a second half alone', arrivesAs('a\udc00b', 'a\ufffdb')],
      ['swapped', 'two halves in the wrong order', arrivesAs('a\udc00\ud800b', 'a\ufffd\ufffdb')],
      ['loneAtTheEnd', 'a first half at the end', arrivesAs('a\ud83d', 'a\ufffd')],
      ['loneKey', 'a half in a key', arrivesAs({ 'a\ud800': 1 }, { 'a\ufffd': 1 })],
      ['pair', 'a pair stays a pair', arrivesAs('a😀b')],
      ['nul', 'NUL stays', arrivesAs('a\u0000b')],
      ['separators', 'separators of lines and paragraphs stay', arrivesAs('a\u2028b\u2029c\nd')],
      ['mark', 'a byte order mark stays', arrivesAs('\ufeffa')],
      ['noncharacter', 'noncharacters stay', arrivesAs('a\uffff\ufdd0b')],
    ],
    covers: ['E07'],
  },
];

const checksOf = ({ values }: Group): Readonly<Record<string, Check>> => ({
  ...Object.fromEntries(values.map(([, sentence, arrives], n): [string, Check] => [sentence, (seen) => arrives(seen, n)])),
  'what stands beside them arrives': (seen) =>
    values.some((_, n) => arrived(seen, n)) &&
    values.every((_, n) => !arrived(seen, n) || (field(act(seen, n), 'left') === 'left' && field(act(seen, n), 'right') === 'right')),
});

const alone = (what: string) => operation('crosses', { what, how: 'inside' });

export default defineCases(
  groups.map((group): ConformanceCase => ({
    id: group.id,
    clause: 'DATA-3',
    kind: 'provides',
    says: group.says,
    given,
    shared: true,
    // the last one shows that what stands beside a value arrives, also where a runtime refuses every value of the group
    when: sequence(...group.values.map(([what]) => alone(what)), alone('null')),
    expect: checksOf({ ...group, values: [...group.values, ['null', 'null stays null', arrivesAs(null)]] }),
    catches: ['odd-values-arrive-as-others', 'what-stands-beside-gets-lost'],
    covers: group.covers,
  })),
);
