import { inSeam, semantic } from './build-fault.ts';
import type { Limits } from '../contract/limits.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { Fault, Rewriting } from './fault.ts';
import { forAges, otherLimits, scaledLimits } from './rewriting/other-limits.ts';
import { rewriteSource } from './rewriting/rewrite-source.ts';

const amounts = ['logLines', 'logBytes', 'resultBytes', 'pendingCalls', 'registrations'] as const;

/* Engines that clean up late or never do it at once, and there time goes by without being counted. */
const cleansUpAtOnce = `
const uncounted = (run) => {
  const { now } = Date;
  let ahead = 0;
  Date.now = () => now() + (ahead += 1000);
  try { run(); } finally { Date.now = now; }
};
globalThis.FinalizationRegistry = class { constructor(cleanup) { this.cleanup = cleanup; } register(_, held) { uncounted(() => this.cleanup(held)); } };
globalThis.Atomics ??= {};
globalThis.Atomics.waitAsync = () => ({ async: true, value: { then: (react) => uncounted(() => react('timed-out')) } });
globalThis.SharedArrayBuffer ??= ArrayBuffer;
`;

/* Memory that stands beside what an engine counts, in engines that have none of it too. */
const hasUncountedMemory = `
globalThis.WebAssembly ??= {
  Memory: class { #grown = []; buffer = new ArrayBuffer(0); grow(pages) { this.buffer = new ArrayBuffer(pages * 2 ** 16); this.#grown.push(this.buffer); } },
};
`;

const memoryForAll = otherLimits(({ memoryMiB }): Partial<Limits> => (memoryMiB === undefined ? {} : { ...forAges, memoryMiB: 2048 }));

const inFills = (source: string): string => (source.includes("id: 'fills'") ? `${source}\n${hasUncountedMemory}` : source);

const memoryWithoutEnd = (): Rewriting => {
  const { load: rewrite } = rewriteSource(inFills)();
  const { load: unlimited } = memoryForAll();
  return { load: (message, forward) => rewrite(message, (rewritten) => unlimited(rewritten, forward)) };
};

/** What a stop makes of the calls of the same extension that come after it, and of all loads. */
const afterAStop = (then: Pick<Rewriting, 'call' | 'load'>) => (): Rewriting => {
  const stopped = new Set<string>();
  return {
    load: (message, forward) => (stopped.size > 0 && then.load !== undefined ? then.load(message, forward) : forward(message)),
    call: async (message, forward) => {
      const { extension } = message.entry;
      if (stopped.has(extension) && then.call !== undefined) return then.call(message, forward);
      const outcome = await forward(message);
      if (outcome.status === 'stopped') stopped.add(extension);
      return outcome;
    },
  };
};

const broken: Outcome = { status: 'threw', thrown: 'null', error: { name: 'Error', message: 'Isolate is already disposed' } };

/* The error itself is caught inside; what it has broken shows in the call that follows. */
const afterAnEngineError = (): Rewriting => {
  let broke = false;
  return {
    call: async (message, forward) => {
      if (broke) return broken;
      const outcome = await forward(message);
      if ('json' in outcome && /"(?:Range|Internal)Error"/.test(outcome.json)) broke = true;
      return outcome;
    },
  };
};

/* Sends what was asked for, and says that it was stopped. */
const claimsAPendingStop = (): Rewriting => ({
  load: otherLimits(() => ({ pendingCalls: 1e5 }))().load ?? ((message, forward) => forward(message)),
  call: async (message, forward) => {
    const outcome = await forward(message);
    const { input } = message;
    const floods = typeof input === 'object' && input !== null && 'flood' in input && 'times' in input && Number(input.times) > 10;
    return floods ? { status: 'stopped', limit: 'pending' } : outcome;
  },
});

const dropsEveryEighth = (): Rewriting => {
  let records = 0;
  return { log: (record) => ((records += 1) % 8 === 0 ? [] : [record]) };
};

/** What limits of amounts and of memory do, and what is left after a stop. */
export const limitingFaults: readonly Fault[] = [
  semantic(
    'amounts-not-limited',
    'records, pending calls, results and registrations are not limited',
    otherLimits(() => ({ logLines: 1e6, logBytes: 1e9, resultBytes: 1e8, pendingCalls: 1e5, registrations: 1e5 })),
  ),
  semantic('amounts-cut-short', 'the limits of amounts are a quarter of what is said', otherLimits(scaledLimits(1 / 4, amounts))),
  semantic('memory-not-limited', 'an extension gets memory, and the time to fill it, without a limit', memoryWithoutEnd),
  semantic(
    'loses-what-is-not-awaited',
    'what a call does not wait for is never run',
    rewriteSource((source) => source.replace('ticks: async ({ ms }) => {', 'ticks: async ({ ms }) => { if (ms > 0) return;')),
  ),
  semantic('claims-a-pending-stop', 'more calls are pending than may be, and a stop is claimed', claimsAPendingStop),
  semantic('drops-the-eighth-record', 'every eighth record is lost', dropsEveryEighth),
  semantic('broken-after-an-engine-error', 'after an error of the engine every call fails', afterAnEngineError),
  semantic('memory-cut-short', 'the limit of memory is a quarter of what is said', otherLimits(scaledLimits(1 / 4, ['memoryMiB']))),
  semantic(
    'late-code-not-limited',
    'clean-ups and awaited waits run at once, and their time is not counted',
    rewriteSource((source) => (source.includes("id: 'spins'") ? `${source}\n${cleansUpAtOnce}` : source)),
  ),
  semantic(
    'loses-range-errors',
    'code inside cannot catch the error of an endless recursion',
    rewriteSource((source) => source.replaceAll(/catch \((\w+)\) \{/g, 'catch ($1) { if (/Range|Internal/.test($1?.name)) return {};')),
  ),
  semantic('names-another-limit', 'a stop, of an extension that is called again, names a limit that was not reached', () => ({
    call: async (message, forward) => {
      const outcome = await forward(message);
      const { input } = message;
      const isCalledAgain = typeof input === 'object' && input !== null && 'calledAgain' in input;
      return isCalledAgain && outcome.status === 'stopped' ? { status: 'stopped', limit: 'registrations' } : outcome;
    },
  })),
  semantic('broken-after-a-stop', 'after a stop every call of the extension fails', afterAStop({ call: async () => broken })),
  semantic(
    'loads-nothing-after-a-stop',
    'after a stop nothing can be loaded any more',
    afterAStop({ load: async () => ({ refused: { phase: 'evaluate', error: { name: 'Error', message: 'no more sandboxes' } } }) }),
  ),
  inSeam('waits-for-the-stopped', 'the host does nothing else until what it has stopped is gone'),
];
