import type { Check } from '../../../src/contract/case.ts';
import { ofLimit } from '../../../src/contract/of-limit.ts';
import { act, field, texts } from '../../../src/contract/reading.ts';
import { operation } from '../../../src/contract/stimulus.ts';

/** The second call was stopped, or what it tried was refused inside. */
export const cut: Check = (seen) =>
  seen.calls[1]?.outcome.status === 'stopped' || act(seen, 1) === 'refused' || (field(act(seen, 1), 'refused') ?? '') !== '';

/** What one extension does to its host and to the others: an honest first call, the abuse, how one sees that it was cut off, and the fault that lets it go on. */
export const abuses = {
  loop: {
    says: 'a loop',
    extension: 'spins',
    first: operation('spins', { where: 'handler', ms: 0 }),
    abuse: operation('spins', { where: 'handler', ms: 3000 }),
    ended: cut,
    fault: 'timeout-not-armed',
    covers: ['G01'],
  },
  memory: {
    says: 'a huge array that is filled at once',
    extension: 'fills',
    first: operation('fills'),
    abuse: operation('fills', { kind: 'fill', most: 80 }),
    ended: cut,
    fault: 'memory-not-limited',
    needs: ['memory-limit'],
    covers: ['G16'],
  },
  records: {
    says: 'a flood of records',
    extension: 'floods',
    first: operation('floods'),
    abuse: operation('floods', { flood: 'lines', times: ofLimit('logLines', 20) }),
    ended: ((seen) =>
      seen.load.accepted &&
      texts(seen).length <= seen.load.limits.logLines + 1 &&
      (seen.calls[1]?.outcome.status === 'stopped' || typeof field(act(seen, 1), 'done') === 'number')) satisfies Check,
    fault: 'amounts-not-limited',
    covers: ['G26'],
  },
} as const;
