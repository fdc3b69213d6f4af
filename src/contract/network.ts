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

/** One answer of a server that really listens, byte for byte. */
export interface ServerAnswer {
  /** HTTP status; 200 when left out. */
  readonly status?: number;
  /** Names and values as they are written; a name may stand several times. The length of the body is the server's to say. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  /** The body's text; empty when left out. */
  readonly body?: string;
  /** The body is its text so many times; once when left out. */
  readonly times?: number;
  /** Compresses the body, and says so. */
  readonly coding?: 'gzip' | 'br';
  /** Writes the body in pieces of so many bytes, with so many ms before each. */
  readonly pace?: { readonly bytes: number; readonly everyMs: number };
  /** Early hints (RFC 8297) of this value that come first, so many times. */
  readonly hints?: { readonly link: string; readonly times: number };
  /** After the body nothing more comes, and the connection stays open. */
  readonly unfinished?: true;
  /** Not even a status line is sent. */
  readonly silent?: true;
}

/** A server that really listens. A connection to one of its addresses is led to it; no other address is reached. */
export interface NetworkServer {
  /** `address:port`, an IPv6 address in brackets, each in the form in which the system is asked to connect to it. */
  readonly at: readonly string[];
  /** Speaks TLS, with a certificate for this name that the authority of `Host.network.ca` has issued, unless it has signed it itself. */
  readonly certificate?: { readonly name: string; readonly signer?: 'itself'; readonly expired?: true };
  /** A connection to it is refused. */
  readonly refuses?: true;
  /** Keys are `METHOD path`, `path` or `*`; a list is answered one element per request, the last one for ever. A `CONNECT` is followed. */
  readonly answers: Readonly<Record<string, ServerAnswer | readonly ServerAnswer[]>>;
}

/** Addresses of a host name, or those of the first query, of the second and so on, the last ones for ever. None: there is no such name. */
export type NameAnswer = readonly string[] | readonly (readonly string[])[];

/**
 * A case's network as data. Keys of `answers` are `METHOD url` or `url` (any method); a list is answered one element per request, the last one for ever.
 * Everything outside the table is recorded and refused.
 */
export interface NetworkTable {
  /** What interception answers, at any name and without a connection; not asked where there are `servers`. */
  readonly answers?: Readonly<Record<string, NetworkAnswer | readonly NetworkAnswer[]>>;
  /** By a name for the records. Where there are some, every connection really opens: to them or not at all. */
  readonly servers?: Readonly<Record<string, NetworkServer>>;
  /** A name that is not listed resolves to a documentation address (RFC 5737). */
  readonly dns?: Readonly<Record<string, NameAnswer>>;
}

/** One thing that left, or tried to leave, the runtime. `server` is the one of the table that was reached. */
export type NetworkRecord =
  | {
      readonly kind: 'request';
      readonly method: string;
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
      readonly inTable: boolean;
      readonly server?: string;
    }
  | { readonly kind: 'dns'; readonly name: string }
  | { readonly kind: 'connect'; readonly target: string; readonly server?: string }
  /** The other side has closed a connection to a server; `finished`: the server had said everything that it had to say. */
  | { readonly kind: 'close'; readonly server: string; readonly finished: boolean };

/** What the records can show: traffic is intercepted in the cell, can only go to a gateway, is seen as far as it is sent through a proxy, or can't be seen. */
export type NetworkEvidence = 'intercepted' | 'gateway' | 'proxy' | 'none';
