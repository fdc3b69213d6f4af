import { existsSync, readdirSync, readFileSync } from 'node:fs';

import { descendantsOf, familyOf, processes } from './process-tree.ts';

const marked = (mark: string): number[] => {
  if (!existsSync('/proc/self/environ')) return [];
  const wanted = `SANDPROOF_CELL=${mark}`;
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      return readFileSync(`/proc/${name}/environ`, 'utf8').split('\0').includes(wanted) ? [Number(name)] : [];
    } catch {
      return []; // ended meanwhile, or not ours to read
    }
  });
};

const kill = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause;
  }
};

/**
 * Ends a cell with SIGKILL, and everything that descends from it, shares its group, carries its mark, or was seen as a descendant before.
 * `known` maps a pid to the start of its process, so that a pid given to somebody else meanwhile is left alone.
 */
export const endFamily = (pid: number, mark: string, known: ReadonlyMap<number, number>): void => {
  const all = processes();
  const strayed = all.filter((one) => one.startedAt !== 0 && known.get(one.pid) === one.startedAt).map((one) => one.pid);
  const family = familyOf(new Set([pid, ...marked(mark), ...strayed]), all);
  for (const one of family) if (one.pid !== process.pid) kill(one.pid);
};

/** Ends what is left of a cell whose worker died: only processes that still carry its mark, or descend from one that does. */
export const endMarked = (mark: string): void => {
  const left = marked(mark);
  if (left.length > 0) for (const one of familyOf(new Set(left))) kill(one.pid);
};

/** Ends every descendant of this process. */
export const endDescendants = (): void => {
  for (const one of descendantsOf(process.pid)) kill(one.pid);
};
