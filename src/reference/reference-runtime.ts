import type { Sandbox } from './create-sandbox.ts';
import type { ExtensionSource } from './prepare-extension.ts';
import type { RuntimeLimits } from './runtime-limits.ts';

/** What a runtime has done and holds. */
export interface RuntimeStats {
  readonly sandboxes: number;
  /** Live child processes, spares included. */
  readonly processes: number;
  /** Those that wait for an extension. */
  readonly spares: number;
  /** Calls in flight. */
  readonly calls: number;
  readonly stops: number;
  readonly respawns: number;
  readonly denials: number;
  /** What extensions left rejected, or threw where nobody could catch it. */
  readonly rejections: number;
}

/** How a runtime is disposed of. */
export interface DisposeOptions {
  /** ms of wall time that calls in flight have to finish; they are cut at once when left out, also by a second call. New calls and loads are refused meanwhile. */
  readonly graceMs?: number;
}

/** A runtime of sandboxed extensions. Disposing it unloads all and ends every process it started. */
export interface ReferenceRuntime extends AsyncDisposable {
  /**
   * Loads an extension from its folder, from an installed npm package, or from a package in memory.
   * @throws {LoadError} when the extension is refused; nothing of it is left then.
   * @throws {RuntimeError} `LIMIT_INVALID`, `PACKAGE_NOT_FOUND`, `CHILD_FAILED` or `RUNTIME_DISPOSED`.
   */
  load(extension: ExtensionSource, options?: { readonly limits?: Partial<RuntimeLimits> }): Promise<Sandbox>;
  /** The loaded extension of that package name. */
  sandbox(name: string): Sandbox | undefined;
  stats(): RuntimeStats;
  dispose(options?: DisposeOptions): Promise<void>;
}
