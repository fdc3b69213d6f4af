import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { diced } from './diced.ts';

const pair = diced((die) => ({ first: die(100), second: die(100), kept: die(2, 1) === 1 }));

describe('diced', () => {
  it('draws every roll below its sides, and what is given as the first one', () => {
    const drawn = fc.sample(pair, { numRuns: 200, seed: 1 });
    expect(drawn.every(({ first, second, kept }) => first < 100 && second < 100 && kept)).toBe(true);
    expect(new Set(drawn.map(({ first }) => first)).size).toBeGreaterThan(50);
  });

  it('draws the same for the same seed', () => {
    expect(fc.sample(pair, { numRuns: 5, seed: 3 })).toEqual(fc.sample(pair, { numRuns: 5, seed: 3 }));
  });

  it('makes each roll as small as it may be, below what is drawn too', () => {
    const { counterexample } = fc.check(
      fc.property(pair, ({ first, second }) => first + second < 20),
      { seed: 1, numRuns: 1_000 },
    );
    expect(counterexample?.[0]).toEqual({ first: 0, second: 20, kept: false });
  });
});
