import { defineCases } from '../../src/contract/define-cases.ts';
import { endedBy } from '../../src/contract/ending.ts';
import type { CallSeen, Observation } from '../../src/contract/observation.ts';
import { act, elapsed, field } from '../../src/contract/reading.ts';
import { beside, concurrently, operation } from '../../src/contract/stimulus.ts';

// Calls that do nothing took up to 150 ms on a machine with ten times as much to do as it can; those of a whole product, over HTTP, 560 ms in its slow hours.
const long = 1600;
const short = 1000;

const soon = (seen: Observation, call: CallSeen | undefined): boolean =>
  call?.challenge === true && call.endedAt - (seen.calls[0]?.startedAt ?? Number.NaN) < short;

export default defineCases([
  {
    id: 'sleep/others/delays-nobody',
    clause: 'SLEEP-5',
    kind: 'provides',
    says: 'while one call sleeps, other calls of its extension and of others run',
    given: { extension: 'sleep-for', scopes: { sleep: {} }, beside: { extension: 'honest-operation' } },
    when: concurrently(
      operation('sleep-for', { ms: long }),
      operation('sleep-for', { ms: 1 }),
      beside(operation('honest')),
      operation('sleep-for', { ms: 2 }),
    ),
    expect: {
      'the sleep lasts as long as it has to': (seen) => elapsed(seen) >= long - 2,
      'other calls of the same extension end meanwhile': (seen) => soon(seen, seen.calls[1]) && soon(seen, seen.calls[2]),
      'a call of the extension beside it ends meanwhile': (seen) => soon(seen, seen.besideCalls[0]),
    },
    catches: ['sleeps-return-early', 'sleeps-block-their-extension', 'sleeps-block-everybody'],
    covers: ['H08'],
  },
  {
    id: 'sleep/others/pile',
    clause: 'SLEEP-5',
    kind: 'contains',
    says: 'the number of sleeps that are pending is bounded',
    given: { extension: 'sleep-pile', scopes: { sleep: {} }, limits: { pendingCalls: 10 } },
    when: operation('sleep-pile', { count: 2000, ms: 2000 }),
    expect: {
      'no more of them begin than may be pending, or the extension is stopped': (seen) =>
        Number(field(act(seen), 'begun')) <= 10 || endedBy(seen, 0, 'pending', 'memory', 'cpu', 'wall'),
    },
    admits: {
      when: operation('sleep-pile', { count: 8, ms: 1 }),
      expect: { 'as many as may be pending begin': (seen) => field(act(seen), 'begun') === 8 },
    },
    challenge: { standIn: 'the twin before it answers, and the sleeps of the same call only differ in their number' },
    catches: ['pending-sleeps-are-unbounded'],
    covers: ['H08'],
  },
]);
