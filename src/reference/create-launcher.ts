import { bootChild } from './boot-child.ts';
import type { Enclosure } from './detect-enclosure.ts';
import type { ReferenceParts } from './reference-parts.ts';
import { RuntimeError } from './runtime-error.ts';
import { startChild, type Child } from './start-child.ts';

/** What a launcher is made of. */
export interface LauncherOptions {
  readonly enclosure: Enclosure;
  readonly parts: ReferenceParts;
  /** Children kept booted ahead of any load. */
  readonly spares: number;
  /** The budget that spares have; a load with another one starts a child of its own. */
  readonly memoryMiB: number;
}

/** Starts the runtime's child processes and knows every one that is alive. */
export interface Launcher {
  /** Returns a booted child that is nobody else's: a spare when there is one. */
  take(memoryMiB: number): Promise<Child>;
  /** Starts what is missing of the spares, a moment later: starting a process takes time that a load and its first call need more. */
  refill(): void;
  readonly alive: number;
  /** Spares that have booted. */
  readonly spares: number;
  /** Ends every child; resolves when all are gone. */
  dispose(): Promise<void>;
}

/* ms of wall time without another `refill`. A load and its first call take 2 to 4, the start of a child holds this event loop for 2 to 10 (measured, 2 cores). */
const refillAfter = 25;

/** Returns a launcher without children. */
export const createLauncher = ({ enclosure, parts, spares, memoryMiB }: LauncherOptions): Launcher => {
  const alive = new Set<Child>();
  /* Spares, and whether they have booted. */
  const ready = new Map<Child, { readonly booted: Promise<Child>; done: boolean }>();
  let disposed = false;
  let refilling: NodeJS.Timeout | undefined;

  const start = (budget: number): readonly [Child, Promise<Child>] => {
    const child = startChild(enclosure, budget);
    alive.add(child);
    void child.ended.then(() => {
      alive.delete(child);
      ready.delete(child);
    });
    return [child, bootChild(child, parts)];
  };

  const launcher: Launcher = {
    async take(budget) {
      if (disposed) throw new RuntimeError('RUNTIME_DISPOSED', 'The runtime has been disposed: create another one');
      const [spare] = budget === memoryMiB ? ready : [];
      if (spare === undefined) return start(budget)[1];
      ready.delete(spare[0]);
      return spare[1].booted;
    },
    refill() {
      clearTimeout(refilling);
      if (disposed || ready.size >= spares) return;
      refilling = setTimeout(() => {
        const [child, booted] = start(memoryMiB);
        const spare = { booted, done: false };
        ready.set(child, spare);
        /* One that fails leaves the list by its end; the load that then starts its own child gets the error. */
        booted.then(
          () => {
            spare.done = true;
            launcher.refill();
          },
          () => ready.delete(child),
        );
      }, refillAfter);
      refilling.unref();
    },
    get alive() {
      return alive.size;
    },
    get spares() {
      return [...ready.values()].filter(({ done }) => done).length;
    },
    async dispose() {
      disposed = true;
      clearTimeout(refilling);
      const ends = [...alive].map((child) => {
        child.kill();
        return child.ended;
      });
      await Promise.all(ends);
    },
  };
  return launcher;
};
