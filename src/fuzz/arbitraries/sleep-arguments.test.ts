import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { sleepArgument } from './sleep-arguments.ts';

const drawn = fc.sample(sleepArgument, { seed: 1, numRuns: 1_000 });

describe('sleepArgument', () => {
  it('draws every class, and many kinds of what is no number', () => {
    const classes = Map.groupBy(drawn, (one) => one.class);
    expect([...classes.keys()].toSorted()).toEqual(['coerced or refused', 'ends at once', 'outlasts', 'waits']);
    expect(new Set(classes.get('coerced or refused')?.map(({ kind }) => kind)).size).toBeGreaterThan(20);
  });

  it('waits for 20 ms at most', () => {
    const times = drawn.flatMap(({ ms }) => ms ?? []);
    expect(Math.min(...times)).toBe(0);
    expect(Math.max(...times)).toBe(20);
    expect(drawn.every((one) => (one.class === 'waits') === (one.ms !== undefined))).toBe(true);
  });
});
