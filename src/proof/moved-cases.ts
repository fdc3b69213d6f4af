import type { CaseReport } from '../contract/case-report.ts';

/** A case that did not come out the same in every run. */
export interface MovedCase {
  readonly id: string;
  /** What was seen, and in which runs (from 1), the most frequent first. */
  readonly seen: readonly { readonly what: string; readonly runs: readonly number[] }[];
}

const described = ({ verdict, fail, checks }: CaseReport): string => {
  const failed = checks.flatMap(({ says, held }) => (held ? [] : [`"${says}"`]));
  return `${fail ?? verdict}${failed.length === 0 ? '' : ` (${failed.join(', ')})`}`;
};

/** Returns the cases whose verdict, or whose false checks, differ between runs; a case that a run lacks differs too. Sorted by id. Pure. */
export const movedCases = (runs: readonly (readonly CaseReport[])[]): readonly MovedCase[] => {
  const tables = runs.map((reports) => new Map(reports.map((one) => [one.id, described(one)])));
  const ids = [...new Set(tables.flatMap((table) => [...table.keys()]))].toSorted();
  return ids.flatMap((id) => {
    const seen = [...Map.groupBy(tables.entries(), ([, table]) => table.get(id) ?? 'not reached')]
      .map(([what, all]) => ({ what, runs: all.map(([index]) => index + 1) }))
      .toSorted((a, b) => b.runs.length - a.runs.length);
    return seen.length > 1 ? [{ id, seen }] : [];
  });
};
