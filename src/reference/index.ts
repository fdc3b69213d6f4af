/** Starts a runtime that loads extensions, each into a process of its own. */
export { createRuntime } from './create-runtime.ts';
/** One loaded extension, as its embedder uses it. */
export type { Sandbox } from './create-sandbox.ts';
/** The limits of an extension for which nothing else was asked. */
export { defaultLimits } from './default-limits.ts';
/** An extension that is installed as an npm package. */
export type { InstalledPackage } from './find-package.ts';
/** What can be loaded. */
export type { ExtensionSource } from './prepare-extension.ts';
/** What an extension may use. */
export type { RuntimeLimits } from './runtime-limits.ts';
/** What separates an extension from the host on this platform, and what is missing. */
export type { Isolation, IsolationMeasure } from './detect-enclosure.ts';
/** What an embedder can say of a request that it hands in. */
export type { HandleOptions } from './handed-headers.ts';
/** A sandbox's endpoints for Node's `http` and for Express. */
export { nodeHandler } from './node-handler.ts';
/** What `nodeHandler` returns. */
export type { NodeHandler } from './node-handler.ts';
/** The runtime, and what it counts. */
export type { DisposeOptions, ReferenceRuntime, RuntimeStats } from './reference-runtime.ts';
/** What the runtime throws at its embedder. */
export { ExtensionError, LoadError, RuntimeError, StoppedError, UnavailableError } from './runtime-error.ts';
/** The codes of these errors; each has a page in `docs/errors`. */
export type { RuntimeErrorCode } from './runtime-error.ts';
/** What the runtime tells of stops, denials and respawns. */
export type { RuntimeEvent } from './runtime-event.ts';
/** What an embedder can set. */
export type { Logger, RuntimeOptions } from './runtime-options.ts';
