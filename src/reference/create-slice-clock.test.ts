import { describe, expect, it } from 'vitest';

import { createSliceClock } from './create-slice-clock.ts';

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const clockOf = (limitMs: number): { readonly clock: ReturnType<typeof createSliceClock>; readonly late: number[] } => {
  const late: number[] = [];
  return { clock: createSliceClock(limitMs, () => late.push(performance.now())), late };
};

describe('createSliceClock', () => {
  it('calls once when a message is not worked off', async () => {
    const { clock, late } = clockOf(40);
    const sentAt = performance.now();
    clock.sent(true);
    await wait(200);
    expect(late).toHaveLength(1);
    expect((late[0] ?? 0) - sentAt).toBeGreaterThanOrEqual(39);
  });

  it('does not call while messages are worked off, nor when nothing is sent', async () => {
    const { clock, late } = clockOf(120);
    for (let count = 1; count <= 10; count += 1) {
      clock.sent(true);
      await wait(20);
      clock.done(count);
    }
    await wait(300);
    expect(late).toEqual([]);
  });

  it('begins anew with every message of a queue, and with progress inside one', async () => {
    const { clock, late } = clockOf(200);
    for (let count = 0; count < 4; count += 1) clock.sent(true);
    for (let count = 1; count < 4; count += 1) {
      await wait(100);
      clock.done(count);
    }
    await wait(100);
    clock.progress();
    await wait(100);
    clock.done(4);
    await wait(300);
    expect(late).toEqual([]);
  });

  it('stands still while an unwatched message is worked on, and goes on behind it', async () => {
    const { clock, late } = clockOf(40);
    clock.sent(false);
    clock.sent(true);
    await wait(200);
    expect(late).toEqual([]);
    clock.done(1);
    await wait(200);
    expect(late).toHaveLength(1);
  });

  it('lets an answer in that has been waiting while this event loop was busy', async () => {
    const { clock, late } = clockOf(40);
    clock.sent(true);
    setTimeout(() => setImmediate(() => clock.done(1)), 39);
    for (const end = performance.now() + 100; performance.now() < end;);
    await wait(200);
    expect(late).toEqual([]);
  });

  it('is silent after it was stopped', async () => {
    const { clock, late } = clockOf(30);
    clock.sent(true);
    clock.stop();
    clock.sent(true);
    await wait(120);
    expect(late).toEqual([]);
  });
});
