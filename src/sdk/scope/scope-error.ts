/**
 * What is wrong with a scope. `field` is a path such as `requestedScopes.request.urls[2]`; a key that is no plain name is quoted in it
 * (`requestedScopes["a b"]`), so that it is bounded and on one line. `got` is quoted as JSON and bounded.
 */
export interface ScopeError {
  readonly field: string;
  readonly expected: string;
  readonly got: string;
}
