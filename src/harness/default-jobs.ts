import { availableParallelism } from 'node:os';

/** Returns how many workers a run has unless told otherwise: two a core, because a third of the time of a case is waiting, and a case works in one process at a time. */
export const defaultJobs = (): number => 2 * availableParallelism();
