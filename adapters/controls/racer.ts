import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

import type { Entry, ExtensionPackage, Host } from '../../src/contract/adapter.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Limits } from '../../src/contract/limits.ts';
import type { Outcome } from '../../src/contract/outcome.ts';
import { control } from './parts/control.ts';
import { openApi, type OpenApi } from './parts/open-api.ts';
import type { ToThread } from './parts/racing-thread.ts';
import { usualLimits } from './parts/usual-limits.ts';

type FromThread =
  | { readonly log: string }
  | { readonly ask: number; readonly sleep: number }
  | { readonly ask: number; readonly request: string; readonly options: unknown }
  | { readonly ended: number; readonly outcome: Outcome }
  | { readonly loaded: true }
  | { readonly failed: string }
  | { readonly pong: true };

interface Racing {
  readonly limits: Limits;
  /** Settles with `true` when the extension has loaded; rejects with what it threw. */
  readonly loaded: Promise<true>;
  call(entry: Entry, input: Json): Promise<Outcome>;
  /** Settles when the thread has answered nothing for so many ms of wall time; ends with the signal. */
  blocked(ms: number, signal: AbortSignal): Promise<void>;
}

/** ms between two questions whether a thread still answers. */
const pingMs = 20;

/* The loader of a module that a user names may put a query behind its address. */
const ending = new URL(import.meta.url).pathname.endsWith('.ts') ? 'ts' : 'js';
const threadFile = new URL(`./parts/racing-thread.${ending}`, import.meta.url);

const rejection = (ask: number, thrown: unknown): ToThread => {
  const { message, status, response } = thrown as Error & { readonly status?: unknown; readonly response?: unknown };
  return { answer: ask, error: { message, status, response } };
};

const answered = (question: Promise<unknown>, ask: number): Promise<ToThread> =>
  question.then(
    (value) => ({ answer: ask, value }),
    (thrown: unknown) => rejection(ask, thrown),
  );

/** Threads that nobody ended, so many that a fresh process is cheaper: each holds about 5 MiB. */
const mostThreads = 30;
let threads = 0;

const startThread = (extension: ExtensionPackage, limits: Limits, api: OpenApi): Racing => {
  const thread = new Worker(threadFile, { workerData: extension });
  threads += 1;
  const loaded = Promise.withResolvers<true>();
  loaded.promise.catch(() => undefined); // nobody waits for the load of a thread that replaces a stopped one
  const calls = new Map<number, PromiseWithResolvers<Outcome>>();
  let lastCall = 0;
  let answeredAt = performance.now();
  const tell = (message: ToThread): void => thread.postMessage(message);
  thread.on('error', loaded.reject);
  thread.on('message', (message: FromThread) => {
    answeredAt = performance.now();
    if ('pong' in message) return;
    if ('log' in message) api.log(message.log);
    else if ('loaded' in message) loaded.resolve(true);
    else if ('failed' in message) loaded.reject(new Error(message.failed));
    else if ('ended' in message) calls.get(message.ended)?.resolve(message.outcome);
    else
      void answered('sleep' in message ? api.sleep(message.sleep) : api.request(message.request, message.options), message.ask).then(tell);
  });
  return {
    limits,
    loaded: loaded.promise,
    call: (entry, input) => {
      const call = Promise.withResolvers<Outcome>();
      lastCall += 1;
      calls.set(lastCall, call);
      tell({ call: lastCall, entry, input });
      return call.promise;
    },
    blocked: async (ms, signal) => {
      for (answeredAt = performance.now(); performance.now() - answeredAt < ms;) {
        tell({ ping: true });
        await wait(pingMs, undefined, { signal });
      }
    },
  };
};

const errorOf = (thrown: unknown): { readonly name: string; readonly message: string } => ({ name: 'Error', message: String(thrown) });

const racer = (host: Host) => {
  const running = new Map<string, { current: Racing; again(): Racing }>();
  let runsOn = false; // what it once said to have stopped
  return {
    load: async (extension: ExtensionPackage, { limits }: { readonly limits?: Partial<Limits> }) => {
      const effective = usualLimits(limits);
      const again = (): Racing => startThread(extension, effective, openApi(host, extension.name));
      const current = again();
      running.set(extension.name, { current, again });
      const late = wait(effective.loadMs, 'late' as const);
      const ended = await Promise.race([current.loaded.catch(errorOf), late]);
      if (ended === 'late') {
        runsOn = true;
        return { refused: { phase: 'evaluate', error: errorOf('stopped'), limit: 'load' } } as const;
      }
      if (ended !== true) return { refused: { phase: 'evaluate', error: ended } } as const;
      return { sandbox: { id: extension.name, [Symbol.asyncDispose]: async () => void running.delete(extension.name) }, limits: effective };
    },
    call: async (entry: Entry, input: Json): Promise<Outcome> => {
      const extension = running.get(entry.extension);
      if (extension === undefined) return { status: 'absent' };
      const { current, again } = extension;
      const { cpuMs, wallMs } = current.limits;
      const decided = new AbortController();
      const { signal } = decided;
      const outcome = await Promise.race([
        current.call(entry, input),
        wait(wallMs, { status: 'stopped', limit: 'wall' } as const, { signal }),
        current.blocked(cpuMs, signal).then(() => ({ status: 'stopped', limit: 'cpu' }) as const),
      ]);
      decided.abort();
      if (outcome.status === 'stopped') {
        extension.current = again(); // the old thread runs on
        runsOn = true;
      }
      return outcome;
    },
    isSpoilt: () => runsOn || threads > mostThreads,
  };
};

/** Runs every extension in a thread of its own and says `stopped` when a timer wins the race; what it says to have stopped runs on. */
export default control('racer', racer);
