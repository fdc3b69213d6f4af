import { describe, expect, it } from 'vitest';

import { byteBudget, type HeldBytes } from './byte-budget.ts';

const never = new AbortController().signal;

/** Whether it may hold so many more without waiting; if not, it goes on waiting. */
const takesAtOnce = async (one: HeldBytes, bytes: number): Promise<boolean> => {
  let taken = false;
  void one.take(bytes, never).then(() => (taken = true));
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  return taken;
};

describe('byteBudget', () => {
  it('lets all take while there is room, then only the one that holds longest', async () => {
    const budget = byteBudget(100);
    const [first, second, third] = [budget.open(), budget.open(), budget.open()];
    expect(await takesAtOnce(first, 40)).toBe(true);
    expect(await takesAtOnce(second, 60)).toBe(true);
    expect(await takesAtOnce(second, 1)).toBe(false);
    expect(await takesAtOnce(third, 1)).toBe(false);
    expect(await takesAtOnce(first, 1_000)).toBe(true);
  });

  it('lets the next go on when one gives its bytes back, in any order', async () => {
    const budget = byteBudget(100);
    const [first, second, third] = [budget.open(), budget.open(), budget.open()];
    await first.take(100, never);
    let order = '';
    const waits = [second.take(150, never).then(() => (order += 'second ')), third.take(10, never).then(() => (order += 'third '))];
    first[Symbol.dispose]();
    await waits[0];
    expect(order).toBe('second ');
    second[Symbol.dispose]();
    await waits[1];
    expect(order).toBe('second third ');
    third[Symbol.dispose]();
    third[Symbol.dispose]();
    expect(await takesAtOnce(budget.open(), 100)).toBe(true);
  });

  it('lets a burst take so much and no more, and the next one again', async () => {
    const budget = byteBudget(10);
    const first = budget.open();
    const second = budget.open();
    await first.take(100, never);
    first[Symbol.dispose]();
    first[Symbol.dispose]();
    await second.reserve(1_000, never);
    await second.take(60, never);
    await expect(second.take(1, never)).rejects.toMatchObject({ data: { kind: 'limit', message: expect.stringContaining('160 bytes') } });
    second[Symbol.dispose]();
    expect(await takesAtOnce(budget.open(), 160)).toBe(true);
  });

  it('stops waiting when it is aborted', async () => {
    const budget = byteBudget(1);
    await budget.open().take(1, never);
    const end = new AbortController();
    const waits = budget.open().take(1, end.signal);
    end.abort(new Error('late'));
    await expect(waits).rejects.toThrow('late');
  });
});
