import type { ExtensionPackage } from '../../src/contract/adapter.ts';
import type { Limits } from '../../src/contract/limits.ts';
import type { Outcome } from '../../src/contract/outcome.ts';
import type { Door } from '../../src/reference/create-realm.ts';
import type { RuntimeEvent } from '../../src/reference/runtime-event.ts';

/** What the battery needs of a loaded extension. */
export interface BatterySandbox {
  dispatch(door: Door): Promise<Outcome>;
  dispose(): Promise<void>;
}

/** What the battery needs of a runtime; the reference has it. */
export interface BatteryRuntime {
  load(extension: ExtensionPackage, options: { readonly limits: Partial<Limits> }): Promise<BatterySandbox>;
  dispose(): Promise<void>;
}

/** Opens the runtime that is attacked. */
export type OpenRuntime = (told: {
  readonly limits: Partial<Limits>;
  readonly logger: (extension: string, text: string) => void;
  readonly onEvent: (event: RuntimeEvent) => void;
}) => BatteryRuntime;
