import { existsSync, readdirSync, readFileSync } from 'node:fs';

import { endProcesses } from './end-processes.ts';
import { heldMiBOf } from './process-memory.ts';
import { familyOf, processes, type ProcessSeen } from './process-tree.ts';

/** A process by its pid and its start, so that a pid given to somebody else meanwhile is not taken for it. */
export interface ProcessName {
  readonly pid: number;
  readonly startedAt: number;
}

/** What is known of a cell's processes: the mark in their environment and, once it runs, the cell itself. */
export interface CellName extends Partial<ProcessName> {
  readonly mark: string;
}

/** A cell, its descendants, its group, whatever carries its mark, and whoever was once seen as one of them. */
export interface CellFamily {
  /** The cell's own process. */
  readonly cell: ProcessName;
  /** Remembers the descendants of now, so that they are found again after they lost their parent. */
  look(): void;
  /** Processor time in ms of the family so far, with that of members that ended and were waited for. */
  busyMs(): number;
  /** MiB of memory that the cell and its descendants hold now, what they share counted once; undefined where that can't be read. */
  heldMiB(): number | undefined;
  /** Ends all of it with SIGKILL. */
  end(): void;
}

/** Name of the variable that marks a cell's descendants. */
export const markVariable = 'SANDPROOF_CELL';

const marked = (marks: ReadonlySet<string>): number[] => {
  if (!existsSync('/proc/self/environ')) return [];
  const start = `${markVariable}=`;
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const found = readFileSync(`/proc/${name}/environ`, 'utf8')
        .split('\0')
        .find((entry) => entry.startsWith(start));
      return found !== undefined && marks.has(found.slice(start.length)) ? [Number(name)] : [];
    } catch {
      return []; // ended meanwhile, or not ours to read
    }
  });
};

const find = (cells: readonly CellName[], known: ReadonlyMap<number, number>): ProcessSeen[] => {
  const all = processes();
  const starts = new Map(all.map((one) => [one.pid, one.startedAt]));
  const roots = new Set(marked(new Set(cells.map(({ mark }) => mark))));
  for (const [pid, startedAt] of known) if (startedAt !== 0 && starts.get(pid) === startedAt) roots.add(pid);
  // its group outlives a cell, and no process gets the pid of a group that has members
  for (const { pid, startedAt } of cells) if (pid !== undefined && [startedAt, undefined].includes(starts.get(pid))) roots.add(pid);
  return familyOf(roots, all);
};

/** Follows the processes of a cell that was just started. `onStray` hears of every descendant that left the cell's group. */
export const cellFamily = (pid: number, mark: string, onStray: (stray: ProcessName) => void): CellFamily => {
  const known = new Map<number, number>();
  const remember = (seen: readonly ProcessSeen[]): readonly ProcessSeen[] => {
    for (const one of seen) {
      if (known.has(one.pid) && known.get(one.pid) === one.startedAt) continue;
      known.set(one.pid, one.startedAt);
      if (one.group !== pid) onStray({ pid: one.pid, startedAt: one.startedAt });
    }
    return seen;
  };
  const cell = { pid, startedAt: processes().find((one) => one.pid === pid)?.startedAt ?? 0 };
  const all = (): readonly ProcessSeen[] => remember(find([{ mark, ...cell }], known));
  return {
    cell,
    look: () => void remember(familyOf(new Set([pid]))),
    busyMs: () => all().reduce((sum, { busyMs }) => sum + busyMs, 0),
    heldMiB: () => heldMiBOf(familyOf(new Set([pid])).map((one) => one.pid)),
    end: () => endProcesses(all),
  };
};

/** Ends what is left of cells whose worker died before it could. */
export const endLeftovers = (cells: readonly CellName[], strays: readonly ProcessName[]): void => {
  const known = new Map(strays.map(({ pid, startedAt }) => [pid, startedAt]));
  endProcesses(() => find(cells, known));
};
