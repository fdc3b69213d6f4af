import { performance } from 'node:perf_hooks';

import type { NetworkRecord } from '../contract/network.ts';
import type { SeenOutcome } from '../contract/outcome.ts';
import type { MethodName, Params, Result } from '../protocol/messages.ts';
import { CellError, suitePeer, type SuitePeer } from '../protocol/suite-peer.ts';
import type { AdapterTarget } from './adapter-target.ts';
import type { JournalLine } from './journal.ts';
import { endFamily } from './end-family.ts';
import { familyOf } from './process-tree.ts';
import { spawnCell, type CellProcess } from './spawn-cell.ts';

/** Something that a cell told on its own, with the suite's time in ms. */
export type Told =
  | { readonly kind: 'log'; readonly extension: string; readonly text: string; readonly at: number }
  | { readonly kind: 'network'; readonly record: NetworkRecord; readonly at: number };

/** How a request to a cell ended badly; the cell is gone afterwards, except after `error`. */
export type Trouble =
  Extract<SeenOutcome, { readonly status: 'crashed' | 'hung' | 'protocol-error' }> | { readonly status: 'error'; readonly message: string };

/** A request's end: its result or the trouble. */
export type Asked<M extends MethodName> = { readonly result: Result<M> } | { readonly trouble: Trouble };

/** One cell at a time; a broken one is replaced on the next request. */
export interface Lease extends AsyncDisposable {
  /** Sends a request, to be answered within so many ms of wall time. */
  ask<M extends MethodName>(method: M, params: Params<M>, deadlineMs: number): Promise<Asked<M>>;
  /** Takes what the cell told since the last time. */
  told(): readonly Told[];
  /** Processor time in ms of the cell and its descendants so far; undefined when no cell runs. */
  busyMs(): number | undefined;
  /** Changes whenever a fresh cell takes over. */
  readonly generation: number;
  /** Whether a cell stands that was not found broken. */
  readonly running: boolean;
}

interface Living {
  readonly process: CellProcess;
  readonly peer: SuitePeer;
  /** Settles when the cell can't answer any more. */
  readonly gone: Promise<Trouble>;
  /** Start of every process that was ever seen as a descendant. */
  readonly known: Map<number, number>;
  readonly sampling: NodeJS.Timeout;
}

const samplingMs = 250;

/** So many loads that hang from the very start show that the runtime does nothing else. */
const hungFromTheStart = 3;

/**
 * Leases cells of one adapter. `journal` hears of every cell and of what a reader should know. Disposing ends the cell and all its descendants.
 * A runtime that hangs in its first three loads is judged hung from then on, without being asked.
 */
export const leaseCells = (target: AdapterTarget, journal: (line: JournalLine) => void = () => undefined): Lease => {
  let living: Living | undefined;
  let hungLoads = 0;
  let everLoaded = false;
  let generation = 0;
  let told: Told[] = [];

  const start = async (): Promise<Living> => {
    const process = await spawnCell(target);
    generation += 1;
    journal({ kind: 'cell', pid: process.pid, mark: process.mark });
    let broke: (trouble: Trouble) => void = () => undefined;
    const gone = new Promise<Trouble>((resolve) => {
      broke = resolve;
      void process.ended.then(({ code, signal }) =>
        resolve({
          status: 'crashed',
          detail: `the cell ended with ${signal ?? `exit code ${code}`}${process.stderr() === '' ? '' : `; stderr: ${process.stderr().trim().slice(-1000)}`}`,
        }),
      );
    });
    const peer = suitePeer(process.input, process.output, {
      onLog: ({ extension, text }) => told.push({ kind: 'log', extension, text, at: performance.now() }),
      onNetwork: ({ record }) => told.push({ kind: 'network', record, at: performance.now() }),
      onBroken: (detail) => broke({ status: 'protocol-error', detail }),
    });
    const known = new Map<number, number>();
    const sampling = setInterval(() => {
      for (const { pid, startedAt } of familyOf(new Set([process.pid]))) known.set(pid, startedAt);
    }, samplingMs);
    sampling.unref();
    return { process, peer, gone, known, sampling };
  };

  const end = async (cell: Living): Promise<void> => {
    if (living === cell) living = undefined;
    clearInterval(cell.sampling);
    endFamily(cell.process.pid, cell.process.mark, cell.known);
    await cell.process.ended;
  };

  const deadline = (ms: number): { readonly passed: Promise<Trouble>; clear(): void } => {
    let timer: NodeJS.Timeout | undefined;
    const passed = new Promise<Trouble>((resolve) => {
      timer = setTimeout(() => resolve({ status: 'hung', deadlineMs: ms }), ms);
    });
    return { passed, clear: () => clearTimeout(timer) };
  };

  return {
    ask: async (method, params, deadlineMs) => {
      if (hungLoads >= hungFromTheStart) return { trouble: { status: 'hung', deadlineMs } };
      living ??= await start();
      const cell = living;
      const clock = deadline(deadlineMs);
      const answered = cell.peer.request(method, params).then(
        (result) => ({ result }),
        (cause: unknown) => ({
          trouble: { status: 'error', message: cause instanceof CellError ? cause.message : String(cause) } as const,
        }),
      );
      const asked = await Promise.race([
        answered,
        cell.gone.then((trouble) => ({ trouble })),
        clock.passed.then((trouble) => ({ trouble })),
      ]);
      clock.clear();
      const trouble = 'trouble' in asked ? asked.trouble.status : undefined;
      if (trouble !== undefined && trouble !== 'error') await end(cell);
      if (method === 'load' || method === 'prepare') {
        if (trouble === 'hung' && !everLoaded) hungLoads += 1;
        else if (method === 'load') everLoaded = true;
        if (hungLoads === hungFromTheStart)
          journal({
            kind: 'note',
            text: `a cell hung in each of its first ${hungFromTheStart} loads; the rest of its cases is judged hung without being run`,
          });
      }
      return asked;
    },
    told: () => {
      const taken = told;
      told = [];
      return taken;
    },
    busyMs: () => (living === undefined ? undefined : familyOf(new Set([living.process.pid])).reduce((sum, { busyMs }) => sum + busyMs, 0)),
    get generation() {
      return generation;
    },
    get running() {
      return living !== undefined;
    },
    [Symbol.asyncDispose]: async () => {
      if (living !== undefined) await end(living);
    },
  };
};
