import { descendantsOf, type ProcessSeen } from './process-tree.ts';

/** More rounds than any family needs that does not start processes faster than they can be ended. */
const mostRounds = 50;

const kill = (pid: number): Error | undefined => {
  try {
    process.kill(pid, 'SIGKILL');
    return undefined;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ESRCH') return undefined; // it ended by itself
    return new Error(`process ${pid}: ${(cause as Error).message}`, { cause });
  }
};

/** Ends with SIGKILL whatever `find` returns, asking again until nothing new turns up: a process may start another one meanwhile. Never ends this process. @throws {AggregateError} after all were tried, when some are not ours to end */
export const endProcesses = (find: () => readonly ProcessSeen[]): void => {
  const done = new Set([process.pid]);
  for (let round = 0; round < mostRounds; round++) {
    const fresh = find().filter(({ pid, ended }) => !ended && !done.has(pid));
    if (fresh.length === 0) return;
    const failures = fresh.flatMap(({ pid }) => {
      done.add(pid);
      return kill(pid) ?? [];
    });
    if (failures.length > 0)
      throw new AggregateError(failures, `processes could not be ended: ${failures.map(({ message }) => message).join('; ')}`);
  }
};

/** Ends every descendant of this process. */
export const endDescendants = (): void => endProcesses(() => descendantsOf(process.pid));
