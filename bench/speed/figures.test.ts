import { describe, expect, it } from 'vitest';
import { isReached } from './benchmark.ts';
import { microseconds, milliseconds, perSecond, sumOf, times } from './figures.ts';

describe('figures', () => {
  it('show times in the unit they name', () => {
    expect([milliseconds('a', [2]).spread.median, microseconds('a', [2]).spread.median]).toEqual([2, 2_000]);
  });

  it('turn the time of a batch into how many a second', () => {
    expect(perSecond('a', 'calls/s', 500, [250]).spread.median).toBe(2_000);
  });

  it('add and compare round by round', () => {
    expect(times('a', sumOf([1, 2], [1, 2]), [4, 8]).spread).toMatchObject({ p10: 2, median: 2, p90: 2 });
  });
});

describe('isReached', () => {
  it.each([
    { goal: { most: 1.15 }, value: 1.15, reached: true },
    { goal: { most: 1.15 }, value: 1.16, reached: false },
    { goal: { least: 40_000 }, value: 40_000, reached: true },
    { goal: { least: 40_000 }, value: 39_999, reached: false },
  ])('is $reached for $value where the goal is $goal', ({ goal, value, reached }) => {
    expect(isReached(times('a', [1], [value], goal))).toBe(reached);
  });

  it('is undefined without a goal', () => {
    expect(isReached(times('a', [1], [1]))).toBeUndefined();
  });
});
