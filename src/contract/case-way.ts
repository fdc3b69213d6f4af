import type { CaseReport } from './case-report.ts';
import type { FailKind } from './verdict.ts';

/** One way in which a case comes out: how, and the sentences of the checks that are false then. */
export interface Way {
  readonly kind: FailKind | 'untestable' | 'pass';
  readonly checks: readonly string[];
}

/* What else can be seen of a runtime that broke is a matter of when it did. */
const isBroken = (kind: Way['kind']): boolean => kind === 'crashed' || kind === 'hung';

/** Returns how a case came out; undefined when it was not applicable. Where the runtime broke, no checks belong to it. */
export const wayOf = ({ verdict, fail, checks }: CaseReport): Way | undefined => {
  const kind = verdict === 'fail' ? fail : verdict;
  if (kind === undefined || kind === 'not-applicable') return undefined;
  return { kind, checks: isBroken(kind) ? [] : checks.flatMap(({ says, held }) => (held ? [] : [says])).toSorted() };
};

/** Whether two ways in which a case comes out are the same. */
export const isSameWay = (a: Way, b: Way): boolean => {
  if (a.kind !== b.kind) return false;
  const then = b.checks.toSorted();
  return isBroken(a.kind) || (a.checks.length === then.length && a.checks.toSorted().every((says, index) => says === then[index]));
};
