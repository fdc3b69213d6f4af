import type { LimitName } from './limits.ts';

/** An error of the extension or of the runtime as bounded plain data. */
export interface ErrorShape {
  readonly name: string;
  readonly message: string;
  readonly status?: number;
  readonly response?: string;
}

/**
 * How one call ended, in an adapter's words.
 * `returned`: JSON text, so that depth and `__proto__` survive; an endpoint's text is `{status, headers, body}`, a filter's the payload after it.
 * `threw`: `thrown` is JSON text of a thrown value that is not an error, else the text `null`; `error` is there when an error was thrown.
 * `stopped`: the runtime claims to have ended the extension's code. `absent`: no such route, event handler or operation.
 */
export type Outcome =
  | { readonly status: 'returned'; readonly json: string }
  | { readonly status: 'returned'; readonly undefined: true }
  | { readonly status: 'threw'; readonly thrown: string; readonly error?: ErrorShape }
  | { readonly status: 'stopped'; readonly limit: LimitName }
  | { readonly status: 'absent' };

/** How one call ended, with the words that only the runner can say. */
export type SeenOutcome =
  | Outcome
  | { readonly status: 'crashed'; readonly detail: string }
  | { readonly status: 'hung'; readonly deadlineMs: number }
  | { readonly status: 'protocol-error'; readonly detail: string };

/** Where a load was refused: in the manifest, while linking imports, while the module body ran, or while it registered. */
export type LoadPhase = 'manifest' | 'link' | 'evaluate' | 'register';

/** Every {@link LoadPhase}, in the order in which a load passes them. */
export const loadPhases = ['manifest', 'link', 'evaluate', 'register'] as const satisfies readonly LoadPhase[];

/** A load that did not lead to a sandbox. */
export interface Refusal {
  readonly phase: LoadPhase;
  readonly error: ErrorShape;
  /** The limit that ended the load, when one did. */
  readonly limit?: LimitName;
}
