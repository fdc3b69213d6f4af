import type { Spread } from './spread.ts';

/** What a figure has to be. */
export type Goal = { readonly most: number } | { readonly least: number };

/** One line of a benchmark's result: something measured, or a ratio of two things that were measured in the same rounds. */
export interface Figure {
  readonly says: string;
  readonly unit: 'ms' | 'µs' | 'calls/s' | 'requests/s' | 'MiB' | '×';
  readonly spread: Spread;
  readonly goal?: Goal;
}

/** What a benchmark has found. A note says what could not be measured and why. */
export interface Findings {
  readonly figures: readonly Figure[];
  readonly notes?: readonly string[];
}

/** One benchmark: its name on the command line, how it measures in one paragraph, and the measurement, which leaves no process behind. */
export interface Benchmark {
  readonly name: string;
  readonly method: string;
  readonly run: () => Promise<Findings>;
}

/** Whether a figure's median is what its goal asks for; undefined without a goal. */
export const isReached = ({ goal, spread: { median } }: Figure): boolean | undefined => {
  if (goal === undefined) return undefined;
  return 'most' in goal ? median <= goal.most : median >= goal.least;
};
