import type { Check, ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Limits } from '../../src/contract/limits.ts';
import { ofLimit } from '../../src/contract/of-limit.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, elapsed, field, same, sent, stopped, texts } from '../../src/contract/reading.ts';
import { filter, operation, sequence, type CallStep } from '../../src/contract/stimulus.ts';

const slow = 'https://post.test/slow';

// ms that one sleep or request of a flood takes: long enough that a busy machine does not make a flood that nothing bounds take three times as long.
const each = 300;

const given = {
  extension: 'floods',
  limits: { cpuMs: 1000, wallMs: 8000, logLines: 50, logBytes: 8000, resultBytes: 20_000, pendingCalls: 10 },
  network: { answers: { [slow]: { delayMs: each, body: 'at last' } } },
} as const;

const limitOf = (seen: Observation, name: keyof Limits): number => (seen.load.accepted ? seen.load.limits[name] : Number.NaN);

const doneOf = (seen: Observation): number => Number(field(act(seen, 1), 'done') ?? Number.NaN);

// Either the flood ended by itself, and says how much of it was done, or the runtime ended it.
const stoppedOrCounted: Check = (seen) => seen.calls[1]?.outcome.status === 'stopped' || !Number.isNaN(doneOf(seen));

// A runtime may stop the call, refuse what is too much, or let it wait for its turn: then four times the limit take four times as long.
const oneAfterTheOther: Check = (seen) =>
  stopped(seen, 1, 'pending', 'cpu', 'wall', 'memory') || doneOf(seen) < 4 * limitOf(seen, 'pendingCalls') || elapsed(seen, 1) >= 3 * each;

const rows: readonly {
  readonly id: string;
  readonly says: string;
  readonly much: CallStep;
  readonly little: CallStep;
  readonly done: Json;
  readonly check: readonly [string, Check];
  readonly covers: readonly string[];
}[] = [
  {
    id: 'limits/floods/records',
    says: 'the records of one call are bounded',
    much: operation('floods', { flood: 'lines', times: ofLimit('logLines', 4) }),
    little: operation('floods', { flood: 'lines', times: 3 }),
    done: { done: 3 },
    check: [
      'no more records arrive than the limit says, but for one that tells of it',
      (seen) => stoppedOrCounted(seen) && texts(seen).length <= limitOf(seen, 'logLines') + 1,
    ],
    covers: ['G26'],
  },
  {
    id: 'limits/floods/log-text',
    says: 'the log text of one call is bounded',
    much: operation('floods', { flood: 'bytes', times: ofLimit('logBytes', 4) }),
    little: operation('floods', { flood: 'bytes', times: 1000 }),
    done: { done: 1000 },
    check: [
      'no more text arrives than the limit says, but for one record that tells of it',
      (seen) => stoppedOrCounted(seen) && texts(seen).join('').length <= limitOf(seen, 'logBytes') + 1000,
    ],
    covers: ['G26'],
  },
  {
    id: 'limits/floods/sleeps',
    says: 'the sleeps that are pending at the same time are bounded',
    much: operation('floods', { flood: 'sleeps', times: ofLimit('pendingCalls', 4), ms: each }),
    little: operation('floods', { flood: 'sleeps', times: 3, ms: 1 }),
    done: { done: 3 },
    check: ['they are stopped, refused, or wait for each other', oneAfterTheOther],
    covers: ['H08'],
  },
  {
    id: 'limits/floods/result',
    says: 'the size of a result is bounded',
    much: operation('floods', { flood: 'result', times: ofLimit('resultBytes', 4) }),
    little: operation('floods', { flood: 'result', times: 100 }),
    done: { text: 'x'.repeat(100) },
    check: [
      'the call is stopped or throws, and no part of the result arrives',
      (seen) => ['stopped', 'threw'].some((status) => status === seen.calls[1]?.outcome.status),
    ],
    covers: ['G25'],
  },
];

export default defineCases([
  ...rows.map(({ id, says, much, little, done, check: [sentence, check], covers }): ConformanceCase => ({
    id,
    clause: 'LIM-6',
    kind: 'contains',
    says,
    given: { ...given, network: { answers: {} } },
    when: sequence(operation('floods'), much),
    expect: { [sentence]: check },
    admits: { when: little, expect: { 'a little of it is done': (seen) => seen.calls[0]?.challenge === true && same(act(seen), done) } },
    catches: ['amounts-not-limited'],
    covers,
    shared: true,
  })),
  {
    id: 'limits/floods/requests',
    clause: 'LIM-6',
    kind: 'contains',
    says: 'the requests that are pending at the same time are bounded',
    given,
    when: sequence(
      operation('floods', { flood: 'requests', times: 1, url: slow }),
      operation('floods', { flood: 'requests', times: ofLimit('pendingCalls', 4), url: slow }),
    ),
    expect: {
      'they are stopped, refused, or wait for each other': oneAfterTheOther,
      'a stop lets no more of them out than may be pending': (seen) =>
        seen.calls[1]?.outcome.status !== 'stopped' || sent(seen).length <= limitOf(seen, 'pendingCalls') + 1,
    },
    admits: {
      when: operation('floods', { flood: 'requests', times: 2, url: slow }),
      expect: { 'two at the same time are answered': (seen) => field(act(seen), 'done') === 2 },
    },
    catches: ['repeated-requests-are-cached', 'claims-a-pending-stop'],
    covers: ['H01'],
  },
  {
    id: 'limits/floods/registrations',
    clause: 'LIM-6',
    kind: 'contains',
    says: 'the registrations of one load are bounded',
    given: { extension: 'registers-many', limits: { registrations: 20 } },
    when: filter('letters.items.59', {}),
    expect: {
      'the load is refused by that limit while it registers, or the sixtieth filter is not there': (seen) =>
        seen.load.accepted
          ? seen.calls[0]?.act !== 59
          : 'refused' in seen.load && seen.load.refused.phase === 'register' && seen.load.refused.limit === 'registrations',
    },
    admits: {
      given: { limits: { registrations: 60 } },
      expect: { 'sixty are registered where sixty are allowed': (seen) => seen.calls[0]?.act === 59 },
    },
    challenge: { standIn: 'the twin registers the same under a higher limit and answers' },
    catches: ['amounts-not-limited'],
    covers: ['I10'],
  },
]);
