/** Codes of errors that a user can meet; each has a page `docs/errors/<code>.md`. */
export type ErrorCode =
  | 'ADAPTER_NOT_FOUND'
  | 'ADAPTER_NOT_INSTALLED'
  | 'ADAPTER_NOT_STARTED'
  | 'BAD_CASE'
  | 'BAD_FLAG'
  | 'BAD_FUZZ_REPORT'
  | 'BAD_KNOWN_FAILURES'
  | 'BAD_REPORT'
  | 'BAD_REPRO'
  | 'NO_CASES'
  | 'SECOND_VITEST'
  | 'UNKNOWN_CASE'
  | 'UNKNOWN_FAULT';

/** The base of all errors that the suite throws at its user. The message says what happened, what was expected, what came and what to do. */
export class SandproofError extends Error {
  override readonly name = 'SandproofError';
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
