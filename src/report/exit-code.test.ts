import { describe, expect, it } from 'vitest';

import { exitCode, type Ending } from './exit-code.ts';
import { failedCase, sampleCase } from './sample-report.testing.ts';

const ending = (changes: Partial<Ending>): Ending => ({
  cases: [sampleCase()],
  stale: [],
  own: 0,
  whole: true,
  interrupted: false,
  ...changes,
});

const untestable = sampleCase({ verdict: 'untestable' });

describe('exitCode', () => {
  it.each<[string, Partial<Ending>, number]>([
    ['all pass', {}, 0],
    ['a failure is known', { cases: [failedCase('x', { known: 'why' })] }, 0],
    ['a case does not apply', { cases: [sampleCase(), sampleCase({ verdict: 'not-applicable' })] }, 0],
    ['a MAY fails', { cases: [sampleCase(), failedCase('x', { level: 'MAY' })] }, 0],
    ['a MAY is untestable', { cases: [sampleCase(), { ...untestable, level: 'MAY' }] }, 0],
    ['a MAY fails under a fault', { cases: [sampleCase(), failedCase('x', { level: 'MAY' })], fault: true }, 1],
    ['all pass under a fault', { fault: true }, 0],
    ['a MUST fails', { cases: [sampleCase(), failedCase('x')] }, 1],
    ['a SHOULD fails', { cases: [sampleCase(), failedCase('x', { level: 'SHOULD' })] }, 1],
    ['a known failure is stale', { stale: ['log/records/some: it passes now'] }, 1],
    ['a MUST fails in a filtered run', { cases: [failedCase('x')], whole: false }, 1],
    ['a case fails and another is untestable', { cases: [failedCase('x'), untestable] }, 1],
    ['a case is untestable', { cases: [sampleCase(), untestable] }, 3],
    ['the run is filtered', { whole: false }, 3],
    ['no case was measured', { cases: [] }, 3],
    ['no MUST was measured', { cases: [sampleCase({ level: 'SHOULD' })] }, 3],
    ['nothing applies', { cases: [sampleCase({ verdict: 'not-applicable' })] }, 3],
    ['the run was interrupted', { interrupted: true }, 3],
    ['the run was interrupted after a failure', { cases: [failedCase('x')], interrupted: true, whole: false }, 3],
    ['a worker died', { own: 1 }, 4],
    ['a worker died and a case fails', { own: 1, cases: [failedCase('x')] }, 4],
  ])('knows that %s', (_, changes, code) => {
    expect(exitCode(ending(changes))).toBe(code);
  });
});
