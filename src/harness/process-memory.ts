import { existsSync, readFileSync } from 'node:fs';

const hasProc = existsSync('/proc/self/smaps_rollup');

// Of memory that several processes share, each counts its part: else every process of Node would count the pages of the program once more.
const heldKiB = (pid: number): number => {
  try {
    return Number(/^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0; // ended meanwhile
  }
};

/** Returns how many MiB of memory these processes hold, what they share counted once; undefined where the system has no `/proc` that tells. */
export const heldMiBOf = (pids: readonly number[]): number | undefined =>
  hasProc ? pids.reduce((sum, pid) => sum + heldKiB(pid), 0) / 1024 : undefined;
