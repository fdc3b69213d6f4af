/** Where the values of a series lie. */
export interface Spread {
  readonly median: number;
  readonly p10: number;
  readonly p90: number;
  readonly count: number;
}

/** The value below which that share of a series lies, between two neighbours in proportion. @throws {RangeError} for an empty series. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)];
  const high = sorted[Math.ceil(at)];
  if (low === undefined || high === undefined) throw new RangeError('An empty series has no quantile');
  return low + (high - low) * (at - Math.floor(at));
};

/** The spread of a series. */
export const spreadOf = (values: readonly number[]): Spread => ({
  median: quantile(values, 0.5),
  p10: quantile(values, 0.1),
  p90: quantile(values, 0.9),
  count: values.length,
});

/**
 * What each candidate is to the baseline of its own round: a machine that is slow for a second is slow for both.
 * @throws {RangeError} when the series are of different length.
 */
export const pairwiseRatios = (baseline: readonly number[], candidate: readonly number[]): readonly number[] => {
  if (baseline.length !== candidate.length) throw new RangeError(`Expected ${baseline.length} candidates, got ${candidate.length}`);
  return baseline.map((base, round) => Number(candidate[round]) / base);
};
