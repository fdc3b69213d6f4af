import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, idle, sent, stopped } from '../../src/contract/reading.ts';
import { operation, sequence, watch } from '../../src/contract/stimulus.ts';

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
const natives = [
  {
    id: 'limits/stopped/native',
    says: 'after an operation of the engine itself was stopped, no processor time is used for it',
    extension: 'natives',
    twin: operation('natives'),
    endless: operation('natives', { native: 'power', n: 6_000_000 }),
    covers: ['G10'],
  },
  {
    id: 'limits/stopped/microtasks',
    says: 'after a loop of microtasks was stopped, no processor time is used for it',
    extension: 'spins',
    twin: operation('spins', { where: 'microtasks', ms: 0 }),
    endless: operation('spins', { where: 'microtasks', ms: 3000 }),
    covers: ['G02'],
  },
] as const;

const pending = [
  { id: 'limits/stopped/pending-sleep', says: 'code behind a sleep does not go on after a stop', endless: { on: 'sleep', ms: 700, next } },
  {
    id: 'limits/stopped/pending-request',
    says: 'code behind a request does not go on after a stop',
    endless: { on: 'request', ms: 650, url: slow, next },
  },
] as const;

export default defineCases([
  {
    id: 'limits/stopped/loop',
    clause: 'LIM-10',
    kind: 'contains',
    says: 'after a loop was stopped, no processor time is used for it',
    given: { extension: 'spins', limits: { cpuMs: 100, wallMs: 5000 } },
    when: sequence(operation('spins', { where: 'handler', ms: 0 }), operation('spins', { where: 'handler', ms: 3000 }), watch(500)),
    expect: {
      'the runtime says that it stopped it': (seen) => stopped(seen, 1, 'cpu', 'wall'),
      'the runtime uses at most 5 % of a core over the next 500 ms': idle,
    },
    admits: {
      when: operation('spins', { where: 'handler', ms: 20 }),
      expect: { 'a loop that ends in time returns': (seen) => seen.calls[0]?.act === 'handler' },
    },
    catches: ['timeout-not-armed', 'keeps-running-after-stop'],
  },
  ...natives.map(({ id, says, extension, twin, endless, covers }): ConformanceCase => ({
    id,
    clause: 'LIM-10',
    kind: 'contains',
    says,
    given: { extension, limits: { cpuMs: 100, wallMs: 8000 } },
    when: sequence(twin, endless, watch(500)),
    expect: {
      'the runtime says that it stopped it, or it was refused inside': (seen) =>
        stopped(seen, 1, 'cpu', 'wall') || act(seen, 1) === 'refused',
      'the runtime uses at most 5 % of a core over the next 500 ms': idle,
    },
    admits: { when: twin, expect: { 'a call that ends in time returns': (seen) => seen.calls[0]?.challenge === true } },
    catches: ['timeout-not-armed', 'keeps-running-after-stop'],
    covers,
  })),
  {
    id: 'limits/stopped/log',
    clause: 'LIM-10',
    kind: 'contains',
    says: 'after a call was stopped, it logs nothing any more',
    given: { ...given, limits: { cpuMs: 150, wallMs: 300 } },
    when: sequence(operation('waits'), operation('waits', { on: 'ticks', ms: 1000 }), watch(500)),
    expect: {
      'the runtime says that it stopped it': (seen) => stopped(seen, 1, 'wall'),
      'the ticks end with the stop': silentAfterTheStop,
    },
    admits: {
      when: operation('waits', { on: 'ticks', ms: 50 }),
      expect: { 'ticks in time are logged': (seen) => seen.logs.some(({ text }) => text === 'tick') },
    },
    catches: ['timeout-not-armed', 'only-claims-to-stop'],
  },
  ...pending.map(({ id, says, endless }): ConformanceCase => ({
    id,
    clause: 'LIM-10',
    kind: 'contains',
    says,
    given,
    when: sequence(operation('waits'), operation('waits', endless), watch(500)),
    expect: {
      'the runtime says that it stopped it': (seen) => stopped(seen, 1, 'wall'),
      'it logs nothing any more': silentAfterTheStop,
      'it requests nothing any more': (seen) => sent(seen).every(({ url }) => url !== next),
    },
    admits: {
      when: operation('waits', { on: 'sleep', ms: 20, next }),
      expect: {
        'in time it goes on': (seen) => seen.logs.some(({ text }) => text === 'went on') && sent(seen).some(({ url }) => url === next),
      },
    },
    catches: ['timeout-not-armed', 'only-claims-to-stop'],
    covers: ['H07'],
  })),
]);
