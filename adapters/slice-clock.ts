import { performance } from 'node:perf_hooks';

/** Wall time, in multiples of the processor limit, after which a slice ends even if the machine gave it too little processor time: a stop is due within 2 (LIM-9). */
const mostWall = 1.5;

/**
 * Starts the clock of one slice on this thread; the function it returns tells whether `cpuMs`, ms of processor time, are over.
 * A busy machine must not stop honest code, nor make a stop come too late.
 */
export const startSliceClock = (cpuMs: number): (() => boolean) => {
  const startedAt = performance.now();
  const cpu = process.threadCpuUsage();
  return () => {
    const wallMs = performance.now() - startedAt;
    if (wallMs < cpuMs) return false;
    const { user, system } = process.threadCpuUsage(cpu);
    return wallMs >= cpuMs * mostWall || user + system >= cpuMs * 1000;
  };
};
