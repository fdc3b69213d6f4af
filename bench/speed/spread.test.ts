import { describe, expect, it } from 'vitest';
import { pairwiseRatios, quantile, spreadOf } from './spread.ts';

describe('quantile', () => {
  it('takes the middle of an odd series, whatever its order', () => {
    expect(quantile([9, 1, 5], 0.5)).toBe(5);
  });

  it('lies between two neighbours in proportion', () => {
    expect(quantile([0, 10], 0.25)).toBe(2.5);
  });

  it('refuses an empty series', () => {
    expect(() => quantile([], 0.5)).toThrow(RangeError);
  });

  it('leaves the series as it is', () => {
    const values = [3, 1, 2];
    quantile(values, 0.5);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('spreadOf', () => {
  it('gives median, p10, p90 and how many values there were', () => {
    expect(spreadOf(Array.from({ length: 11 }, (_, at) => at))).toEqual({ median: 5, p10: 1, p90: 9, count: 11 });
  });
});

describe('pairwiseRatios', () => {
  it('divides each candidate by the baseline of its own round', () => {
    expect(pairwiseRatios([1, 10], [2, 5])).toEqual([2, 0.5]);
  });

  it('is not moved by a round in which the whole machine was slow', () => {
    const baseline = [1, 1, 100, 1, 1];
    const candidate = baseline.map((value) => value * 3);
    expect(spreadOf(pairwiseRatios(baseline, candidate))).toMatchObject({ p10: 3, median: 3, p90: 3 });
  });

  it('refuses series of different length', () => {
    expect(() => pairwiseRatios([1], [])).toThrow('Expected 1 candidates, got 0');
  });
});
