import type { ConformanceCase } from '../../src/contract/case.ts';
import type { Json } from '../../src/contract/json.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { elapsed, stopped, within } from '../../src/contract/reading.ts';
import { beside, concurrently, operation, sequence } from '../../src/contract/stimulus.ts';

const slow = 'https://post.test/slow';
const quick = 'https://post.test/quick';
const given = {
  extension: 'waits',
  scopes: { log: {}, sleep: {}, request: { methods: ['GET'], urls: ['https://post.test/*'] } },
  network: { answers: { [slow]: { delayMs: 3500, body: 'at last' }, [quick]: { body: 'at once' } } },
  beside: { extension: 'honest-operation' },
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
    wallMs: 400,
    endless: { on: 'never' },
    short: { on: 'sleep', ms: 20 },
    covers: ['G05'],
  },
  {
    id: 'limits/wall/sleep',
    says: 'a call that sleeps too long ends at its wall-clock limit',
    wallMs: 400,
    endless: { on: 'sleep', ms: 2000 },
    short: { on: 'sleep', ms: 20 },
    covers: ['G05'],
  },
  {
    id: 'limits/wall/request',
    says: 'a call that waits for a slow answer, and asks again when that fails, ends at its wall-clock limit',
    wallMs: 1600, // the first request of a cell took up to 400 ms on two busy cores
    endless: { on: 'request', ms: 3400, url: slow },
    short: { on: 'request', url: quick },
    covers: ['H04'],
  },
];

export default defineCases(
  waits.map(({ id, says, wallMs, endless, short, covers }): ConformanceCase => ({
    id,
    clause: 'LIM-3',
    kind: 'contains',
    says,
    given: { ...given, limits: { cpuMs: 150, wallMs } },
    when: sequence(
      operation('waits'),
      concurrently(operation('waits', endless), sequence(beside(operation('honest')), beside(operation('honest')))),
      beside(operation('honest')),
    ),
    expect: {
      'it is stopped at its wall-clock limit, neither much before nor long after it': stoppedInTime,
      'the honest extension beside it keeps answering': (seen) =>
        seen.besideCalls.length === 3 && seen.besideCalls.every(({ challenge }) => challenge === true),
    },
    admits: { when: operation('waits', short), expect: { 'a wait that ends in time returns': (seen) => seen.calls[0]?.act === 'done' } },
    catches: ['late-stop', 'stops-honest-code', 'stops-the-neighbour'],
    covers,
  })),
);
