import type { CompiledScopes } from '../scope/compile-scopes.ts';

/** A kind of extension that has code for the host. */
export type EntryKind = 'operation' | 'endpoint' | 'hook';

/** One piece of code that the sandbox runs; in a bundle `path` is the bundle's one file, and `name` says which part of it. */
export interface ManifestEntry {
  readonly kind: EntryKind;
  /** Relative to the package, with `/`, without `..`. */
  readonly path: string;
  readonly name?: string;
}

/** What a host needs of a manifest. */
export interface Manifest {
  /** A valid npm package name; it can still be `constructor`, so keep it in a Map. */
  readonly name: string;
  readonly version?: string;
  readonly type: EntryKind | 'bundle';
  /** Without a bundle exactly one. Parts of a bundle that only the app has are left out. */
  readonly entries: readonly ManifestEntry[];
  readonly scopes: CompiledScopes;
}
