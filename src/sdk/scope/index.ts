/** Compiles `requestedScopes` once; what it returns decides about URLs and methods. */
export { compileScopes } from './compile-scopes.ts';
/** What compiling gives: the decision, or which field is wrong. */
export type { CompiledScopes, ScopesResult } from './compile-scopes.ts';
/** Why a request is denied. */
export type { DenialReason } from './denial-reason.ts';
/** Every {@link DenialReason}. */
export { denialReasons } from './denial-reason.ts';
/** How a decision is asked for, and what it says. */
export type { RequestCheck, RequestDecision } from './request-decision.ts';
/** A method that a scope can grant. */
export type { RequestMethod } from './request-methods.ts';
/** Every {@link RequestMethod}. */
export { requestMethods } from './request-methods.ts';
/** How many globs, how long, and how long a URL may be. */
export { scopeCeilings } from './scope-ceilings.ts';
/** Which field of the scopes is wrong, what was expected there and what came. */
export type { ScopeError } from './scope-error.ts';
