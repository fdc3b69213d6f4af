/** What one extension may use. Every amount is per extension; a runtime reports the values that really apply. */
export interface Limits {
  /** ms of processor time that one uninterrupted slice of extension code may take. */
  readonly cpuMs: number;
  /** ms of wall time from the dispatch of one call to its end. */
  readonly wallMs: number;
  /** ms of wall time from the start of a load to its last registration. */
  readonly loadMs: number;
  /** MiB of memory that the extension may make its process hold. */
  readonly memoryMiB: number;
  /** log records of one call. */
  readonly logLines: number;
  /** bytes of UTF-8 log text of one call. */
  readonly logBytes: number;
  /** bytes of UTF-8 that one result may have. */
  readonly resultBytes: number;
  /** sleeps and requests that may be pending at the same time. */
  readonly pendingCalls: number;
  /** routes, handlers and operations that one load may register. */
  readonly registrations: number;
}

/** The limit that ended a call; `crash` stands for an end of the runtime's own process that it could attribute to the extension. */
export type LimitName = 'cpu' | 'wall' | 'load' | 'memory' | 'log' | 'result' | 'pending' | 'registrations' | 'crash';

/** Every {@link LimitName}, for schemas and for messages. */
export const limitNames = [
  'cpu',
  'wall',
  'load',
  'memory',
  'log',
  'result',
  'pending',
  'registrations',
  'crash',
] as const satisfies readonly LimitName[];
