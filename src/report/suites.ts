import type { CaseReport } from '../contract/case-report.ts';

/** What one suite took: its cases and ms of wall time, summed over its cases. */
export interface SuiteFigures {
  readonly cases: number;
  readonly ms: number;
}

/** Returns cases and time per suite, by the first part of the ids, sorted by name. */
export const suites = (cases: readonly CaseReport[]): Readonly<Record<string, SuiteFigures>> =>
  Object.fromEntries(
    [...Map.groupBy(cases, ({ id }) => id.slice(0, id.indexOf('/')))]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, all]) => [name, { cases: all.length, ms: Math.round(all.reduce((sum, { ms }) => sum + ms, 0)) }]),
  );
