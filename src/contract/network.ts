/** The answer of one URL in a case's network. */
export interface NetworkAnswer {
  /** HTTP status; 200 when left out. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body's text; empty when left out. */
  readonly body?: string;
  /** Answers with this status and a `location` header. */
  readonly redirect?: { readonly status: 301 | 302 | 303 | 307 | 308; readonly to: string };
  /** ms of wall time before the answer starts. */
  readonly delayMs?: number;
}

/**
 * A case's network as data. Keys of `answers` are `METHOD url` or `url` (any method); a list is answered one element per request, the last one for ever.
 * Everything outside the table is recorded and refused.
 */
export interface NetworkTable {
  readonly answers: Readonly<Record<string, NetworkAnswer | readonly NetworkAnswer[]>>;
  /** Host name to addresses; a name that is not listed resolves to a documentation address (RFC 5737). */
  readonly dns?: Readonly<Record<string, readonly string[]>>;
}

/** One thing that left, or tried to leave, the runtime. */
export type NetworkRecord =
  | {
      readonly kind: 'request';
      readonly method: string;
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
      readonly inTable: boolean;
    }
  | { readonly kind: 'dns'; readonly name: string }
  | { readonly kind: 'connect'; readonly target: string };

/** What the records can show: traffic is intercepted in the cell, goes through a gateway, or can't be seen. */
export type NetworkEvidence = 'intercepted' | 'gateway' | 'none';
