import { availableParallelism } from 'node:os';

/** How many cases run at the same time in one worker of a run: of the processor time of a case it takes a seventh, and a worker takes three seconds to start. */
export const lanesOfWorker = 4;

/** Returns how many cases of a run are played at the same time unless told otherwise: with two a core, two busy cores waited for a fourteenth of the time, with three for two cores for a seventh. */
export const defaultJobs = (): number => 2 * availableParallelism();

/** Returns how many workers with one case each are at work unless told otherwise: three for two cores, since the harness has most to do in them. */
export const defaultWorkers = (): number => Math.max(2, Math.ceil(1.5 * availableParallelism()));
