import type { ConformanceCase } from '../contract/case.ts';
import type { Fault } from '../faults/fault.ts';
import type { Judged } from '../harness/journal.ts';
import type { Item } from '../harness/plan.ts';
import { countedKills } from './counted-kills.ts';
import type { KillMatrix } from './kill-matrix.ts';
import type { OtherKills } from './other-kills.ts';

/** What earlier proofs have found, as it is checked in. */
export interface Known {
  readonly matrix: KillMatrix;
  readonly others: OtherKills;
}

/** Returns what came out in a way that would be red, or other than the matrix says: on a busy machine a case with clocks may do so once. */
export const doubtfulItems = (
  judged: readonly Judged[],
  cases: readonly ConformanceCase[],
  faults: readonly Fault[],
  { matrix, others }: Known,
): readonly Item[] => {
  const byId = new Map(cases.map((one) => [one.id, one]));
  const byName = new Map(faults.map((fault) => [fault.name, fault]));
  return judged.flatMap((one) => {
    const { item, report } = one;
    if (item.fault === undefined) return report.verdict === 'pass' ? [] : [item];
    const [subject, fault] = [byId.get(item.id), byName.get(item.fault)];
    if (subject === undefined || fault === undefined) return [];
    const kills = countedKills(subject, fault, one).toSorted();
    if (kills.length > 0 && others[fault.name]?.includes(subject.id) === true) return [];
    const known = matrix[fault.name]?.[subject.id] ?? [];
    const isSame = kills.length === known.length && kills.every((says, index) => says === known[index]);
    return isSame && kills.length > 0 === subject.catches.includes(fault.name) ? [] : [item];
  });
};
