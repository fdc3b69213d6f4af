import type { ResolveName } from '../sdk/request/resolve-host.ts';
import type { RuntimeEvent } from './runtime-event.ts';
import type { RuntimeLimits } from './runtime-limits.ts';

/** Takes an extension's log records: pino or anything with its `info`, or a function. */
export type Logger = { info(fields: { readonly extension: string }, message: string): void } | ((extension: string, text: string) => void);

/** Options of `createRuntime`; all may be left out. */
export interface RuntimeOptions {
  /**
   * `process` when left out: each extension has a process of its own. `in-process`: each has an isolate in this process, which is for code that is trusted and for
   * measuring: its loops block the host until their limit, native code that the engine does not interrupt blocks it for good, and some overruns of memory end it.
   */
  readonly isolation?: 'process' | 'in-process';
  /** Log records go nowhere without one. */
  readonly logger?: Logger;
  /** Over the defaults of `defaultLimits`; a load may say otherwise for its extension. */
  readonly limits?: Partial<RuntimeLimits>;
  /** Processes kept ready ahead of loads, about 45 MB of memory each, most of it shared; 2 when left out. */
  readonly spares?: number;
  /** Resolves the host names of `request`; the system's resolver when left out. */
  readonly resolve?: ResolveName;
  /**
   * What `request` may reach although it is not public: host names, `*.name`, addresses or ranges such as `10.0.0.0/8`. A name allows what is asked for by that
   * name, an address or range what is asked for by such an address; a name at a link-local or metadata address needs both. Nothing when left out (REQ-13).
   */
  readonly allowHosts?: readonly string[];
  /**
   * An `http:` or `https:` proxy, with credentials if it needs some, through which every `request` is tunnelled with `CONNECT` to an address that was checked;
   * none when left out. The environment's proxy variables are never read (REQ-14).
   */
  readonly proxy?: string | URL;
  /** PEM text of the certificate authority that `request` trusts, in place of Node's and those of `NODE_EXTRA_CA_CERTS`. */
  readonly ca?: string;
  /** Package names that the embedder has a use for itself, such as its routes (MAN-7). */
  readonly reservedNames?: readonly string[];
  /** Operation ids of the embedder's own (OPERATION-5). */
  readonly reservedOperations?: readonly string[];
  /** Whether an extension may have handlers for an event whose payload carries credentials or decides identity; no when left out (HOOK-9). */
  readonly allowEvent?: (extension: string, event: string) => boolean;
  /** Told of stops, denials and respawns. */
  readonly onEvent?: (event: RuntimeEvent) => void;
}
