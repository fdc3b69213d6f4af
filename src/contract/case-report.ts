import type { CaseKind } from './case.ts';
import type { Level, Profile } from './clause.ts';
import type { CheckResult, FailKind, Verdict } from './verdict.ts';

/** One attempt in a report: the outcomes and the evidence, as JSON text of at most 8 KiB. */
export interface AttemptReport {
  readonly role: 'case' | 'twin';
  readonly challenge: 'answered' | 'wrong' | 'none';
  readonly outcome: string;
  readonly evidence: string;
}

/** What a step cost while it ran: the slowest answer of the host's event loop, and the growth of memory over all processes of the runtime. */
export interface MeasureFigure {
  /** ms of wall time. */
  readonly worstPingMs: number;
  /** MiB; left out where that can't be read. */
  readonly grownMiB?: number;
}

/** Figures of one case: how long stopped calls took against their limit, and what ran on afterwards. */
export interface CaseFigures {
  readonly stops?: readonly { readonly limit: string; readonly limitMs: number; readonly tookMs: number }[];
  /** The busiest watch, in cores. */
  readonly busyShare?: number;
  readonly measures?: readonly MeasureFigure[];
}

/** One case in the journal and in `report.json`. */
export interface CaseReport {
  readonly id: string;
  readonly clause: string;
  readonly level: Level;
  readonly profile: Profile;
  readonly kind: CaseKind;
  readonly says: string;
  readonly verdict: Verdict['verdict'];
  readonly fail?: FailKind;
  readonly because?: string;
  /** The reason of the known failure that covers this result. */
  readonly known?: string;
  /** Set where it is known that chance decides how this case comes out, and this is one of the ways that were seen. */
  readonly byChance?: true;
  readonly checks: readonly CheckResult[];
  readonly attempts: readonly AttemptReport[];
  readonly figures?: CaseFigures;
  /** ms of wall time that the case took. */
  readonly ms: number;
}
