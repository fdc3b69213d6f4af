import type { GuestSetup } from '../guest/records.ts';
import type { SdkParts } from '../sdk/sdk-parts.ts';

/** A stretch of the extension's code that the runtime starts: its module body, its registration, one call, one answer. */
export type Slice = 'evaluate' | 'register' | 'dispatch' | 'deliver';

/** The steps on which containment rests, each replaceable by name: a fault that a conformance run builds in replaces one. No option of `createRuntime` leads here. */
export interface ReferenceParts {
  /** The boot module's text as the realm gets it. */
  readonly bootSource: (source: string) => string;
  /** Which functions the realm itself allows; the host checks again. */
  readonly realmScopes: (scopes: GuestSetup['scopes']) => GuestSetup['scopes'];
  /** ms after which the isolate ends a slice; 0 is never. */
  readonly sliceTimeout: (slice: Slice, cpuMs: number) => number;
  /** Whether the host's own clock runs while a child works on such a slice. */
  readonly watchesSlice: (slice: Slice) => boolean;
  /** Whether a child that a limit has stopped is ended. */
  readonly endsStopped: () => boolean;
  /** Whether unloading takes the extension out of the runtime's table and ends its child. */
  readonly unloads: () => boolean;
  readonly sdk: Partial<SdkParts>;
}

/** The parts of production. */
export const defaultParts: ReferenceParts = {
  bootSource: (source) => source,
  realmScopes: (scopes) => scopes,
  sliceTimeout: (_slice, cpuMs) => cpuMs,
  watchesSlice: () => true,
  endsStopped: () => true,
  unloads: () => true,
  sdk: {},
};
