import type { ConformanceCase } from '../../src/contract/case.ts';
import type { Json } from '../../src/contract/json.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { elapsed, stopped, within } from '../../src/contract/reading.ts';
import { endpoint, operation, sequence } from '../../src/contract/stimulus.ts';

const slow = 'https://post.test/slow';
const quick = 'https://post.test/quick';
const given = {
  extension: 'waits',
  scopes: { log: {}, sleep: {}, request: { methods: ['GET'], urls: ['https://post.test/*'] } },
  network: { answers: { [slow]: { delayMs: 2500, body: 'at last' }, [quick]: { body: 'at once' } } },
} as const;

// Three times the limit is generous; LIM-9 has the strict bound.
const stoppedInTime = (seen: Observation): boolean => stopped(seen, 1, 'wall') && within(elapsed(seen, 1), seen, 'wallMs', 0.9, 3);

const waits: readonly {
  readonly id: string;
  readonly says: string;
  readonly wallMs: number;
  readonly endless: Json;
  readonly short: Json;
  readonly covers: readonly string[];
}[] = [
  {
    id: 'limits/wall/never',
    says: 'a call that waits for a promise that nobody settles ends at its wall-clock limit',
    wallMs: 250,
    endless: { on: 'never' },
    short: { on: 'sleep', ms: 5 },
    covers: ['G05'],
  },
  {
    id: 'limits/wall/sleep',
    says: 'a call that sleeps too long ends at its wall-clock limit',
    wallMs: 250,
    endless: { on: 'sleep', ms: 1300 },
    short: { on: 'sleep', ms: 5 },
    covers: ['G05'],
  },
  {
    id: 'limits/wall/thenable',
    says: 'a call that returns a thenable which nobody settles ends at its wall-clock limit',
    wallMs: 250,
    endless: { on: 'thenable' },
    short: { on: 'sleep', ms: 5 },
    covers: ['G06'],
  },
  {
    id: 'limits/wall/request',
    says: 'a call that waits for a slow answer, and asks again when that fails, ends at its wall-clock limit',
    wallMs: 500, // the first request of a cell took up to 400 ms on two busy cores
    endless: { on: 'request', ms: 2400, url: slow },
    short: { on: 'request', url: quick },
    covers: ['H04'],
  },
];

export default defineCases([
  ...waits.map(({ id, says, wallMs, endless, short, covers }): ConformanceCase => ({
    id,
    clause: 'LIM-3',
    kind: 'contains',
    says,
    given: { ...given, limits: { cpuMs: 150, wallMs } },
    when: sequence(operation('waits'), operation('waits', endless)),
    expect: {
      'it is stopped at its wall-clock limit, neither much before nor long after it': stoppedInTime,
    },
    admits: { when: operation('waits', short), expect: { 'a wait that ends in time returns': (seen) => seen.calls[0]?.act === 'done' } },
    catches: ['late-stop', 'stops-honest-code'],
    covers,
  })),
  {
    id: 'limits/wall/module-body',
    clause: 'LIM-3',
    kind: 'contains',
    says: 'a module body that waits for ever ends at the limit of the load',
    given: { extension: 'loads-slowly', limits: { loadMs: 250 } },
    when: sequence(),
    expect: {
      'the load is refused by its limit of time, in the phase in which it waits': ({ load }) =>
        !load.accepted && 'refused' in load && load.refused.phase === 'evaluate' && ['load', 'wall'].includes(load.refused.limit ?? ''),
      'that takes neither much less than the limit nor three times as long': ({ load }) => load.ms >= 200 && load.ms <= 750,
    },
    // The body waits for 1,000 ms: four times the limit.
    admits: {
      given: { limits: { loadMs: 8000 } },
      when: endpoint('POST', '/loaded'),
      expect: { 'with more time it loads and answers': (seen) => seen.calls[0]?.challenge === true },
    },
    challenge: { standIn: 'the twin loads the same bytes under a longer limit and answers' },
    catches: ['timeout-not-armed', 'late-stop'],
    covers: ['G07'],
  },
]);
