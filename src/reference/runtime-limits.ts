import type { Limits } from '../contract/limits.ts';

/** What one extension may use of this runtime: the contract's limits, and those of `request`. An embedder sets them for all extensions or for one. */
export interface RuntimeLimits extends Limits {
  /** calls of `request` that one call of the extension may make; one more is refused. */
  readonly requests: number;
  /** bytes of one encoded request body; a longer one is refused. */
  readonly requestBytes: number;
  /** bytes of one response body after decoding; a longer one rejects. */
  readonly responseBytes: number;
  /** ms of wall time that one request may take, redirects included. */
  readonly requestMs: number;
}
