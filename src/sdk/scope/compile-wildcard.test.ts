import { performance } from 'node:perf_hooks';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileWildcard } from './compile-wildcard.ts';

const letters = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 6 });

const fastest = (run: () => void): number => {
  const times = Array.from({ length: 15 }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return Math.min(...times);
};

describe('compileWildcard', () => {
  it('agrees with a regular expression on short texts', () => {
    fc.assert(
      fc.property(
        fc.array(letters, { minLength: 1, maxLength: 5 }),
        fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 24 }),
        (stretches, text) => {
          // No letter of these texts means anything in a regular expression.
          expect(compileWildcard(stretches)(text)).toBe(new RegExp(`^${stretches.join('[^]*')}$`).test(text));
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it('finds what a text was made of', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(letters, letters), { minLength: 1, maxLength: 6 }), (pairs) => {
        const text = pairs.map(([stretch, between], index) => (index === pairs.length - 1 ? stretch : stretch + between)).join('');
        expect(compileWildcard(pairs.map(([stretch]) => stretch))(text)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    [['ab', 'ba'], 'aba', false],
    [['a', 'a'], 'a', false],
    [['a', 'a'], 'aa', true],
    [['', ''], '', true],
    [['', 'x', ''], '', false],
    [['', 'aab', ''], 'aaab', true],
    [['', 'abab', 'ab'], 'ababab', true],
    [['', 'abab', 'ab'], 'abab', false],
    [['a'], 'a', true],
    [['a'], 'ab', false],
  ] as const)('matches %j against %j: %s', (stretches, text, matches) => {
    expect(compileWildcard(stretches)(text)).toBe(matches);
  });

  it('takes time linear in both lengths where a search by comparison takes their product', () => {
    const timeOf = (scale: number): number => {
      const stretch = `${'a'.repeat(1_000 * scale)}b`;
      const matches = compileWildcard(['', stretch, `${stretch}c`, '']);
      const text = 'a'.repeat(8_000 * scale);
      expect(matches(text)).toBe(false);
      return fastest(() => matches(text));
    };
    // Both lengths 16 times: 16 for a linear search, 256 for the product.
    expect(timeOf(32) / timeOf(2)).toBeLessThan(64);
  });

  it('takes no more time for a repetitive stretch than for a plain one', () => {
    const text = 'a'.repeat(100_000);
    const plain = compileWildcard(['', 'z'.repeat(2_000), '']);
    const repetitive = compileWildcard(['', `${'a'.repeat(1_999)}b`, '']);
    // A search by comparison needs 2,000 steps a character for the second one.
    expect(fastest(() => repetitive(text)) / fastest(() => plain(text))).toBeLessThan(40);
  });
});
