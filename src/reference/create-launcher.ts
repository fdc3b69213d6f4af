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
  /** Starts in the background what is missing of the spares. */
  refill(): void;
  readonly alive: number;
  readonly spares: number;
  /** Ends every child; resolves when all are gone. */
  dispose(): Promise<void>;
}

/** Returns a launcher without children. */
export const createLauncher = ({ enclosure, parts, spares, memoryMiB }: LauncherOptions): Launcher => {
  const alive = new Set<Child>();
  const ready = new Map<Child, Promise<Child>>();
  let disposed = false;

  const start = (budget: number): readonly [Child, Promise<Child>] => {
    const child = startChild(enclosure, budget);
    alive.add(child);
    void child.ended.then(() => {
      alive.delete(child);
      ready.delete(child);
    });
    return [child, bootChild(child, parts)];
  };

  return {
    async take(budget) {
      if (disposed) throw new RuntimeError('RUNTIME_DISPOSED', 'The runtime has been disposed: create another one');
      const [spare] = budget === memoryMiB ? ready : [];
      if (spare === undefined) return start(budget)[1];
      ready.delete(spare[0]);
      return spare[1];
    },
    refill() {
      while (!disposed && ready.size < spares) {
        const [child, booted] = start(memoryMiB);
        ready.set(child, booted);
        /* One that fails leaves the list by its end; the load that then starts its own child gets the error. */
        booted.catch(() => ready.delete(child));
      }
    },
    get alive() {
      return alive.size;
    },
    get spares() {
      return ready.size;
    },
    async dispose() {
      disposed = true;
      const ends = [...alive].map((child) => {
        child.kill();
        return child.ended;
      });
      await Promise.all(ends);
    },
  };
};
