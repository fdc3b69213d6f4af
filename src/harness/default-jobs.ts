import { availableParallelism } from 'node:os';

/** Returns how many workers a run has unless told otherwise: three for two cores, because a third of the time of a case is waiting. */
export const defaultJobs = (): number => Math.max(2, Math.ceil(1.5 * availableParallelism()));
