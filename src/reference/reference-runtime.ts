import type { ExtensionPackage } from '../contract/adapter.ts';
import type { Limits } from '../contract/limits.ts';
import type { Sandbox } from './create-sandbox.ts';

/** What a runtime has done and holds. */
export interface RuntimeStats {
  readonly sandboxes: number;
  /** Live child processes, spares included. */
  readonly processes: number;
  readonly spares: number;
  readonly stops: number;
  readonly respawns: number;
  readonly denials: number;
}

/** A runtime of sandboxed extensions. Disposing it unloads all and ends every process it started. */
export interface ReferenceRuntime extends AsyncDisposable {
  /**
   * Loads an extension from its folder, or from a package in memory.
   * @throws {LoadError} when the extension is refused; nothing of it is left then.
   * @throws {RuntimeError} `LIMIT_INVALID`, `CHILD_FAILED` or `RUNTIME_DISPOSED`.
   */
  load(extension: string | ExtensionPackage, options?: { readonly limits?: Partial<Limits> }): Promise<Sandbox>;
  /** The loaded extension of that package name. */
  sandbox(name: string): Sandbox | undefined;
  stats(): RuntimeStats;
  dispose(): Promise<void>;
}
