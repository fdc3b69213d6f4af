import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, idle, sent, stopped } from '../../src/contract/reading.ts';
import { concurrently, operation, sequence, watch } from '../../src/contract/stimulus.ts';

const slow = 'https://post.test/slow';
const next = 'https://post.test/next';
const given = {
  extension: 'waits',
  scopes: { log: {}, sleep: {}, request: { methods: ['GET'], urls: ['https://post.test/*'] } },
  // The first request of a cell took up to 400 ms on two busy cores.
  limits: { cpuMs: 150, wallMs: 500 },
  network: { answers: { [slow]: { delayMs: 700, body: 'at last' }, [next]: { body: 'on and on' } } },
} as const;

// A record that was written before the stop has this long to arrive, in ms.
const delivery = 100;

const silentAfterTheStop = (seen: Observation): boolean => {
  const from = seen.watches[0]?.from;
  return from !== undefined && seen.logs.every(({ at }) => at < from + delivery);
};

// Both last longer than the limit and all windows of the watch, on a machine ten times as fast too.
const endless = [
  {
    id: 'limits/stopped/loop',
    says: 'after a loop was stopped, no processor time is used for it',
    extension: 'spins',
    first: operation('spins', { where: 'handler', ms: 0 }),
    endless: operation('spins', { where: 'handler', ms: 3000 }),
    covers: ['G04'],
  },
  {
    id: 'limits/stopped/native',
    says: 'after an operation of the engine itself was stopped, no processor time is used for it',
    extension: 'natives',
    first: operation('natives'),
    endless: operation('natives', { native: 'index-of-in-an-array-like', n: 150_000_000 }),
    covers: ['G11'],
  },
] as const;

export default defineCases([
  ...endless.map(({ id, says, extension, first, endless: call, covers }): ConformanceCase => ({
    id,
    clause: 'LIM-10',
    kind: 'contains',
    says,
    given: { extension, limits: { cpuMs: 100, wallMs: 8000 } },
    when: sequence(first, call, watch(500)),
    expect: {
      'the runtime says that it stopped it, or it was refused inside': (seen) =>
        stopped(seen, 1, 'cpu', 'wall') || act(seen, 1) === 'refused',
      'the runtime uses at most 5 % of a core over the next 500 ms': idle,
    },
    admits: { when: first, expect: { 'a call that ends in time returns': (seen) => seen.calls[0]?.challenge === true } },
    catches: ['timeout-not-armed', 'keeps-running-after-stop'],
    covers,
  })),
  {
    id: 'limits/stopped/pending',
    clause: 'LIM-10',
    kind: 'contains',
    says: 'after calls were stopped, nothing goes on that was behind a sleep or a request of theirs, and nothing is logged any more',
    given,
    when: sequence(
      operation('waits'),
      concurrently(
        operation('waits', { on: 'sleep', ms: 700, next }),
        operation('waits', { on: 'request', ms: 650, url: slow, next }),
        operation('waits', { on: 'ticks', ms: 900 }),
      ),
      watch(500),
    ),
    expect: {
      'the runtime says that it stopped each of them': (seen) => [1, 2, 3].every((n) => stopped(seen, n, 'wall')),
      'they log nothing any more': silentAfterTheStop,
      'they request nothing any more': (seen) => sent(seen).every(({ url }) => url !== next),
    },
    admits: {
      when: sequence(operation('waits', { on: 'ticks', ms: 50 }), operation('waits', { on: 'sleep', ms: 20, next })),
      expect: {
        'in time they tick': (seen) => seen.logs.some(({ text }) => text === 'tick'),
        'in time they go on': (seen) => seen.logs.some(({ text }) => text === 'went on') && sent(seen).some(({ url }) => url === next),
      },
    },
    catches: ['timeout-not-armed', 'only-claims-to-stop'],
    covers: ['H07'],
  },
]);
