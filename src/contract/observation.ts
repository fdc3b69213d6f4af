import type { Json } from './json.ts';
import type { Limits } from './limits.ts';
import type { NetworkRecord } from './network.ts';
import type { Refusal, SeenOutcome } from './outcome.ts';
import type { Door, Role } from './stimulus.ts';

/** How a load ended. */
export type LoadSeen =
  | { readonly accepted: true; readonly limits: Limits; readonly ms: number }
  | { readonly accepted: false; readonly refused: Refusal; readonly ms: number }
  | { readonly accepted: false; readonly failed: SeenOutcome; readonly ms: number };

/** One call as the suite saw it. Times are ms of the suite's monotonic clock since the attempt began. */
export interface CallSeen {
  readonly role: Role;
  readonly door: Door;
  readonly outcome: SeenOutcome;
  readonly startedAt: number;
  readonly endedAt: number;
  /** The parsed result, when the outcome is `returned` and its text is JSON. An endpoint's is `{status, headers, body}`. */
  readonly value?: Json;
  /** The guest's `act`, when the call answered `{before, act, after}`; for an endpoint it stands in the body. */
  readonly act?: Json;
  /** Whether `before` and `after` were right; left out when the call carried no challenge or nothing answered. */
  readonly challenge?: boolean;
}

/** One log record. The challenge's own records are taken out. */
export interface LogSeen {
  readonly role: Role | 'unknown';
  /** The name that the record gives, when it is of no extension of the case. */
  readonly extension?: string;
  readonly text: string;
  readonly at: number;
}

/** What a `watch` step saw: `busyShare` is processor time of the cell and its descendants per wall time, in cores. */
export interface WatchSeen {
  readonly from: number;
  readonly to: number;
  readonly busyShare?: number;
}

/** What a `measured` step saw of the cell and its processes. */
export interface MeasureSeen {
  /** How many times the cell's event loop was asked for an answer. */
  readonly pings: number;
  /** ms of wall time of the slowest answer, or of the wait for one that did not come. */
  readonly worstPingMs: number;
  /** By how many MiB the memory of the cell and its descendants was larger at its peak than before the step; left out where that can't be read. */
  readonly grownMiB?: number;
}

/** What became of the secrets around the cell. */
export interface TripSeen {
  /** Those that turned up in anything that the cell told: `variable`, `file`, `descriptor` or `socket`. */
  readonly secrets: readonly string[];
  /** Connections to the socket that is nobody's business, since the attempt began. */
  readonly connections: number;
}

/** Everything that the suite saw of one attempt, per-run names mapped back to the case's own. */
export interface Observation {
  /** How the extension under test loaded. */
  readonly load: LoadSeen;
  /** How the honest one beside it loaded, when the case has one. */
  readonly besideLoad?: LoadSeen;
  /** How the same honest extension loaded once more, when a step did so. */
  readonly freshLoad?: LoadSeen;
  /** Calls to the extension under test, in the order in which they were made. */
  readonly calls: readonly CallSeen[];
  /** Calls to the honest extension. */
  readonly besideCalls: readonly CallSeen[];
  /** Calls to the honest extension that a step loaded. */
  readonly freshCalls: readonly CallSeen[];
  readonly logs: readonly LogSeen[];
  readonly network: readonly NetworkRecord[];
  readonly watches: readonly WatchSeen[];
  readonly measures: readonly MeasureSeen[];
  /** How unloading went wrong, when it did. */
  readonly troubles: readonly SeenOutcome[];
  readonly trip: TripSeen;
  /** Whether the challenge was answered: `answered`, `wrong`, or `none` when no answer came. */
  readonly challenge: 'answered' | 'wrong' | 'none';
  /** Whether the cell still answered `ping` afterwards. */
  readonly hostAlive: boolean;
}
