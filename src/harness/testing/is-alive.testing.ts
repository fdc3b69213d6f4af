import { setTimeout as wait } from 'node:timers/promises';

import { processes } from '../process-tree.ts';

/** Whether a process runs; one that ended and was not yet reaped does not. */
export const isAlive = (pid: number): boolean => processes().some((one) => one.pid === pid && !one.ended);

/** Waits until the condition holds. @throws {Error} with what it waited for, when it does not for a minute */
export const until = async (what: string, holds: () => boolean): Promise<void> => {
  for (let turn = 0; turn < 3000; turn++) {
    if (holds()) return;
    await wait(20);
  }
  throw new Error(`waited in vain until ${what}`);
};
