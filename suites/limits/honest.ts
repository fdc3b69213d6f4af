import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { beside, operation, sequence } from '../../src/contract/stimulus.ts';

const rows = [
  {
    id: 'limits/honest/slice-below-the-limit',
    says: 'a slice of 60 % of the processor limit is not stopped',
    extension: 'spins',
    limits: { cpuMs: 400, wallMs: 3000 },
    first: operation('spins', { where: 'handler', ms: 0 }),
    when: operation('spins', { where: 'handler', ms: 240 }),
    act: 'handler',
  },
  {
    id: 'limits/honest/many-slices',
    says: 'slices of 40 % of the processor limit each are not added up',
    extension: 'spins',
    limits: { cpuMs: 250, wallMs: 4000 },
    first: operation('spins', { where: 'slices', ms: 0 }),
    when: operation('spins', { where: 'slices', ms: 100, times: 5 }),
    act: 'slices',
  },
  {
    id: 'limits/honest/wait-below-the-limit',
    says: 'sleeping takes no processor time: a wait beyond the processor limit and within 40 % of the wall-clock limit is not stopped',
    extension: 'waits',
    limits: { cpuMs: 150, wallMs: 1000 },
    first: operation('waits'),
    when: operation('waits', { on: 'sleep', ms: 400 }),
    act: 'done',
  },
] as const;

export default defineCases(
  rows.map(({ id, says, extension, limits, first, when, act: done }): ConformanceCase => ({
    id,
    clause: 'LIM-7',
    kind: 'provides',
    says,
    given: { extension, limits, beside: { extension: 'honest-operation' } },
    when: sequence(first, beside(operation('honest')), when),
    expect: { 'it returns': (seen) => seen.calls[1]?.act === done && seen.calls[1].challenge === true },
    catches: ['stops-honest-code'],
  })),
);
