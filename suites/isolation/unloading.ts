import { defineCases } from '../../src/contract/define-cases.ts';
import { sent } from '../../src/contract/reading.ts';
import { beside, concurrently, endpoint, load, operation, sequence, unload, watch } from '../../src/contract/stimulus.ts';

const slow = 'https://post.test/slow';
const next = 'https://post.test/next';

// Longer than a host may take to unload what runs, in ms: a product whose server does it took 20 to 330.
const ms = 600;

// A record that was written before the unload has this long to arrive, in ms.
const delivery = 100;

export default defineCases([
  {
    id: 'isolation/unloading/busy',
    clause: 'ISO-5',
    kind: 'contains',
    says: 'unloading during a sleep, a request and a log is clean',
    given: {
      extension: 'waits',
      scopes: { log: {}, sleep: {}, request: { methods: ['GET'], urls: ['https://post.test/*'] } },
      beside: { extension: 'honest-routes' },
      network: { answers: { [slow]: { delayMs: ms, body: 'at last' }, [next]: { body: 'on and on' } } },
    },
    when: sequence(
      operation('waits'),
      concurrently(
        operation('waits', { on: 'sleep', ms, next }),
        operation('waits', { on: 'request', ms, url: slow, next }),
        operation('waits', { on: 'ticks', ms }),
        sequence(beside(endpoint('POST', '/later', { body: { n: 1, ms: 50 } })), unload()),
      ),
      watch(ms),
      operation('waits'),
      beside(endpoint('POST', '/answer')),
      load('subject'),
      operation('waits'),
    ),
    expect: {
      'the calls that ran then end without a result': (seen) =>
        [1, 2, 3].every((n) => ['absent', 'stopped', 'threw'].includes(seen.calls[n]?.outcome.status ?? '')),
      'nothing of them goes on': (seen) => {
        const from = seen.besideCalls[0]?.endedAt;
        return from !== undefined && sent(seen).every(({ url }) => url !== next) && seen.logs.every(({ at }) => at <= from + delivery);
      },
      'afterwards it is absent': (seen) => seen.calls[4]?.outcome.status === 'absent',
      'the honest extension beside it answers': (seen) => seen.besideCalls.length === 2 && seen.besideCalls[1]?.challenge === true,
      'it can be loaded again, and answers': (seen) => seen.calls[5]?.challenge === true,
    },
    catches: ['unload-does-nothing', 'unloads-the-neighbour', 'loads-nothing-after-an-unload'],
    covers: ['I15', 'H07'],
  },
]);
