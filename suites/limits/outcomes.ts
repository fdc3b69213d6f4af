import type { ConformanceCase } from '../../src/contract/case.ts';
import type { Claim } from '../../src/contract/adapter.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { LimitName, Limits } from '../../src/contract/limits.ts';
import { ofLimit } from '../../src/contract/of-limit.ts';
import { field, stopped } from '../../src/contract/reading.ts';
import { operation, sequence, type CallStep } from '../../src/contract/stimulus.ts';

// Says to a fault which stops it is about; the fixtures do not look at it.
const again = { calledAgain: true };

const rows: readonly {
  readonly id: string;
  readonly says: string;
  readonly extension: string;
  readonly limits: Partial<Limits>;
  readonly first: CallStep;
  readonly over: CallStep;
  readonly named: readonly LimitName[];
  readonly fault: string;
  readonly needs?: readonly Claim[];
}[] = [
  {
    id: 'limits/outcomes/slice',
    says: 'a stop at the limit of the processor names it, and the extension works again',
    extension: 'spins',
    limits: { cpuMs: 100, wallMs: 4000 },
    first: operation('spins', { where: 'handler', ms: 0 }),
    over: operation('spins', { where: 'handler', ms: 1500, ...again }),
    // A runtime may have one limit for both.
    named: ['cpu', 'wall'],
    fault: 'timeout-not-armed',
  },
  {
    id: 'limits/outcomes/call',
    says: 'a stop at the limit of the wall clock names it, and the extension works again',
    extension: 'waits',
    limits: { cpuMs: 100, wallMs: 200 },
    first: operation('waits'),
    over: operation('waits', { on: 'sleep', ms: 1500, ...again }),
    named: ['wall'],
    fault: 'timeout-not-armed',
  },
  {
    id: 'limits/outcomes/memory',
    says: 'a stop at the limit of memory names it, and the extension works again',
    extension: 'fills',
    limits: { memoryMiB: 32, cpuMs: 8000, wallMs: 12_000 },
    first: operation('fills'),
    over: operation('fills', { kind: 'fill', most: 120, ...again }),
    named: ['memory'],
    fault: 'memory-not-limited',
    needs: ['memory-limit'],
  },
  {
    id: 'limits/outcomes/result',
    says: 'a stop at the limit of a result names it, and the extension works again',
    extension: 'floods',
    limits: { resultBytes: 20_000 },
    first: operation('floods'),
    over: operation('floods', { flood: 'result', times: ofLimit('resultBytes', 4), ...again }),
    named: ['result'],
    fault: 'amounts-not-limited',
  },
];

export default defineCases(
  rows.map(({ id, says, extension, limits, first, over, named, fault, needs }): ConformanceCase => ({
    id,
    clause: 'LIM-8',
    kind: 'contains',
    says,
    given: { extension, limits },
    when: sequence(first, over, first, first),
    expect: {
      'the outcome names the limit, when it is a stop': (seen) => seen.calls[1]?.outcome.status !== 'stopped' || stopped(seen, 1, ...named),
      'it is no result, unless the code itself was refused': (seen) =>
        seen.calls[1]?.challenge !== true || (field(seen.calls[1].act, 'refused') ?? '') !== '',
      'the next calls are both answered, or both find nothing': (seen) =>
        [2, 3].every((n) => seen.calls[n]?.challenge === true) || [2, 3].every((n) => seen.calls[n]?.outcome.status === 'absent'),
    },
    admits: { when: first, expect: { 'a call within its limits returns': (seen) => seen.calls[0]?.challenge === true } },
    catches: ['names-another-limit', 'broken-after-a-stop', fault],
    covers: ['F10'],
    ...(needs === undefined ? {} : { needs }),
  })),
);
