import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { ofLimit } from '../../src/contract/of-limit.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, texts } from '../../src/contract/reading.ts';
import { measured, operation, sequence } from '../../src/contract/stimulus.ts';

// The limit of a slice is twice what an answer may take, so that a host which runs the extension on its own loop is seen.
const limits = { cpuMs: 600, wallMs: 6000, pendingCalls: 20, logLines: 200, resultBytes: 100_000 };
// On two cores with six times as much to do no answer took more than 170.
const slowest = 300;

const cut = (seen: Observation): boolean =>
  seen.calls[1]?.outcome.status === 'stopped' || act(seen, 1) === 'refused' || (field(act(seen, 1), 'refused') ?? '') !== '';

const abuses = [
  {
    id: 'host/responsive/loop',
    says: 'a loop',
    extension: 'spins',
    first: operation('spins', { where: 'handler', ms: 0 }),
    abuse: operation('spins', { where: 'handler', ms: 3000 }),
    ended: cut,
    fault: 'timeout-not-armed',
    covers: ['G01'],
  },
  {
    id: 'host/responsive/memory',
    says: 'a huge array that is filled at once',
    extension: 'fills',
    first: operation('fills'),
    abuse: operation('fills', { kind: 'fill', most: 80 }),
    ended: cut,
    fault: 'memory-not-limited',
    needs: ['memory-limit'],
    covers: ['G16'],
  },
  {
    id: 'host/responsive/records',
    says: 'a flood of records',
    extension: 'floods',
    first: operation('floods'),
    abuse: operation('floods', { flood: 'lines', times: ofLimit('logLines', 20) }),
    ended: (seen: Observation) => seen.load.accepted && texts(seen).length <= seen.load.limits.logLines + 1,
    fault: 'amounts-not-limited',
    covers: ['G26'],
  },
] as const;

export default defineCases(
  abuses.map(({ id, says, extension, first, abuse, ended, fault, covers, ...rest }): ConformanceCase => ({
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
