import { readFileSync } from 'node:fs';

/** Watches one slice of code in another process. */
export interface SliceClock {
  stop(): void;
}

/** Wall time, in multiples of the limit, after which a slice ends that has had a good part of its processor time: a stop is due within 2 (LIM-9), and on two busy cores it took up to 100 ms to arrive. */
const mostWall = 1.6;

/** That part. Honest code on a machine that gives it less has more time. */
const goodPart = 0.4;

/** The same for a slice that only waits, or is given next to nothing. */
const mostIdle = 3;

/** ms between two looks at least, once the limit is near. */
const leastPause = 2;

/** ns in a ms. */
const nanoseconds = 1_000_000;

/* The processor time of the first thread of a process, in ms: the one that runs the code of a worker. Undefined where Linux does not tell it. */
const busyMsOf = (pid: number): number | undefined => {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / nanoseconds;
  } catch {
    return undefined; // not Linux, or it ended
  }
};

/** Starts to watch; `onOvertime` is called once when the process has computed for `cpuMs`, or has had far longer. */
export const sliceClock = (pid: number, cpuMs: number, onOvertime: () => void): SliceClock => {
  const startedAt = performance.now();
  const before = busyMsOf(pid);
  /* ms until it can be over, none when it is. */
  const left = (): number => {
    const wallMs = performance.now() - startedAt;
    const now = busyMsOf(pid);
    if (before === undefined || now === undefined) return cpuMs * mostWall - wallMs;
    const busyMs = now - before;
    const most = busyMs >= cpuMs * goodPart ? mostWall : mostIdle;
    return Math.min(cpuMs - busyMs, cpuMs * most - wallMs);
  };
  const look = (): void => {
    const ms = left();
    if (ms <= 0) onOvertime();
    else timer = setTimeout(look, Math.max(ms, leastPause));
  };
  let timer = setTimeout(look, cpuMs);
  return { stop: () => clearTimeout(timer) };
};
