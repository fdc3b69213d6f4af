import type { ErrorShape } from '../contract/outcome.ts';
import type { Json } from '../contract/json.ts';

/** What a loaded extension is: decides how its default export is registered. */
export type ExtensionKind = 'operation' | 'endpoint' | 'hook';

/** One part of a bundle that the manifest declares. */
export interface BundlePart {
  readonly kind: ExtensionKind;
  /** An endpoint's routes live below it. */
  readonly name: string;
}

/** Told to the boot module before the extension's entry is evaluated. `scopes` says which functions may be used at all; the host checks again. */
export interface GuestSetup {
  readonly kind: ExtensionKind | 'bundle';
  /** Of a bundle. */
  readonly parts?: readonly BundlePart[];
  readonly scopes: { readonly log: boolean; readonly sleep: boolean; readonly request: boolean };
  readonly limits: {
    readonly registrations: number;
    readonly pendingCalls: number;
    readonly logLines: number;
    readonly logBytes: number;
    readonly resultBytes: number;
    /** Calls of `request` that one call may make. */
    readonly requests: number;
    /** Bytes of UTF-8 that one `request` may be given. */
    readonly requestBytes: number;
  };
}

/** One route, handler or operation that the extension registered. */
export type Registration =
  | { readonly endpoint: { readonly method: string; readonly path: string } }
  | { readonly filter: string }
  | { readonly action: string }
  | { readonly operation: string };

/** What the host tells the realm to run; `call` numbers are never reused in a realm. */
export type GuestCall =
  | { readonly call: number; readonly operation: string; readonly input: Json }
  | { readonly call: number; readonly filter: string; readonly input: Json }
  | { readonly call: number; readonly action: string; readonly input: Json }
  | {
      readonly call: number;
      readonly endpoint: {
        readonly method: string;
        readonly target: string;
        readonly headers: Readonly<Record<string, string>>;
        readonly body: Json;
      };
    };

/** What the host answers to a `sleep` or `request` record. */
export type GuestAnswer =
  | { readonly resolve: number; readonly value?: Json }
  | { readonly reject: number; readonly error: ErrorShape & { readonly kind: 'permission' | 'type' | 'limit' | 'network' | 'http' } };

/** Records about calls of `directus:api`, which the host's SDK takes. */
export type SdkRecord =
  | { readonly log: string }
  | { readonly sleep: number; readonly ms: number }
  | {
      readonly request: number;
      readonly url: Json;
      readonly options: { readonly method?: Json; readonly headers?: Json; readonly body?: Json };
    };

/**
 * Records that a realm writes to its outbox, one a line, in the order in which things happened: JSON text, but for a result, which is the line
 * `R<number> <JSON text>`, or `R<number>` for undefined.
 */
export type GuestRecord =
  | SdkRecord
  | { readonly registered: readonly Registration[] }
  | { readonly refused: ErrorShape }
  | { readonly returned: number; readonly json?: string }
  | { readonly threw: number; readonly thrown: string; readonly error?: ErrorShape }
  | { readonly absent: number }
  | { readonly over: number; readonly limit: 'log' | 'result' | 'pending' | 'registrations' };
