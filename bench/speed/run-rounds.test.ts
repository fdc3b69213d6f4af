import { describe, expect, it } from 'vitest';
import { runRounds } from './run-rounds.ts';

describe('runRounds', () => {
  it('alternates between the tasks and gives one value a round', async () => {
    let order = '';
    const series = await runRounds(
      { a: { call: () => (order += 'a') }, b: { call: () => (order += 'b') } },
      { rounds: 3, calls: 1, warmUp: 0 },
    );
    expect(order).toBe('ababab');
    expect([series.a.length, series.b.length]).toEqual([3, 3]);
  });

  it('makes one call more than it counts where a batch has several', async () => {
    let calls = 0;
    await runRounds({ a: { call: () => (calls += 1) } }, { rounds: 2, calls: 5, warmUp: 7 });
    expect(calls).toBe(2 * 6 + 7);
  });

  it('counts nothing of what runs before and after a call', async () => {
    const wait = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));
    const { a } = await runRounds(
      { a: { call: () => ({ overriddenDuration: 2 }), before: wait, after: wait } },
      { rounds: 2, calls: 1, warmUp: 0 },
    );
    expect(a).toEqual([2, 2]);
  });

  it('fails with what a task throws', async () => {
    const call = (): Promise<never> => Promise.reject(new Error('stopped'));
    await expect(runRounds({ a: { call } }, { rounds: 1, calls: 1, warmUp: 0 })).rejects.toThrow('stopped');
  });
});
