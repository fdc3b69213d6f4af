import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { idle, sent, stopped } from '../../src/contract/reading.ts';
import { beside, concurrently, operation, sequence, watch } from '../../src/contract/stimulus.ts';

const slow = 'https://post.test/slow';
const next = 'https://post.test/next';
const given = {
  extension: 'waits',
  scopes: { log: {}, sleep: {}, request: { methods: ['GET'], urls: ['https://post.test/*'] } },
  // The first request of a cell took up to 400 ms on two busy cores.
  limits: { cpuMs: 150, wallMs: 1000 },
  network: { answers: { [slow]: { delayMs: 1400, body: 'at last' }, [next]: { body: 'on and on' } } },
  beside: { extension: 'honest-operation' },
} as const;

// A record that was written before the stop has this long to arrive, in ms.
const delivery = 100;

const silentAfterTheStop = (seen: Observation): boolean => {
  const from = seen.watches[0]?.from;
  return from !== undefined && seen.logs.every(({ role, at }) => role === 'beside' || at < from + delivery);
};

const honestAnswers = (seen: Observation): boolean =>
  seen.besideCalls.length === 2 && seen.besideCalls.every(({ challenge }) => challenge === true);

const pending = [
  { id: 'limits/stopped/pending-sleep', says: 'code behind a sleep does not go on after a stop', endless: { on: 'sleep', ms: 1400, next } },
  {
    id: 'limits/stopped/pending-request',
    says: 'code behind a request does not go on after a stop',
    endless: { on: 'request', ms: 1300, url: slow, next },
  },
] as const;

export default defineCases([
  {
    id: 'limits/stopped/loop',
    clause: 'LIM-10',
    kind: 'contains',
    says: 'after a loop was stopped, no processor time is used for it',
    given: { extension: 'spins', limits: { cpuMs: 150, wallMs: 5000 }, beside: given.beside },
    when: sequence(
      operation('spins', { where: 'handler', ms: 0 }),
      concurrently(sequence(operation('spins', { where: 'handler', ms: 3000 }), watch(500)), beside(operation('honest'))),
      beside(operation('honest')),
    ),
    expect: {
      'the runtime says that it stopped it': (seen) => stopped(seen, 1, 'cpu', 'wall'),
      'the runtime uses at most 5 % of a core over the next 500 ms': idle,
      'the honest extension beside it keeps answering': honestAnswers,
    },
    admits: {
      when: operation('spins', { where: 'handler', ms: 20 }),
      expect: { 'a loop that ends in time returns': (seen) => seen.calls[0]?.act === 'handler' },
    },
    catches: ['timeout-not-armed', 'keeps-running-after-stop', 'stops-the-neighbour'],
  },
  {
    id: 'limits/stopped/log',
    clause: 'LIM-10',
    kind: 'contains',
    says: 'after a call was stopped, it logs nothing any more',
    given: { ...given, limits: { cpuMs: 150, wallMs: 400 } },
    when: sequence(
      operation('waits'),
      concurrently(sequence(operation('waits', { on: 'ticks', ms: 1500 }), watch(500)), beside(operation('honest'))),
      beside(operation('honest')),
    ),
    expect: {
      'the runtime says that it stopped it': (seen) => stopped(seen, 1, 'wall'),
      'the ticks end with the stop': silentAfterTheStop,
      'the honest extension beside it keeps answering': honestAnswers,
    },
    admits: {
      when: operation('waits', { on: 'ticks', ms: 100 }),
      expect: { 'ticks in time are logged': (seen) => seen.logs.some(({ text }) => text === 'tick') },
    },
    catches: ['timeout-not-armed', 'only-claims-to-stop', 'stops-the-neighbour'],
  },
  ...pending.map(({ id, says, endless }): ConformanceCase => ({
    id,
    clause: 'LIM-10',
    kind: 'contains',
    says,
    given,
    when: sequence(
      operation('waits'),
      concurrently(sequence(operation('waits', endless), watch(1000)), beside(operation('honest'))),
      beside(operation('honest')),
    ),
    expect: {
      'the runtime says that it stopped it': (seen) => stopped(seen, 1, 'wall'),
      'it logs nothing any more': silentAfterTheStop,
      'it requests nothing any more': (seen) => sent(seen).every(({ url }) => url !== next),
      'the honest extension beside it keeps answering': honestAnswers,
    },
    admits: {
      when: operation('waits', { on: 'sleep', ms: 20, next }),
      expect: {
        'in time it goes on': (seen) => seen.logs.some(({ text }) => text === 'went on') && sent(seen).some(({ url }) => url === next),
      },
    },
    catches: ['timeout-not-armed', 'only-claims-to-stop', 'stops-the-neighbour'],
    covers: ['H07'],
  })),
]);
