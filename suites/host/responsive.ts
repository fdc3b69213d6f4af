import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { ofLimit } from '../../src/contract/of-limit.ts';
import { measured, operation, sequence } from '../../src/contract/stimulus.ts';

// The limit of a slice is twice what an answer may take, so that a host which runs the extension on its own loop is seen. On two cores of which one was busy the
// slowest answer took 70 ms.
const limits = { memoryMiB: 32, cpuMs: 600, wallMs: 6000, pendingCalls: 20, logLines: 200, resultBytes: 100_000 };
const slowest = 300;

const abuses = [
  {
    id: 'host/responsive/loop',
    says: 'a loop',
    extension: 'spins',
    first: operation('spins', { where: 'handler', ms: 0 }),
    abuse: operation('spins', { where: 'handler', ms: 3000 }),
    covers: ['G01'],
  },
  {
    id: 'host/responsive/native',
    says: 'an operation of the engine itself that takes long',
    extension: 'natives',
    first: operation('natives'),
    abuse: operation('natives', { native: 'power', n: 6_000_000 }),
    covers: ['G10'],
  },
  {
    id: 'host/responsive/memory',
    says: 'a huge array that is filled at once',
    extension: 'fills',
    first: operation('fills'),
    abuse: operation('fills', { kind: 'fill', most: 80 }),
    covers: ['G16'],
  },
  {
    id: 'host/responsive/records',
    says: 'a flood of records',
    extension: 'floods',
    first: operation('floods'),
    abuse: operation('floods', { flood: 'lines', times: ofLimit('logLines', 20) }),
    covers: ['G26'],
  },
  {
    id: 'host/responsive/sleeps',
    says: 'a pile of sleeps',
    extension: 'floods',
    first: operation('floods'),
    abuse: operation('floods', { flood: 'sleeps', times: ofLimit('pendingCalls', 50), ms: 100 }),
    covers: ['H08'],
  },
  {
    id: 'host/responsive/result',
    says: 'a result of many times its limit',
    extension: 'floods',
    first: operation('floods'),
    abuse: operation('floods', { flood: 'result', times: ofLimit('resultBytes', 10) }),
    covers: ['G25'],
  },
] as const;

export default defineCases(
  abuses.map(({ id, says, extension, first, abuse, covers }): ConformanceCase => ({
    id,
    clause: 'HOST-2',
    kind: 'contains',
    says: `${says} leaves the event loop of the host responsive`,
    given: { extension, limits },
    when: sequence(first, measured(abuse)),
    expect: {
      [`the host answers within ${slowest} ms, all the while`]: (seen) =>
        seen.measures.length === 1 && seen.measures.every(({ pings, worstPingMs }) => pings > 0 && worstPingMs <= slowest),
    },
    catches: ['waits-for-the-stopped'],
    covers,
  })),
);
