import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { SeenHost } from './seen.ts';

const mebibyte = 1_048_576;
/* ms; what the delay of the event loop is measured with, and part of every figure. */
const resolution = 5;
const sampleMs = 20;
const mostErrors = 5;

/** Measures this process. */
export interface HostWatch extends Disposable {
  /** Forgets what was, for a new program. */
  start(): void;
  take(): SeenHost;
}

const watched: Readonly<Record<string, object>> = {
  globalThis,
  'Object.prototype': Object.prototype,
  'Array.prototype': Array.prototype,
  'Function.prototype': Function.prototype,
  'Promise.prototype': Promise.prototype,
  'String.prototype': String.prototype,
  'Error.prototype': Error.prototype,
  JSON,
  Object,
  Error,
};

const namesOf = (): readonly string[] =>
  Object.entries(watched).flatMap(([owner, object]) => Reflect.ownKeys(object).map((key) => `${owner}.${String(key)}`));

/** Watches this process's event loop, memory, errors and intrinsics. */
export const watchHost = (): HostWatch => {
  const known = new Set(namesOf());
  const lag = monitorEventLoopDelay({ resolution });
  let errors: string[] = [];
  let heldBefore = 0;
  let rssBefore = 0;
  let rssPeak = 0;
  const note =
    (what: string) =>
    (error: unknown): void => {
      if (errors.length < mostErrors)
        errors.push(`${what}: ${String(error instanceof Error ? (error.stack ?? error.message) : error).slice(0, 600)}`);
    };
  const listeners = {
    uncaughtException: note('uncaught exception'),
    unhandledRejection: note('unhandled rejection'),
    warning: (warning: Error) => {
      /* The naive runtime's own. */
      if (!warning.message.startsWith('VM Modules')) note('warning')(warning);
    },
  };
  for (const [name, listener] of Object.entries(listeners)) process.on(name, listener);
  const sample = (): void => {
    rssPeak = Math.max(rssPeak, process.memoryUsage.rss() / mebibyte);
  };
  const timer = setInterval(sample, sampleMs);
  return {
    start() {
      globalThis.gc?.();
      const { heapUsed, external, rss } = process.memoryUsage();
      heldBefore = (heapUsed + external) / mebibyte;
      rssBefore = rss / mebibyte;
      rssPeak = rssBefore;
      lag.reset();
      lag.enable();
    },
    take() {
      sample();
      lag.disable();
      const polluted = namesOf().filter((name) => !known.has(name));
      const taken = {
        lagP99: lag.percentile(99) / 1e6,
        lagMax: lag.max / 1e6,
        lagSamples: lag.count,
        heldBefore,
        rssBefore,
        rssPeak,
        errors,
        polluted,
      };
      errors = [];
      return taken;
    },
    [Symbol.dispose]() {
      clearInterval(timer);
      lag.disable();
      for (const [name, listener] of Object.entries(listeners)) process.off(name, listener);
    },
  };
};
