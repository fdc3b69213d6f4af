import type { CaseReport } from '../contract/case-report.ts';
import type { Judged } from '../harness/journal.ts';
import type { Finding } from './finding.ts';

/** Returns the faults as findings of a proof. */
export const greenFindings = (green: readonly GreenFault[]): readonly Finding[] =>
  green.map(({ name, why }) => ({
    kind: 'stays green',
    says: `${name}: ${why}`,
    todo: 'list it in a case that it makes fail',
  }));

/** A fault under which a run stays green, or about which nothing can be said. */
export interface GreenFault {
  readonly name: string;
  readonly why: string;
}

/**
 * Returns the faults under which a run of the cases that list them would not be red, `isRed` being what a run decides by. A case that does not pass without
 * a fault says nothing. Pure.
 */
export const greenFaults = (
  names: readonly string[],
  judged: readonly Judged[],
  isRed: (reports: readonly CaseReport[]) => boolean,
): readonly GreenFault[] => {
  const standing = new Set(judged.flatMap(({ item, report }) => (item.fault === undefined && report.verdict === 'pass' ? [item.id] : [])));
  return names.flatMap((name): GreenFault[] => {
    const under = judged.flatMap(({ item, report }) => (item.fault === name && standing.has(item.id) ? [report] : []));
    if (under.length === 0) return [{ name, why: 'no case that lists it passes without it' }];
    return isRed(under) ? [] : [{ name, why: `${under.map(({ id }) => id).join(', ')} stay green` }];
  });
};
