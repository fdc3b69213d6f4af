import type { ErrorShape } from '../contract/outcome.ts';
import type { Json } from '../contract/json.ts';

/** What a loaded extension is: decides how its default export is registered. */
export type ExtensionKind = 'operation' | 'endpoint' | 'hook';

/** Told to the boot module before the extension's entry is evaluated. `scopes` says which functions may be used at all; the host checks again. */
export interface GuestSetup {
  readonly kind: ExtensionKind;
  readonly scopes: { readonly log: boolean; readonly sleep: boolean; readonly request: boolean };
  readonly limits: {
    readonly registrations: number;
    readonly pendingCalls: number;
    readonly logLines: number;
    readonly logBytes: number;
    readonly resultBytes: number;
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

/** Records that a realm writes to its outbox, one JSON text a line, in the order in which things happened. */
export type GuestRecord =
  | SdkRecord
  | { readonly registered: readonly Registration[] }
  | { readonly refused: ErrorShape }
  | { readonly returned: number; readonly json?: string }
  | { readonly threw: number; readonly thrown: string; readonly error?: ErrorShape }
  | { readonly absent: number }
  | { readonly over: number; readonly limit: 'log' | 'result' | 'pending' | 'registrations' };
