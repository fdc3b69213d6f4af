import type { DenialReason } from './denial-reason.ts';
import type { RequestMethod } from './request-methods.ts';

/** What a check says: `href` is what was matched, and exactly that is to be sent. `literalHost` tells whether a glob that matches names this very host. */
export type RequestDecision =
  | { readonly ok: true; readonly href: string; readonly method: RequestMethod; readonly literalHost: boolean }
  | { readonly ok: false; readonly reason: DenialReason };

/** Decides about one request; never throws, whatever it gets. A left out method is GET. */
export type RequestCheck = (url: unknown, method?: unknown) => RequestDecision;
