export { createRuntime } from './create-runtime.ts';
export type { Sandbox } from './create-sandbox.ts';
export { defaultLimits } from './default-limits.ts';
export type { Isolation, IsolationMeasure } from './detect-enclosure.ts';
export type { ReferenceRuntime, RuntimeStats } from './reference-runtime.ts';
export { ExtensionError, LoadError, RuntimeError, StoppedError } from './runtime-error.ts';
export type { RuntimeErrorCode } from './runtime-error.ts';
export type { RuntimeEvent } from './runtime-event.ts';
export type { Logger, RuntimeOptions } from './runtime-options.ts';
