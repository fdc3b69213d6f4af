import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { watchHost } from './watch-host.ts';

describe('watchHost', () => {
  it('sees an event loop that stands still', async () => {
    using watch = watchHost();
    watch.start();
    await pause(50);
    for (const end = performance.now() + 300; performance.now() < end;);
    await pause(50);
    const { lagMax, lagP99, lagSamples } = watch.take();
    expect(lagMax).toBeGreaterThan(200);
    expect(lagP99).toBeGreaterThan(50);
    expect(lagSamples).toBeGreaterThan(1);
  });

  it('sees memory that is taken', async () => {
    using watch = watchHost();
    watch.start();
    const held = Buffer.alloc(150 * 2 ** 20, 1);
    await pause(60);
    const { rssBefore, rssPeak } = watch.take();
    expect(rssPeak - rssBefore).toBeGreaterThan(100);
    expect(held.length).toBeGreaterThan(0);
  });

  it('sees warnings and names on intrinsics, and each program its own errors alone', async () => {
    using watch = watchHost();
    watch.start();
    process.emitWarning('planted');
    Reflect.defineProperty(Object.prototype, 'planted', { value: 1, configurable: true });
    await pause(10);
    const { errors, polluted } = watch.take();
    Reflect.deleteProperty(Object.prototype, 'planted');
    expect(polluted).toEqual(['Object.prototype.planted']);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain('planted');
    watch.start();
    expect(watch.take()).toMatchObject({ errors: [], polluted: [] });
  });
});
