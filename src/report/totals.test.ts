import { describe, expect, it } from 'vitest';

import { failedCase, sampleCase } from './sample-report.testing.ts';
import { sum, totals } from './totals.ts';

const none = { pass: 0, fail: 0, known: 0, untestable: 0, 'not-applicable': 0 };

describe('totals', () => {
  it('counts each case once, by profile and level', () => {
    const counted = totals([
      sampleCase(),
      sampleCase({ level: 'SHOULD' }),
      failedCase('x'),
      failedCase('x', { known: 'why' }),
      sampleCase({ profile: 'hardened', verdict: 'untestable' }),
      sampleCase({ profile: 'compat', verdict: 'not-applicable' }),
    ]);
    expect(counted.documented.MUST).toEqual({ ...none, pass: 1, fail: 1, known: 1 });
    expect(counted.documented.SHOULD).toEqual({ ...none, pass: 1 });
    expect(counted.hardened.MUST).toEqual({ ...none, untestable: 1 });
    expect(counted.compat.MUST).toEqual({ ...none, 'not-applicable': 1 });
    const all = Object.values(counted).flatMap((levels) => Object.values(levels));
    const { pass, fail, known, untestable, 'not-applicable': apart } = sum(all);
    expect(pass + fail + known + untestable + apart).toBe(6);
  });

  it('has a count for every profile and level of an empty run', () => {
    expect(Object.values(totals([])).flatMap((levels) => Object.values(levels))).toEqual(Array.from({ length: 9 }, () => none));
  });
});
