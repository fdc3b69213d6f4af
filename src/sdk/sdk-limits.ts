/** What the host side of the SDK allows one extension. */
export interface SdkLimits {
  /** Sleeps and requests that may be pending at the same time. */
  readonly pending: number;
  /** UTF-16 code units of one log record; the rest is cut off and marked. */
  readonly logLength: number;
  /** Header fields that an extension may give to one request. */
  readonly requestHeaders: number;
  /** Bytes of the names and values of these headers. */
  readonly requestHeaderBytes: number;
  /** Bytes of one encoded request body. */
  readonly requestBytes: number;
  /** Bytes of one response body after decoding. */
  readonly responseBytes: number;
  /** ms of wall time that one request may take, redirects included. */
  readonly requestMs: number;
  /** Redirects that one request may follow (REQ-10: at most 5). */
  readonly redirects: number;
}

/** The limits that apply where `createSdk` is given no others. */
export const defaultSdkLimits: SdkLimits = {
  pending: 100,
  logLength: 65_536,
  requestHeaders: 64,
  requestHeaderBytes: 16_384,
  requestBytes: 1_048_576,
  responseBytes: 10_485_760,
  requestMs: 60_000,
  redirects: 5,
};
