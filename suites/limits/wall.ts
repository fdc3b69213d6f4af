import type { Check } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { generatedProgram } from '../../src/contract/generated-program.ts';
import { elapsed, stopped, within } from '../../src/contract/reading.ts';
import { concurrently, operation, sequence } from '../../src/contract/stimulus.ts';

const slow = 'https://post.test/slow';
const quick = 'https://post.test/quick';

// The first request of a cell took up to 400 ms on two busy cores.
const given = {
  extension: 'waits',
  scopes: { log: {}, sleep: {}, request: { methods: ['GET'], urls: ['https://post.test/*'] } },
  limits: { cpuMs: 150, wallMs: 500 },
  network: { answers: { [slow]: { delayMs: 2500, body: 'at last' }, [quick]: { body: 'at once' } } },
} as const;

// Three times the limit is generous; LIM-9 has the strict bound.
const stoppedInTime =
  (n: number): Check =>
  (seen) =>
    stopped(seen, n, 'wall') && within(elapsed(seen, n), seen, 'wallMs', 0.9, 3);

const waiting = (ms: number): string => generatedProgram({ imports: "import { sleep } from 'directus:api';", body: `await sleep(${ms});` });

export default defineCases([
  {
    id: 'limits/wall/calls',
    clause: 'LIM-3',
    kind: 'contains',
    says: 'calls that never settle end at their wall-clock limit, neither much before nor long after it',
    given,
    when: sequence(
      operation('waits'),
      concurrently(
        operation('waits', { on: 'never' }),
        operation('waits', { on: 'thenable' }),
        operation('waits', { on: 'request', ms: 2400, url: slow }),
      ),
    ),
    expect: {
      'the one that waits for a promise which nobody settles': stoppedInTime(1),
      'the one that returns a thenable which nobody settles': stoppedInTime(2),
      'the one that waits for a slow answer, and asks again when that fails': stoppedInTime(3),
    },
    admits: {
      when: sequence(operation('waits', { on: 'sleep', ms: 5 }), operation('waits', { on: 'request', url: quick })),
      expect: { 'waits that end in time return': (seen) => [0, 1].every((n) => seen.calls[n]?.act === 'done') },
    },
    catches: ['late-stop', 'stops-honest-code'],
    covers: ['G05', 'G06', 'H04'],
  },
  {
    id: 'limits/wall/module-body',
    clause: 'LIM-3',
    kind: 'contains',
    says: 'a module body that waits for ever ends at the limit of the load',
    given: { extension: 'announces-itself', scopes: { log: {}, sleep: {} }, source: waiting(1800), limits: { loadMs: 500 } },
    when: sequence(),
    expect: {
      'the load is refused by its limit of time, in the phase in which it waits': ({ load }) =>
        !load.accepted && 'refused' in load && load.refused.phase === 'evaluate' && ['load', 'wall'].includes(load.refused.limit ?? ''),
      'that takes neither much less than the limit nor three times as long': ({ load }) => load.ms >= 400 && load.ms <= 1500,
    },
    admits: {
      given: { source: waiting(5) },
      when: operation('announces-itself'),
      expect: { 'where it waits for a moment only it loads and answers': (seen) => seen.calls[0]?.challenge === true },
    },
    challenge: { standIn: 'the twin loads the same program with a shorter wait and answers' },
    catches: ['timeout-not-armed', 'late-stop'],
    covers: ['G07'],
  },
]);
