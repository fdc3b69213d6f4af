/** What is wrong with a scope. `field` is a path such as `requestedScopes.request.urls[2]`; `got` is quoted as JSON and bounded. */
export interface ScopeError {
  readonly field: string;
  readonly expected: string;
  readonly got: string;
}
