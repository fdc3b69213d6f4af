import { readFileSync } from 'node:fs';

/** Watches one slice of code in another process. */
export interface SliceClock {
  stop(): void;
}

/** Wall time, in multiples of the limit, after which a slice ends that has had a good part of its processor time: a stop is due within 2 (LIM-9). */
const mostWall = 1.8;

/** That part. Honest code on a machine that gives it less has more time. */
const goodPart = 0.4;

/** The same for a slice that only waits, or is given next to nothing. */
const mostIdle = 3;

/** ms in a clock tick of /proc. */
const tickMs = 10;

/** ms between two looks, once the limit is near. */
const everyMs = 10;

/* The processor time of all threads of a process, in ms; undefined where there is no /proc. */
const busyMsOf = (pid: number): number | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * tickMs;
  } catch {
    return undefined; // not Linux, or it ended
  }
};

/** Starts to watch; `onOvertime` is called once when the process has computed for `cpuMs`, or has had far longer. */
export const sliceClock = (pid: number, cpuMs: number, onOvertime: () => void): SliceClock => {
  const startedAt = performance.now();
  const before = busyMsOf(pid);
  const isOver = (): boolean => {
    const wall = (performance.now() - startedAt) / cpuMs;
    const now = busyMsOf(pid);
    if (before === undefined || now === undefined) return wall >= mostWall;
    const busyMs = now - before;
    return busyMs >= cpuMs + tickMs || (wall >= mostWall && busyMs >= cpuMs * goodPart) || wall >= mostIdle;
  };
  const look = (): void => {
    if (isOver()) onOvertime();
    else timer = setTimeout(look, everyMs);
  };
  let timer = setTimeout(look, cpuMs);
  return { stop: () => clearTimeout(timer) };
};
