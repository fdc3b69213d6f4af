import { readFileSync } from 'node:fs';

const own = /^Rss(?:Anon|Shmem):\s+(\d+) kB$/gm;

/*
 * Pages of files are left out: every process of Node would count those of the program once more. `smaps_rollup`, which counts each process's part of them,
 * walks through all pages: a hundred times the work of these sums, which the system keeps.
 */
const heldKiB = (pid: number | 'self'): number | undefined => {
  try {
    const sums = [...readFileSync(`/proc/${pid}/status`, 'utf8').matchAll(own)];
    return sums.length === 0 ? undefined : sums.reduce((sum, [, kiB]) => sum + Number(kiB), 0);
  } catch {
    return undefined; // ended meanwhile
  }
};

const isTold = heldKiB('self') !== undefined;

/** Returns how many MiB of memory these processes hold that belong to no file; undefined where the system has no `/proc` that tells. A process that is gone holds nothing. */
export const heldMiBOf = (pids: readonly number[]): number | undefined =>
  isTold ? pids.reduce((sum, pid) => sum + (heldKiB(pid) ?? 0), 0) / 1024 : undefined;
