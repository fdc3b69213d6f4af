import type { LimitName } from '../../src/contract/limits.ts';
import type { Outcome, Refusal } from '../../src/contract/outcome.ts';

/** One call of a program and how it ended. Texts are cut to {@link longestText}. */
export interface SeenCall {
  readonly outcome: Outcome | { readonly status: 'failed'; readonly detail: string };
  /** ms from the dispatch. */
  readonly ms: number;
  /** ms that the limits allow. */
  readonly limitMs: number;
}

/** UTF-16 code units that are kept of any text. */
export const longestText = 4_096;

/** One request that the battery's server got from a program. */
export interface SeenWebRequest {
  readonly method: string;
  /** From the program's corner. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether the whole answer was taken; undefined while it is open. */
  readonly ended?: 'answered' | 'aborted';
}

/** How the host did while a program ran. */
export interface SeenHost {
  /** ms; of the event loop, the monitor's resolution of 5 ms included. */
  readonly lagP99: number;
  readonly lagMax: number;
  readonly lagSamples: number;
  /** MiB of resident memory before the program, and the most during it. */
  /** MiB in use in and beside the heap, garbage collected where node has `--expose-gc`. */
  readonly heldBefore: number;
  readonly rssBefore: number;
  readonly rssPeak: number;
  /** Uncaught exceptions, unhandled rejections and warnings of the host's process. */
  readonly errors: readonly string[];
  /** Names that appeared on intrinsics or on the global object of the host. */
  readonly polluted: readonly string[];
}

/** How the honest extension did while a program ran. */
export interface SeenHonest {
  readonly calls: number;
  readonly wrong: readonly string[];
  /** ms of the slowest answer. */
  readonly slowestMs: number;
}

/** Everything that was seen of one program. */
export interface Seen {
  readonly loads: readonly { readonly refused?: Refusal & { readonly field?: string }; readonly ms: number; readonly limitMs: number }[];
  readonly calls: readonly SeenCall[];
  readonly logs: { readonly count: number; readonly first: readonly string[]; readonly last: string };
  readonly events: readonly { readonly type: string; readonly limit?: LimitName; readonly text: string }[];
  /** What the hunt behind the program's own door told; undefined when the extension could not be asked. */
  readonly hunt?: SeenCall;
  /** Where a secret or a path of the host turned up. */
  readonly leaks: readonly string[];
  readonly host: SeenHost;
  readonly honest: SeenHonest;
  readonly web: readonly SeenWebRequest[];
  /** Connections to the port that no scope names. */
  readonly trapped: number;
  /** Processes that were there beside the honest one and the spares when the program's extension had been unloaded. */
  readonly leftProcesses: number;
  readonly leftFiles: readonly string[];
}

/** Says what is wrong with what was seen; nothing when the sandbox held. */
export type Holds = (seen: Seen) => readonly string[];
