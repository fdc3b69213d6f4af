import { bootMessage } from './boot-message.ts';
import type { Carrier } from './carrier.ts';
import { childCarrier } from './child-carrier.ts';
import { createLauncher } from './create-launcher.ts';
import { detectEnclosure, type Isolation } from './detect-enclosure.ts';
import { inProcessCarrier } from './in-process-carrier.ts';
import type { ReferenceParts } from './reference-parts.ts';

/** Where a runtime gets booted carriers from. */
export interface Carriers {
  readonly isolation: Isolation;
  /** Returns a carrier that is nobody else's. */
  take(memoryMiB: number): Promise<Carrier>;
  /** Prepares in the background what the next load needs. */
  refill(): void;
  /** Live child processes, and how many of them wait for an extension. */
  readonly alive: number;
  readonly spares: number;
  /** Ends every child. */
  dispose(): Promise<void>;
}

const inThisProcess: Isolation = {
  kind: 'in-process',
  measures: [
    { measure: 'a V8 isolate', present: true },
    { measure: 'a process of its own', present: false },
    { measure: 'ends native code that the engine does not interrupt', present: false },
    { measure: 'a limit of memory beside the heap', present: false },
  ],
};

/** Returns carriers that are isolates of this process. */
export const inProcessCarriers = (parts: ReferenceParts): Carriers => ({
  isolation: inThisProcess,
  take: async (memoryMiB) => inProcessCarrier(bootMessage(parts, memoryMiB)),
  refill: () => undefined,
  alive: 0,
  spares: 0,
  dispose: async () => undefined,
});

/** Returns carriers that are child processes, and starts so many spares. */
export const childCarriers = async (parts: ReferenceParts, spares: number, memoryMiB: number): Promise<Carriers> => {
  const enclosure = await detectEnclosure();
  const launcher = createLauncher({ enclosure, parts, spares, memoryMiB });
  launcher.refill();
  return {
    isolation: enclosure.isolation,
    take: async (budget) => childCarrier(await launcher.take(budget)),
    refill: () => launcher.refill(),
    get alive() {
      return launcher.alive;
    },
    get spares() {
      return launcher.spares;
    },
    dispose: () => launcher.dispose(),
  };
};
