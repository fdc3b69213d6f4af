import type { LimitName } from '../contract/limits.ts';
import type { Denial } from '../sdk/create-sdk.ts';

/** What an operator should know: an extension was stopped, was denied something, came back or could not come back. */
export type RuntimeEvent =
  | { readonly type: 'stop'; readonly extension: string; readonly limit: LimitName; readonly detail: string }
  | ({ readonly type: 'denial' } & Denial)
  | { readonly type: 'respawn'; readonly extension: string; /** ms of wall time. */ readonly ms: number }
  | { readonly type: 'unavailable'; readonly extension: string; readonly reason: string };
