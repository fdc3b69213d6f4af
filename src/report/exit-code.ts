import type { CaseReport } from '../contract/case-report.ts';

/** What an exit code is decided by. */
export interface Ending {
  readonly cases: readonly CaseReport[];
  readonly stale: readonly string[];
  /** Errors of the suite itself, and selected cases that nobody reached. */
  readonly own: number;
  /** Whether every case of the chosen profiles was selected and judged. */
  readonly whole: boolean;
  /** Whether somebody ended the run early. */
  readonly interrupted: boolean;
  /** Whether a fault was built in: then a failing MAY is noticed too. */
  readonly fault?: boolean;
}

const red = (report: CaseReport, fault: boolean): boolean => (fault || report.level !== 'MAY') && report.known === undefined;

/**
 * 4: the suite's own fault. 3 whatever was judged: somebody ended the run early. 1: a violation of a MUST or SHOULD (under a fault, of a MAY too) that nobody wrote down, or a known failure that is not true any more.
 * 3: something could not be tested, no MUST was measured, or the run was filtered. 0: everything measured conforms, known failures included.
 */
export const exitCode = ({ cases, stale, own, whole, interrupted, fault = false }: Ending): 0 | 1 | 3 | 4 => {
  if (own > 0) return 4;
  if (interrupted) return 3;
  if (stale.length > 0 || cases.some((report) => report.verdict === 'fail' && red(report, fault))) return 1;
  const measured = cases.some(({ level, verdict }) => level === 'MUST' && (verdict === 'pass' || verdict === 'fail'));
  if (!whole || !measured || cases.some((report) => report.verdict === 'untestable' && red(report, fault))) return 3;
  return 0;
};

/** Whether a whole run under a fault that ends with these reports, none of them known, exits with 1. */
export const turnsRed = (cases: readonly CaseReport[]): boolean =>
  exitCode({ cases, stale: [], interrupted: false, own: 0, whole: true, fault: true }) === 1;
