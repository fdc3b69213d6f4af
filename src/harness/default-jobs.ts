import { availableParallelism } from 'node:os';

/** How many cases run at the same time in one worker of a run: of the processor time of a case it takes a seventh, and a worker takes three seconds to start. */
export const lanesOfWorker = 4;

/**
 * Returns how many cases run at the same time unless told otherwise: three for two cores, because a third of the time of a case is waiting. With four, a run
 * of the reference took a fifteenth less time, and one of a runtime that starts a server for each cell a fifth more (8.5 minutes for 7.2, two cores).
 */
export const defaultJobs = (): number => Math.max(2, Math.ceil(1.5 * availableParallelism()));
