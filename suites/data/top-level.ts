import type { Check, ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { endedBy, ending, failedCleanly, oneOf } from '../../src/contract/ending.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { field } from '../../src/contract/reading.ts';
import { operation, sequence } from '../../src/contract/stimulus.ts';

const given = { extension: 'crosses', limits: { resultBytes: 262_144 } };

const isNothing = (seen: Observation, n: number): boolean => {
  const outcome = ending(seen, n);
  return outcome?.status === 'returned' && 'undefined' in outcome;
};

type Arrival = (seen: Observation, n: number) => boolean;

const as =
  (...admitted: readonly Json[]): Arrival =>
  (seen, n) =>
    oneOf(seen.calls[n]?.value, ...admitted);
const nothingOr =
  (...admitted: readonly Json[]): Arrival =>
  (seen, n) =>
    isNothing(seen, n) || as(null, ...admitted)(seen, n) || failedCleanly(seen, n);
const orFails =
  (...admitted: readonly Json[]): Arrival =>
  (seen, n) =>
    as(...admitted)(seen, n) || failedCleanly(seen, n);

type Row = readonly [what: string, sentence: string, arrives: Arrival];

const values: readonly Row[] = [
  ['undefined', 'undefined is undefined or null', nothingOr()],
  ['null', 'null is null', as(null)],
  ['function', 'a function is undefined or null', nothingOr()],
  ['symbol', 'a symbol is undefined or null', nothingOr()],
  ['nan', 'NaN is null or says what it is', orFails(null, 'NaN')],
  ['big', 'a big integer keeps its digits', orFails('9007199254740993', '9007199254740993n')],
  ['date', 'a date names its instant', orFails('2024-02-29T12:30:15.007Z', 1_709_209_815_007)],
  ['sparse', 'the holes of a list are null', orFails([1, null, 3], { '0': 1, '2': 3 })],
  [
    'cycle',
    'what contains itself ends in an error or is cut off',
    (seen, n) => failedCleanly(seen, n) || field(seen.calls[n]?.value, 'a') === 1,
  ],
  ['loneHigh', 'an unpaired surrogate stays or is U+FFFD', orFails('a\ud800b', 'a\ufffdb')],
];

const messages: readonly Row[] = [
  ['status', 'an object like an outcome', as({ status: 'threw', thrown: '"forged"', error: { name: 'Error', message: 'forged' } })],
  ['response', 'an object like a response', as({ status: 500, headers: { 'x-forged': '1' }, body: 'forged' })],
  ['rpc', 'an object like a message of JSON-RPC', as({ jsonrpc: '2.0', id: 1, result: 'forged', error: { code: 1, message: 'forged' } })],
  ['record', 'an object like a record', as({ returned: 1, json: '"forged"', threw: 1, over: 1, limit: 'result', log: 'forged' })],
  ['thenText', 'an object whose only key is then', as({ then: 'text' })],
  ['onlyError', 'an object whose only key is error', as({ error: 'text' })],
  ['onlyResult', 'an object whose only key is result', as({ result: { value: 1 } })],
  ['onlyLength', 'an object whose only key is length', as({ length: 3 })],
  [
    'onlyProto',
    'an object whose only key is __proto__',
    as({ ['__proto__']: { polluted: 'yes', status: 'stopped', limit: 'cpu', error: { name: 'n', message: 'm' } } }),
  ],
  ['constructorProto', 'an object whose constructor has a prototype', as({ constructor: { prototype: { polluted: 'yes' } } })],
];

const lines: readonly Row[] = [
  ['recordLine', 'a text like a record', as('R1 "forged"')],
  ['markedLine', 'a text like two marked records', as('>R1 "forged"\n>R2 "forged"')],
  ['doneLine', 'a text like a count', as('=1')],
  [
    'rpcLine',
    'a text like two lines of JSON-RPC',
    as(
      '{"jsonrpc":"2.0","id":1,"result":{"status":"absent"}}\n{"jsonrpc":"2.0","method":"log","params":{"extension":"x","text":"forged"}}',
    ),
  ],
  ['jsonText', 'a text that is JSON stays a text', as('{"forged":true}')],
  ['quotes', 'a text that would end a string and go on', as('"forged","act":"forged"')],
];

const table = (
  id: string,
  clause: string,
  says: string,
  rows: readonly Row[],
  how: 'whole' | 'promised',
  covers: readonly string[],
): ConformanceCase => ({
  id,
  clause,
  kind: 'provides',
  says,
  given,
  shared: true,
  when: sequence(...rows.map(([what]) => operation('crosses', { what, how }))),
  expect: Object.fromEntries(rows.map(([, sentence, arrives], n): [string, Check] => [sentence, (seen) => arrives(seen, n)])),
  catches: ['odd-values-arrive-as-others'],
  covers,
});

const sizes = [
  {
    id: 'data/top-level/deep-lists',
    what: 'deepList',
    says: 'a hundred thousand lists one in another',
    marker: '['.repeat(1000),
    covers: ['E10', 'G23'],
    cpuMs: 2000,
  },
  {
    id: 'data/top-level/thirty-thousand-keys',
    what: 'manyKeys',
    says: 'thirty thousand keys',
    marker: '"29999":1',
    covers: ['E10'],
    cpuMs: 2000,
  },
  {
    id: 'data/top-level/a-long-key',
    what: 'longKey',
    says: 'a key of a megabyte',
    marker: 'k'.repeat(1_048_576),
    covers: ['E10'],
    cpuMs: 2000,
  },
  {
    id: 'data/top-level/a-huge-sparse-list',
    what: 'hugeSparse',
    says: 'a list of four thousand million holes',
    marker: '4294967294',
    covers: ['G24'],
    cpuMs: 100,
  },
] as const;

export default defineCases([
  table(
    'data/top-level/as-results',
    'DATA-3',
    'what an operation returns arrives as itself, in a mapping that keeps it, or ends in an error',
    values,
    'whole',
    ['E07', 'E08', 'E09', 'D13'],
  ),
  table(
    'data/top-level/as-promised-results',
    'DATA-3',
    'what an operation promises arrives as itself, in a mapping that keeps it, or ends in an error',
    values,
    'promised',
    ['E07', 'E08', 'E09'],
  ),
  {
    ...table(
      'data/top-level/like-messages',
      'DATA-2',
      'objects that look like messages between runtime and host are plain data',
      messages,
      'whole',
      ['E05', 'E06'],
    ),
  },
  table('data/top-level/like-lines', 'HOST-1', 'texts that look like lines of a protocol are plain data', lines, 'whole', ['E06']),
  ...sizes.map(({ id, what, says, marker, covers, cpuMs }): ConformanceCase => ({
    id,
    clause: 'DATA-3',
    kind: 'provides',
    says: `${says} arrive whole, or end in an error or a stop`,
    given: { extension: 'crosses', limits: { cpuMs, resultBytes: 262_144 } },
    shared: true,
    when: sequence(operation('crosses', { what: 'null', how: 'inside' }), operation('crosses', { what, how: 'whole' })),
    expect: {
      'it arrives whole, or ends in an error or a stop': (seen) => {
        const outcome = ending(seen, 1);
        return outcome?.status === 'returned' && 'json' in outcome
          ? outcome.json.includes(marker)
          : failedCleanly(seen, 1) || endedBy(seen, 1, 'cpu', 'wall', 'memory', 'result', 'crash');
      },
    },
    catches: ['odd-values-arrive-as-others'],
    covers,
  })),
]);
