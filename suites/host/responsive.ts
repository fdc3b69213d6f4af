import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { measured, sequence } from '../../src/contract/stimulus.ts';
import { abuses } from './rows/abuses.ts';

// The limit of a slice is twice what an answer may take, so that a host which runs the extension on its own loop is seen.
const limits = { cpuMs: 900, wallMs: 6000, pendingCalls: 20, logLines: 200, resultBytes: 100_000 };
// On two cores with six times as much to do no answer took more than 170; QuickJS, which refuses the array on the host's own thread, took 104 to
// 114 alone and once more than 300 in a run of the whole suite.
const slowest = 450;

const rows = [
  { id: 'host/responsive/loop', ...abuses.loop },
  { id: 'host/responsive/memory', ...abuses.memory },
  { id: 'host/responsive/records', ...abuses.records },
] as const;

export default defineCases(
  rows.map(({ id, says, extension, first, abuse, ended, fault, covers, ...rest }): ConformanceCase => ({
    id,
    clause: 'HOST-2',
    kind: 'contains',
    says: `${says} leaves the event loop of the host responsive`,
    given: { extension, limits: fault === 'memory-not-limited' ? { ...limits, memoryMiB: 32 } : limits },
    when: sequence(first, measured(abuse)),
    expect: {
      'it is cut off': ended,
      [`the host answers within ${slowest} ms, all the while`]: (seen) =>
        seen.measures.length === 1 && seen.measures.every(({ pings, worstPingMs }) => pings > 0 && worstPingMs <= slowest),
    },
    catches: ['waits-for-the-stopped', fault],
    covers,
    ...rest,
  })),
);
