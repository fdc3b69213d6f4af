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
  /** Bytes of one response body after decoding. All responses of an extension together hold at most twice as many. */
  readonly responseBytes: number;
  /** ms of wall time that one request may take, redirects included. */
  readonly requestMs: number;
  /** Requests that may be on their way at the same time; others wait for them, within their own time. */
  readonly connections: number;
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
  responseBytes: 2_097_152,
  requestMs: 60_000,
  connections: 16,
  redirects: 5,
};

// What setTimeout can wait, and more than any of the others can be used for.
const largest = 2 ** 31 - 1;

/**
 * Returns the limits that apply: what is given over the defaults. A limit of 0 admits nothing of its kind.
 * @throws {RangeError} that names the limit, when it is no integer from 0 to 2^31 - 1, or more than 5 redirects (REQ-10).
 */
export const sdkLimits = (given: Partial<SdkLimits> = {}): SdkLimits => {
  const limits = { ...defaultSdkLimits, ...given };
  for (const [name, value] of Object.entries<unknown>(limits)) {
    const most = name === 'redirects' ? defaultSdkLimits.redirects : largest;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > most)
      throw new RangeError(`limits.${name}: expected an integer from 0 to ${String(most)}, got ${String(value)}`);
  }
  return limits;
};
