import { performance } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { sleepFor } from './sleep-for.ts';

const never = new AbortController().signal;

describe('sleepFor', () => {
  it('never resolves early', async () => {
    const early = await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        const ms = 1 + index * 0.7;
        const start = performance.now();
        await sleepFor(ms, never);
        return performance.now() - start < ms;
      }),
    );
    expect(early).not.toContain(true);
  });

  it('resolves at once for nothing to wait', async () => {
    expect(await Promise.race([sleepFor(0, never), new Promise((resolve) => setImmediate(resolve, 'later'))])).toBeUndefined();
  });

  it('gives Node no timer that is too long for it', async () => {
    const warnings: string[] = [];
    const note = ({ name }: Error): void => {
      warnings.push(name);
    };
    process.on('warning', note);
    const controller = new AbortController();
    const nap = sleepFor(2 ** 31 - 0.5, controller.signal);
    await sleepFor(20, never);
    controller.abort();
    await expect(nap).rejects.toMatchObject({ name: 'AbortError' });
    process.off('warning', note);
    expect(warnings).toEqual([]);
  });

  it('rejects when its signal aborts, also beforehand', async () => {
    const controller = new AbortController();
    const nap = sleepFor(60_000, controller.signal);
    controller.abort();
    await expect(nap).rejects.toMatchObject({ name: 'AbortError' });
    await expect(sleepFor(60_000, controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });
});
