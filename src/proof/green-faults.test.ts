import { describe, expect, it } from 'vitest';

import type { CaseReport } from '../contract/case-report.ts';
import type { Judged } from '../harness/journal.ts';
import { greenFaults } from './green-faults.ts';
import { passed, under } from './proof.testing.ts';

const isRed = (reports: readonly CaseReport[]): boolean => reports.some(({ verdict }) => verdict !== 'pass');
const green = (...judged: readonly Judged[]): readonly string[] => greenFaults(['a'], judged, isRed).map(({ why }) => why);

describe('greenFaults', () => {
  it('finds nothing where a case that passes without the fault fails under it', () => {
    expect(green(passed('x'), passed('y'), under('a', 'x', 'it is so'), under('a', 'y'))).toEqual([]);
  });

  it('finds a fault under which every case stays green', () => {
    expect(green(passed('x'), under('a', 'x'))).toEqual(['x stay green']);
  });

  it('lets a case that fails anyway show nothing', () => {
    const failing = { ...passed('x'), report: { ...passed('x').report, verdict: 'fail' as const } };
    expect(green(failing, under('a', 'x', 'it is so'))).toEqual(['no case that lists it passes without it']);
  });
});
