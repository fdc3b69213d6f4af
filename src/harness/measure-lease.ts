import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';

import type { MeasureSeen } from '../contract/observation.ts';
import type { Lease } from './lease.ts';

/** ms between two questions to the cell's event loop. */
const pingEvery = 25;
/** ms between two looks at the memory of all processes, each of which reads a file a process. */
const lookEvery = 50;

/** Runs something while the cell is asked for answers, each within so many ms of wall time, and its memory is looked at; ends with what runs. A cell that is gone is asked no more. */
export const measureLease = async (
  lease: Lease,
  deadlineMs: number,
  standing: () => boolean,
  run: () => Promise<void>,
): Promise<MeasureSeen> => {
  const before = lease.heldMiB();
  let peak = before ?? 0;
  const look = (): void => void (peak = Math.max(peak, lease.heldMiB() ?? 0));
  const looking = setInterval(look, lookEvery);
  let over = false;
  let pings = 0;
  let worstPingMs = 0;
  const ping = async (): Promise<void> => {
    while (!over && standing()) {
      const from = performance.now();
      pings += 1;
      await lease.ask('ping', {}, deadlineMs);
      worstPingMs = Math.max(worstPingMs, performance.now() - from);
      await wait(pingEvery);
    }
  };
  const pinging = ping();
  try {
    await run();
    look();
  } finally {
    over = true;
    clearInterval(looking);
    await pinging;
  }
  return { pings, worstPingMs, ...(before === undefined ? {} : { grownMiB: peak - before }) };
};
