import type { ScopeError } from '../scope/scope-error.ts';

/** What is wrong with a package, by the path of the first wrong field in `file`. `got` is quoted and bounded. */
export interface ManifestError extends ScopeError {
  /** Path inside the package. */
  readonly file: string;
}

/** Returns an error of a manifest as one sentence that names the field (MAN-3). */
export const manifestErrorMessage = ({ file, field, expected, got }: ManifestError): string =>
  `${file}: ${field} should be ${expected}, but is ${got}`;
