import { descendantsOf, type ProcessSeen } from './process-tree.ts';

/** More rounds than any family needs that does not start processes faster than they can be ended. */
const mostRounds = 50;

const kill = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause;
  }
};

/** Ends with SIGKILL whatever `find` returns, asking again until nothing new turns up: a process may start another one meanwhile. Never ends this process. */
export const endProcesses = (find: () => readonly ProcessSeen[]): void => {
  const done = new Set([process.pid]);
  for (let round = 0; round < mostRounds; round++) {
    const fresh = find().filter(({ pid, ended }) => !ended && !done.has(pid));
    if (fresh.length === 0) return;
    for (const { pid } of fresh) {
      kill(pid);
      done.add(pid);
    }
  }
};

/** Ends every descendant of this process. */
export const endDescendants = (): void => endProcesses(() => descendantsOf(process.pid));
