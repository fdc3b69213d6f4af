import type { Figure, Goal } from './benchmark.ts';
import { pairwiseRatios, spreadOf } from './spread.ts';

/** A figure of times, given in ms and shown in ms. */
export const milliseconds = (says: string, series: readonly number[]): Figure => ({ says, unit: 'ms', spread: spreadOf(series) });

/** A figure of times, given in ms and shown in µs. */
export const microseconds = (says: string, series: readonly number[]): Figure => ({
  says,
  unit: 'µs',
  spread: spreadOf(series.map((ms) => ms * 1_000)),
});

/** A figure of how many a second, from the ms that each batch of `count` took. */
export const perSecond = (says: string, unit: 'calls/s' | 'requests/s', count: number, series: readonly number[], goal?: Goal): Figure => ({
  says,
  unit,
  spread: spreadOf(series.map((ms) => (count / ms) * 1_000)),
  ...(goal === undefined ? {} : { goal }),
});

/** How many times the baseline a candidate takes, round by round. */
export const times = (says: string, baseline: readonly number[], candidate: readonly number[], goal?: Goal): Figure => ({
  says,
  unit: '×',
  spread: spreadOf(pairwiseRatios(baseline, candidate)),
  ...(goal === undefined ? {} : { goal }),
});

/** Adds two series round by round. */
export const sumOf = (first: readonly number[], second: readonly number[]): readonly number[] =>
  first.map((value, round) => value + Number(second[round]));
