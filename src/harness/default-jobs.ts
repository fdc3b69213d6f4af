import { availableParallelism } from 'node:os';

import type { AdapterTarget } from './adapter-target.ts';
import { isHeavy } from './installed-runtime.ts';

/** How many cases run at the same time in one worker of a run: of the processor time of a case it takes a seventh, and a worker takes three seconds to start. */
export const lanesOfWorker = 4;

/** Returns how many cases run at the same time unless told otherwise: three for two cores, because a third of the time of a case is waiting. */
export const defaultJobs = (): number => Math.max(2, Math.ceil(1.5 * availableParallelism()));

/**
 * Returns how many cases of a run are played at the same time unless told otherwise: two a core for runtimes that npm brings along, whose cells were measured to
 * leave room for that, and as few as elsewhere for what is installed by itself and for adapters of somebody else: a cell of theirs may be a whole server.
 */
export const jobsFor = (target: AdapterTarget): number =>
  target.kind === 'module' && target.own && !isHeavy(target.name) ? 2 * availableParallelism() : defaultJobs();
