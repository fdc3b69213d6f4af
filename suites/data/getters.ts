import type { Check, ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { ending, failedCleanly, oneOf, threwBounded } from '../../src/contract/ending.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, same, stopped, threw } from '../../src/contract/reading.ts';
import { operation, sequence } from '../../src/contract/stimulus.ts';

const given = { extension: 'counts-reads', scopes: { log: {} } };

// Every call is followed by one that reports what was counted meanwhile: the report on the n-th value is call 2n + 1.
const report = (seen: Observation, n: number): Json | undefined => act(seen, 2 * n + 1);
const count = (seen: Observation, n: number, name: string): number => Number(field(report(seen, n), 'counts', name) ?? 0);

const reported = (seen: Observation, n: number): boolean => typeof field(report(seen, n), 'counts') === 'object';

const ask = (how: string, whats: readonly string[]) =>
  sequence(...whats.flatMap((what) => [operation('counts-reads', { what, how }), operation('counts-reads')]));

const staysInside =
  (many: number): Check =>
  (seen) =>
    Array.from({ length: many }, (_, n) => field(report(seen, n), 'outside')).every((outside) => same(outside, []));

interface Hooked {
  readonly what: string;
  readonly says: string;
  readonly counted: string;
  readonly value: Json;
}

const hooked: readonly Hooked[] = [
  { what: 'getter', says: 'a getter', counted: 'getter', value: { a: 1, counted: 'read' } },
  { what: 'inList', says: 'a getter inside a list', counted: 'getter', value: [{ counted: 'read' }] },
  { what: 'toJSON', says: 'toJSON', counted: 'toJSON', value: { counted: 'converted' } },
  { what: 'nestedToJSON', says: 'toJSON further down', counted: 'toJSON', value: { part: 'converted' } },
  { what: 'flipping', says: 'a getter that gives something else the second time', counted: 'getter', value: { counted: 'read' } },
  { what: 'proxy', says: 'a trap of a proxy', counted: 'get counted', value: { counted: 'read' } },
];

const whats = hooked.map(({ what }) => what);

// A value whose reading would run code may be refused as a whole: then nothing of it ran twice either.
const readOnce = (seen: Observation, n: number, { counted, value }: Hooked): boolean =>
  failedCleanly(seen, 2 * n) ? count(seen, n, counted) <= 1 : oneOf(seen.calls[2 * n]?.value, value) && count(seen, n, counted) === 1;

const neverUsed = ['inspect', 'rejection', 'promisify', 'hasInstance'];
const inspected = ['conversions', 'ownConversions', 'tested', 'errorConversions'];

const ways = [
  { id: 'data/getters/inspecting-results', how: 'return', says: 'what an operation returns', catches: ['inspects-what-crosses'] },
  { id: 'data/getters/inspecting-thrown', how: 'throw', says: 'what an operation throws', catches: ['inspects-what-crosses'] },
  { id: 'data/getters/inspecting-logged', how: 'log', says: 'what an operation logs', catches: ['inspects-what-is-logged'] },
] as const;

const endless = [
  { id: 'data/getters/endless-getter', what: 'endlessGetter', how: 'return', says: 'a getter of a result' },
  { id: 'data/getters/endless-trap', what: 'endlessTrap', how: 'promise', says: 'a trap of a promised proxy' },
  { id: 'data/getters/endless-message', what: 'endlessMessage', how: 'throw', says: 'a getter of a thrown error' },
] as const;

export default defineCases([
  ...(['return', 'promise'] as const).map((how): ConformanceCase => ({
    id: how === 'return' ? 'data/getters/of-results' : 'data/getters/of-promised-results',
    clause: 'DATA-4',
    kind: 'contains',
    says: `getters, toJSON and traps of what an operation ${how === 'return' ? 'returns' : 'promises'} run once, and inside`,
    given,
    shared: true,
    when: ask(how, whats),
    expect: {
      ...Object.fromEntries(
        hooked.map((one, n): [string, Check] => [`${one.says} runs once, and its value arrives`, (seen) => readOnce(seen, n, one)]),
      ),
      'none of them sees a global of the host': staysInside(hooked.length),
    },
    catches: ['reads-results-twice', 'leaks-process', 'leaks-timers'],
    covers: ['D13', 'D14', 'A12'],
  })),
  {
    id: 'data/getters/of-thrown-errors',
    clause: 'DATA-4',
    kind: 'contains',
    says: 'getters, toJSON and traps of a thrown error run at most once, and inside',
    given,
    shared: true,
    when: ask('throw', ['errorAccessors', 'errorProxy', 'errorToJSON']),
    expect: {
      'its name and its message are read once, and arrive': (seen) =>
        threw(seen, 0)?.name === 'CountedError' &&
        threw(seen, 0)?.message === 'read' &&
        count(seen, 0, 'name') === 1 &&
        count(seen, 0, 'message') === 1,
      'the traps of a proxy of an error are used at most once a field': (seen) =>
        threwBounded(seen, 2) && count(seen, 1, 'get name') <= 1 && count(seen, 1, 'get message') <= 1,
      'toJSON of an error is used at most once': (seen) => threwBounded(seen, 4) && count(seen, 2, 'toJSON') <= 1,
      'none of them sees a global of the host': staysInside(3),
    },
    catches: ['reads-what-is-thrown-twice', 'leaks-process', 'leaks-timers', 'swallows-what-is-thrown'],
    covers: ['I03', 'A12', 'A14', 'D14'],
  },
  ...ways.map(({ id, how, says, catches }): ConformanceCase => ({
    id,
    clause: 'DATA-4',
    kind: 'provides',
    says: `nobody inspects ${says}, or asks what it is an instance of`,
    given,
    shared: true,
    when: ask(how, inspected),
    expect: {
      'no hook for inspection, rejection, promisifying or instanceof is used': (seen) =>
        inspected.every((_, n) => reported(seen, n) && neverUsed.every((name) => count(seen, n, name) === 0)),
      'no conversion is used twice': (seen) =>
        inspected.every((_, n) => reported(seen, n) && ['toPrimitive', 'toString', 'valueOf'].every((name) => count(seen, n, name) <= 1)),
      'every call ends': (seen) => inspected.every((_, n) => ['returned', 'threw'].includes(ending(seen, 2 * n)?.status ?? '')),
    },
    catches: [...catches, 'some-calls-are-lost'],
    covers: ['A10', 'A11', 'A12'],
  })),
  ...endless.map(({ id, what, how, says }): ConformanceCase => ({
    id,
    clause: 'DATA-4',
    kind: 'contains',
    says: `${says} that loops is stopped`,
    given: { ...given, limits: { cpuMs: 100, wallMs: 5000 } },
    // It ends by itself after 800 ms: beyond the limit of a slice, before that of the call.
    when: sequence(operation('counts-reads'), operation('counts-reads', { what, how, ms: 800 })),
    expect: { 'it is stopped, by the limit of the slice or of the call': (seen) => stopped(seen, 1, 'cpu', 'wall') },
    admits: {
      when: sequence(operation('counts-reads'), operation('counts-reads', { what, how, ms: 5 })),
      expect: { 'one that ends in time is read': (seen) => ['returned', 'threw'].includes(ending(seen, 1)?.status ?? '') },
    },
    catches: ['timeout-not-armed', 'only-claims-to-stop'],
    covers: ['D13', 'G13'],
  })),
]);
