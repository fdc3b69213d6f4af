import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { ofLimit } from '../../src/contract/of-limit.ts';
import { act, field, texts } from '../../src/contract/reading.ts';
import { operation, sequence } from '../../src/contract/stimulus.ts';

// Shares of the limits of time: what is left is what a loaded machine adds. All others are used up to the last one.
const times = [
  {
    id: 'limits/honest/slices-below-the-limit',
    says: 'slices of 60 % of the processor limit each are not stopped, and not added up',
    extension: 'spins',
    limits: { cpuMs: 300, wallMs: 4000 },
    first: operation('spins', { where: 'slices', ms: 0 }),
    when: operation('spins', { where: 'slices', ms: ofLimit('cpuMs', 0.6), times: 2 }),
    act: 'slices',
  },
  {
    id: 'limits/honest/wait-below-the-limit',
    says: 'sleeping takes no processor time: a wait beyond the processor limit and within 40 % of the wall-clock limit is not stopped',
    extension: 'waits',
    limits: { cpuMs: 100, wallMs: 750 },
    first: operation('waits'),
    when: operation('waits', { on: 'sleep', ms: ofLimit('wallMs', 0.4) }),
    act: 'done',
  },
] as const;

const amounts = {
  extension: 'floods',
  scopes: { log: {}, sleep: {} },
  limits: { cpuMs: 1000, wallMs: 8000, logLines: 50, logBytes: 8000, resultBytes: 20_000, pendingCalls: 10 },
} as const;

export default defineCases([
  ...times.map(({ id, says, extension, limits, first, when, act: done }): ConformanceCase => ({
    id,
    clause: 'LIM-7',
    kind: 'provides',
    says,
    given: { extension, limits },
    when: sequence(first, when),
    expect: { 'it returns': (seen) => seen.calls[1]?.act === done && seen.calls[1].challenge === true },
    catches: ['stops-honest-code'],
    covers: ['G01'],
  })),
  {
    id: 'limits/honest/records-at-the-limit',
    clause: 'LIM-7',
    kind: 'provides',
    says: 'as many records as the limit says are delivered',
    given: amounts,
    when: sequence(operation('floods'), operation('floods', { flood: 'lines', times: ofLimit('logLines') })),
    expect: {
      'all of them arrive': (seen) => seen.load.accepted && texts(seen).length === seen.load.limits.logLines,
      'the call returns': (seen) => field(act(seen, 1), 'done') !== undefined,
    },
    catches: ['amounts-cut-short', 'drops-the-eighth-record'],
    shared: true,
  },
  {
    id: 'limits/honest/log-text-at-the-limit',
    clause: 'LIM-7',
    kind: 'provides',
    says: 'as many bytes of log text as the limit says are delivered',
    given: amounts,
    when: sequence(operation('floods'), operation('floods', { flood: 'bytes', times: ofLimit('logBytes') })),
    expect: {
      'all of them arrive': (seen) => seen.load.accepted && texts(seen).join('').length === seen.load.limits.logBytes,
      'the call returns': (seen) => field(act(seen, 1), 'done') !== undefined,
    },
    catches: ['amounts-cut-short', 'drops-the-eighth-record'],
    shared: true,
  },
  {
    id: 'limits/honest/sleeps-at-the-limit',
    clause: 'LIM-7',
    kind: 'provides',
    says: 'as many sleeps as the limit says may be pending at the same time',
    given: amounts,
    when: sequence(operation('floods'), operation('floods', { flood: 'sleeps', times: ofLimit('pendingCalls'), ms: 10 })),
    expect: {
      'all of them come to their end': (seen) => seen.load.accepted && field(act(seen, 1), 'done') === seen.load.limits.pendingCalls,
    },
    catches: ['amounts-cut-short'],
    shared: true,
  },
  {
    id: 'limits/honest/result-below-the-limit',
    clause: 'LIM-7',
    kind: 'provides',
    says: 'a result of 95 % of the limit arrives',
    given: amounts,
    when: sequence(operation('floods'), operation('floods', { flood: 'result', times: ofLimit('resultBytes', 0.95) })),
    expect: {
      'it arrives whole': (seen) => {
        const text = field(act(seen, 1), 'text');
        return seen.load.accepted && typeof text === 'string' && text.length === Math.floor(seen.load.limits.resultBytes * 0.95);
      },
    },
    catches: ['amounts-cut-short'],
    shared: true,
  },
  {
    id: 'limits/honest/memory-below-the-limit',
    clause: 'LIM-7',
    kind: 'provides',
    says: 'an extension may hold half of the memory that the limit says, again and again',
    needs: ['memory-limit'],
    given: { extension: 'fills', limits: { memoryMiB: 128, cpuMs: 4000, wallMs: 8000 } },
    when: sequence(
      operation('fills', { kind: 'typed-arrays', most: ofLimit('memoryMiB', 0.5) }),
      operation('fills', { kind: 'arrays', most: ofLimit('memoryMiB', 0.5) }),
      operation('fills', { kind: 'typed-arrays', most: ofLimit('memoryMiB', 0.5) }),
    ),
    expect: {
      'it holds as much each time': (seen) =>
        seen.calls.length === 3 &&
        seen.calls.every(
          ({ act: done, challenge }) =>
            challenge === true &&
            seen.load.accepted &&
            field(done, 'held') === Math.floor(seen.load.limits.memoryMiB / 2) &&
            field(done, 'refused') === '',
        ),
    },
    challenge: { standIn: 'each of the calls must answer its own challenge' },
    catches: ['memory-cut-short'],
    covers: ['G14', 'G19'],
  },
]);
