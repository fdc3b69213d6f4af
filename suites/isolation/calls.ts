import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { texts } from '../../src/contract/reading.ts';
import { beside, concurrently, endpoint, operation, sequence, watch } from '../../src/contract/stimulus.ts';

// Waits in ms, so spread that no call ends in the order in which it was made.
const waits = Array.from({ length: 50 }, (_, n) => (n * 17) % 50);

const late = 'https://post.test/late';

const detaches = {
  extension: 'detaches',
  scopes: { log: {}, sleep: {}, request: { methods: ['GET'], urls: ['https://post.test/*'] } },
  beside: { extension: 'honest-routes' },
} as const;

const answer = beside(endpoint('POST', '/answer'));

export default defineCases([
  {
    id: 'isolation/calls/errors',
    clause: 'ISO-2',
    kind: 'provides',
    says: 'each of fifty interleaved operations gets its own result or its own error',
    given: { extension: 'interleaves' },
    when: concurrently(...waits.map((ms, n) => operation('interleaves', { n, ms, throws: n % 2 === 1 }))),
    expect: {
      'every result and every error is that of its call': (seen) =>
        seen.calls.length === 50 &&
        seen.calls.every(({ act, outcome }, n) =>
          n % 2 === 0 ? act === n : outcome.status === 'threw' && outcome.error?.message === `number ${n}`,
        ),
    },
    catches: ['mixes-up-results'],
    covers: ['F05'],
  },
  {
    id: 'isolation/calls/two-extensions',
    clause: 'ISO-2',
    kind: 'provides',
    says: 'calls of two extensions that overlap get their own results',
    given: { extension: 'interleaves', beside: { extension: 'honest-routes' } },
    when: concurrently(
      ...waits
        .slice(0, 25)
        .flatMap((ms, n) => [operation('interleaves', { n, ms }), beside(endpoint('POST', '/later', { body: { n: -n - 1, ms } }))]),
    ),
    expect: {
      'those of the one are its own': (seen) => seen.calls.length === 25 && seen.calls.every(({ act }, n) => act === n),
      'those of the other are its own': (seen) => seen.besideCalls.length === 25 && seen.besideCalls.every(({ act }, n) => act === -n - 1),
    },
    catches: ['mixes-up-results'],
    covers: ['F05'],
  },
  {
    id: 'isolation/calls/left-behind',
    clause: 'ISO-3',
    kind: 'contains',
    says: "the record, the request and the error that finished calls have left to come are nobody else's",
    given: { ...detaches, network: { answers: { [late]: { body: 'late' } } } },
    when: sequence(
      operation('detaches', { leave: 'log', ms: 20 }),
      operation('detaches', { leave: 'request', ms: 20, url: late }),
      operation('detaches', { leave: 'throw', ms: 20 }),
      concurrently(operation('detaches', { wait: 60 }), answer),
    ),
    expect: {
      'no other extension has written the record': (seen) => seen.logs.every(({ role }) => role === 'subject'),
      'the call that runs meanwhile gets its own result': (seen) => seen.calls[3]?.act === 'nothing',
      'the extension beside it answers': (seen) => seen.besideCalls[0]?.challenge === true,
    },
    catches: ['first-name-for-all', 'next-call-gets-the-last-result', 'late-errors-fail-the-next-call', 'starves-the-neighbour'],
    covers: ['F07'],
  },
  {
    id: 'isolation/calls/left-running',
    clause: 'ISO-3',
    kind: 'contains',
    says: 'what a finished call has left running is bounded in time',
    given: { ...detaches, limits: { cpuMs: 150, wallMs: 200 } },
    // It ticks for 900 ms. No call may run longer than 200; what comes after 2.5 times as long was not bounded.
    when: sequence(
      operation('detaches', { leave: 'ticks', ms: 900, wait: 60 }),
      beside(endpoint('POST', '/later', { body: { n: 1, ms: 500 } })),
      watch(100),
    ),
    expect: {
      'it does run': (seen) => texts(seen).includes('tick'),
      'in the end nothing is written any more': (seen) => {
        const from = seen.watches[0]?.from;
        return from !== undefined && seen.logs.every(({ at }) => at < from);
      },
    },
    catches: ['timeout-not-armed', 'loses-what-is-not-awaited'],
    covers: ['F07'],
  },
] satisfies readonly ConformanceCase[]);
