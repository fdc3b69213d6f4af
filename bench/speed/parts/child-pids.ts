import { existsSync, readdirSync, readFileSync } from 'node:fs';

const tasks = '/proc/self/task';

/** Whether this system says which children a process has, and what they hold. */
export const hasProc: boolean = existsSync(`/proc/self/smaps_rollup`) && existsSync(tasks);

/** The process ids of this process's children, on Linux. */
export const childPids = (): readonly number[] =>
  readdirSync(tasks).flatMap((task) =>
    readFileSync(`${tasks}/${task}/children`, 'utf8')
      .split(' ')
      .filter((pid) => pid.trim() !== '')
      .map(Number),
  );
