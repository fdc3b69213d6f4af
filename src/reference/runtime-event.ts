import type { LimitName } from '../contract/limits.ts';
import type { ErrorShape } from '../contract/outcome.ts';
import type { Denial } from '../sdk/create-sdk.ts';
import type { RuntimeLimits } from './runtime-limits.ts';

/** What an operator should know: an extension was stopped, was denied something, came back or could not come back, or less keeps it in than should. */
export type RuntimeEvent =
  | {
      readonly type: 'stop';
      readonly extension: string;
      readonly limit: LimitName;
      /** The settings behind the limit and their amounts, such as `{ cpuMs: 1000 }`. */
      readonly amounts: Partial<RuntimeLimits>;
      readonly detail: string;
    }
  | ({ readonly type: 'denial' } & Denial)
  /** Something was left rejected, or thrown where nobody could catch it; it changed no call. */
  | { readonly type: 'rejection'; readonly extension: string; readonly error: ErrorShape }
  | { readonly type: 'respawn'; readonly extension: string; /** ms of wall time. */ readonly ms: number }
  | {
      readonly type: 'unavailable';
      readonly extension: string;
      readonly reason: string;
      /** ms of wall time until a call may start it again; never without reloading it when left out. */
      readonly retryInMs?: number;
    }
  /** Once, when the runtime starts on a platform that lacks some of its measures. */
  | { readonly type: 'isolation'; readonly missing: readonly string[] };
