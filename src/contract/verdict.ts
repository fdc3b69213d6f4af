/** Why a case failed. `over-refused`: the twin, or something that must work, was refused too; so is an extension of a containing case that is refused before any of its code ran. */
export type FailKind = 'violated' | 'escaped' | 'over-refused' | 'wrong-reason' | 'crashed' | 'hung';

/** Every {@link FailKind}. */
export const failKinds = ['violated', 'escaped', 'over-refused', 'wrong-reason', 'crashed', 'hung'] as const satisfies readonly FailKind[];

/** One check as it came out. */
export interface CheckResult {
  readonly says: string;
  readonly held: boolean;
}

/** What the judge says of a case. `because` is one sentence, first what failed, then what was seen. */
export interface Verdict {
  readonly verdict: 'pass' | 'fail' | 'untestable' | 'not-applicable';
  readonly fail?: FailKind;
  readonly because?: string;
  readonly checks: readonly CheckResult[];
}
