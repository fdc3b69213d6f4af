export { compileScopes } from './compile-scopes.ts';
export type { CompiledScopes, ScopesResult } from './compile-scopes.ts';
export type { DenialReason } from './denial-reason.ts';
export { denialReasons } from './denial-reason.ts';
export type { RequestCheck, RequestDecision } from './request-decision.ts';
export type { RequestMethod } from './request-methods.ts';
export { requestMethods } from './request-methods.ts';
export { scopeCeilings } from './scope-ceilings.ts';
export type { ScopeError } from './scope-error.ts';
