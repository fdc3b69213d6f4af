import type { MethodName, Params, Result } from '../protocol/messages.ts';
import { CellError } from '../protocol/suite-peer.ts';
import type { PlacedTarget } from './adapter-target.ts';
import { holdCell, type HeldCell, type Told, type Trouble } from './hold-cell.ts';
import type { JournalLine } from './journal.ts';
import { heldMiBOf } from './process-memory.ts';
import type { Tripwires } from './tripwires.ts';
import { busyMsOf } from './process-tree.ts';

/** A request's end: its result or the trouble. */
export type Asked<M extends MethodName> = { readonly result: Result<M> } | { readonly trouble: Trouble };

/** One cell at a time; a broken one is replaced on the next request. */
export interface Lease extends AsyncDisposable {
  /** Sends a request, to be answered within so many ms of wall time. */
  ask<M extends MethodName>(method: M, params: Params<M>, deadlineMs: number): Promise<Asked<M>>;
  /** Ends the cell and all its descendants; the next request starts a fresh one, with these variables in its environment. */
  renew(environment?: Readonly<Record<string, string>>): Promise<void>;
  /** Takes what the cell told since the last time. */
  told(): readonly Told[];
  /** Processor time in ms of the cell, its descendants and the runtime's other processes so far; undefined when no cell runs. */
  busyMs(): number | undefined;
  /** MiB of memory that the cell, its descendants and the runtime's other processes hold now; undefined when no cell runs, or where that can't be read. */
  heldMiB(): number | undefined;
  /** Changes whenever a fresh cell takes over. */
  readonly generation: number;
  /** Of the cell that runs. */
  readonly tripwires: Tripwires | undefined;
  /** Whether a cell stands that was not found broken. */
  readonly running: boolean;
}

/** So many loads that end like this from the very start show that the runtime does nothing else. A crash costs less time than a hang, so it gets more tries. */
const fromTheStart = { hung: 3, crashed: 10 } as const;

/**
 * Leases cells of one adapter. `journal` hears of every cell and of what a reader should know. Disposing ends the cell and all its descendants.
 * `pids` are processes of the runtime that no cell starts: their processor time counts, and they are left alive.
 * The cells' tripwires are laid inside `scratch`, the system's temporary folder when it is left out.
 * A runtime that hangs or crashes in each of its first loads is judged so from then on, without being asked.
 */
export const leaseCells = (
  target: PlacedTarget,
  journal: (line: JournalLine) => void = () => undefined,
  pids: readonly number[] = [],
  scratch?: string,
): Lease => {
  let starting: Promise<HeldCell> | undefined;
  let living: HeldCell | undefined;
  const broken = { hung: 0, crashed: 0 };
  let everLoaded = false;
  let generation = 0;
  let environment: Readonly<Record<string, string>> = {};
  let left: readonly Told[] = []; // what cells told that are gone

  const givenUp = (deadlineMs: number): Trouble | undefined => {
    if (broken.hung >= fromTheStart.hung) return { status: 'hung', deadlineMs };
    return broken.crashed >= fromTheStart.crashed ? { status: 'crashed', detail: 'it crashed in each of its first loads' } : undefined;
  };

  const countLoad = (trouble: Trouble['status'] | undefined): void => {
    if (trouble !== 'hung' && trouble !== 'crashed') everLoaded = true;
    if (everLoaded || (trouble !== 'hung' && trouble !== 'crashed')) return;
    broken[trouble] += 1;
    if (broken[trouble] === fromTheStart[trouble])
      journal({
        kind: 'note',
        text: `a cell ${trouble} in each of its first ${fromTheStart[trouble]} loads; the rest of its cases is judged ${trouble} without being run`,
      });
  };

  const current = async (): Promise<HeldCell> => {
    starting ??= holdCell(target, journal, { environment, ...(scratch === undefined ? {} : { scratch }) });
    try {
      const cell = await starting;
      if (living === undefined) generation += 1;
      living = cell;
      return cell;
    } catch (cause) {
      starting = undefined;
      throw cause;
    }
  };

  const end = async (cell: HeldCell): Promise<void> => {
    if (living === cell) {
      living = undefined;
      starting = undefined;
      left = [...left, ...cell.told()];
    }
    await cell.end();
  };

  const endCurrent = async (): Promise<void> => {
    const cell = await starting?.catch(() => undefined); // whoever asked for it hears why it did not start
    if (cell !== undefined) await end(cell);
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
      const given = givenUp(deadlineMs);
      if (given !== undefined) return { trouble: given };
      const cell = await current();
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
        clock.passed.then((trouble) => {
          cell.breakOff(trouble); // whatever else is pending in it hangs too
          return { trouble };
        }),
      ]);
      clock.clear();
      const trouble = 'trouble' in asked ? asked.trouble.status : undefined;
      if (trouble !== undefined && trouble !== 'error') await end(cell);
      if (method === 'load' || (method === 'prepare' && trouble !== undefined)) countLoad(trouble);
      return asked;
    },
    renew: (variables = {}) => {
      environment = variables;
      return endCurrent();
    },
    told: () => {
      const taken = [...left, ...(living?.told() ?? [])];
      left = [];
      return taken;
    },
    busyMs: () => (living === undefined ? undefined : living.busyMs() + busyMsOf(pids)),
    heldMiB: () => {
      const ofCell = living?.heldMiB();
      return ofCell === undefined ? undefined : ofCell + (heldMiBOf(pids) ?? 0);
    },
    get generation() {
      return generation;
    },
    get tripwires() {
      return living?.tripwires;
    },
    get running() {
      return living !== undefined;
    },
    [Symbol.asyncDispose]: endCurrent,
  };
};
