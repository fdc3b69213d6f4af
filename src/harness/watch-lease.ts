import { setTimeout as wait } from 'node:timers/promises';

import type { WatchSeen } from '../contract/observation.ts';
import type { Lease } from './lease.ts';

/** A runtime may refill spares after a stop; what was really stopped is quiet in one whole window of this many tries. */
const tries = 4;
/** LIM-10: at most 5 % of a core. */
const quiet = 0.05;

/** Watches a cell's family for `ms`, again until one window is quiet or the tries are used up; returns the quietest window's share, and the whole time. */
export const watchLease = async (lease: Lease, ms: number, now: () => number): Promise<WatchSeen> => {
  const from = now();
  let least: number | undefined;
  for (let turn = 0; turn < tries && (least === undefined || least > quiet); turn++) {
    const before = lease.busyMs();
    const start = now();
    await wait(ms);
    const after = lease.busyMs();
    if (before === undefined || after === undefined) break;
    least = Math.min(least ?? Infinity, Math.max(0, after - before) / (now() - start));
  }
  return { from, to: now(), ...(least === undefined ? {} : { busyShare: least }) };
};
