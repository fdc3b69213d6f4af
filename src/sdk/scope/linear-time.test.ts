import { performance } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { compileScopes } from './compile-scopes.ts';
import type { RequestCheck } from './request-decision.ts';
import { scopeCeilings } from './scope-ceilings.ts';

const { globs: globCount, globLength, urlLength, wildcards } = scopeCeilings;

/** One step doubles the length three times: 8 times the time for what is linear, 64 times for what is quadratic. */
const steps = 3;
/** Between the two, as far from one as from the other. */
const bound = 8 ** 1.5;

const timeOf = (run: () => void): number => {
  const start = performance.now();
  run();
  return performance.now() - start;
};

/**
 * How many times longer the longest takes than the shortest: the least time of each, measured in turns, so that a busy moment of the machine
 * hits all lengths alike.
 */
const growthOf = (work: (length: number) => () => void, longest: number): number => {
  const runs = Array.from({ length: steps + 1 }, (_, step) => work(longest / 2 ** (steps - step)));
  const best = runs.map(() => Number.POSITIVE_INFINITY);
  for (let turn = 0; turn < 9; turn += 1) {
    for (const [index, run] of runs.entries()) best[index] = Math.min(best[index] ?? Number.NaN, timeOf(run));
  }
  return (best.at(-1) ?? Number.NaN) / (best[0] ?? Number.NaN);
};

const checkOf = (urls: readonly string[]): RequestCheck => {
  const scopes = compileScopes({ request: { methods: ['GET'], urls } });
  if (!scopes.ok) throw new Error(`${scopes.error.field} is refused: ${scopes.error.expected}`);
  return scopes.check;
};

const fill = (pattern: string, length: number): string => pattern.repeat(Math.ceil(length / pattern.length)).slice(0, length);

/** A glob with every wildcard it may have, of stretches that repeat `pattern` and differ from it at their end alone. */
const worstGlob = (pattern: string, end: string, length: number): string => {
  const start = 'https://a.test/';
  const stretch = Math.floor((length - start.length - wildcards) / (wildcards - 1)) - end.length;
  return start + Array.from({ length: wildcards - 1 }, () => `*${fill(pattern, stretch)}${end}`).join('') + '*';
};

const worstGlobs = (pattern: string, end: string, length: number): readonly string[] =>
  new Array<string>(globCount).fill(worstGlob(pattern, end, length));

/** Patterns that repeat themselves: the worst for a search that starts again behind every mismatch. */
const periodic = [
  ['a', 'b'],
  ['ab', 'aa'],
  ['aab', 'aac'],
  ['%25', '%2'],
  ['/', 'x'],
] as const;

const manyLetters = Array.from({ length: 20_000 }, (_, index) => String.fromCharCode(0x4e_00 + ((index * 7) % 20_000))).join('');

const twentyTimes = (run: () => unknown) => (): void => {
  for (let count = 0; count < 20; count += 1) run();
};

/** What a URL is made of when no glob decides about it: each a text that grows. */
const hostileUrls: Readonly<Record<string, (length: number) => string>> = {
  'a host of labels': (length) => fill('a.', length - 18),
  'a host of one label': (length) => fill('a', length - 18),
  'a host of Unicode': (length) => fill(manyLetters, length / 2),
  'a host of combining marks': (length) => `a${fill('\u0301\u0323', length - 18)}`,
  'a host of percent-encoded Unicode': (length) => fill('%E4%B8%80', length - 18),
  'a host of digits': (length) => fill('0', length - 18),
  'a port of zeros': (length) => `a.test:${fill('0', length - 25)}`,
  'a path of segments that are nearly dots': (length) => `a.test/${fill('..x/', length - 25)}`,
  'a path of cut segments': (length) => `a.test/${fill('x;..;', length - 25)}`,
  'a path of percent signs': (length) => `a.test/${fill('%25', length - 25)}`,
  'a path that is encoded over and over': (length) => `a.test/%${fill('25', length - 25)}`,
  'a path of Unicode': (length) => `a.test/${fill('\u20ac', length - 25)}`,
  'a query of Unicode': (length) => `a.test/?${fill('\u20ac', length - 25)}`,
  'a query of question marks': (length) => `a.test/${fill('?', length - 25)}`,
};

/** Backtracks at every wildcard, as a regular expression does. */
const matchesNaively = (glob: string, text: string, from = 0, at = 0): boolean => {
  if (from === glob.length) return at === text.length;
  if (glob[from] !== '*') return glob[from] === text[at] && at < text.length && matchesNaively(glob, text, from + 1, at + 1);
  for (let next = at; next <= text.length; next += 1) if (matchesNaively(glob, text, from + 1, next)) return true;
  return false;
};

/** Finds the borders of a stretch (its prefixes that are suffixes, too) by comparing every pair. */
const bordersNaively = (text: string): number => {
  let borders = 0;
  for (let length = 1; length < text.length; length += 1) {
    let at = 0;
    while (at < length && text.charCodeAt(at) === text.charCodeAt(text.length - length + at)) at += 1;
    if (at === length) borders += 1;
  }
  return borders;
};

describe('compileScopes', () => {
  it.each(periodic)('checks 64 globs of 8 wildcards in linear time: stretches of %j that end in %j', (pattern, end) => {
    const check = checkOf(worstGlobs(pattern, end, globLength));
    const growth = growthOf((length) => {
      const url = `https://a.test/${fill(pattern, length - 15)}`;
      expect(check(url)).toEqual({ ok: false, reason: 'url-not-granted' });
      return () => check(url);
    }, urlLength);
    expect(growth).toBeLessThan(bound);
  });

  it('checks in linear time what all of the globs match until their last stretch', () => {
    const start = `https://a.test/${'*aab'.repeat(wildcards - 1)}`;
    const check = checkOf(Array.from({ length: globCount }, (_, index) => `${start}*${String(index)}`));
    const growth = growthOf((length) => {
      const url = `https://a.test/${fill('aaaab', length - 16)}x`;
      return () => check(url);
    }, urlLength);
    expect(growth).toBeLessThan(bound);
  });

  it.each(Object.entries(hostileUrls))('reads %s in linear time', (_name, authorityAndPath) => {
    const check = checkOf(['https://*']);
    const growth = growthOf((length) => {
      const url = `https://${authorityAndPath(length)}`;
      expect(url.length).toBeLessThanOrEqual(urlLength);
      return twentyTimes(() => check(url));
    }, urlLength);
    expect(growth).toBeLessThan(bound);
  });

  it.each(periodic)('compiles 64 globs in linear time: stretches of %j that end in %j', (pattern, end) => {
    const growth = growthOf((length) => {
      const globs = worstGlobs(pattern, end, length);
      return () => checkOf(globs);
    }, globLength);
    expect(growth).toBeLessThan(bound);
  });

  it.each(Object.entries(hostileUrls))('compiles, or refuses, globs with %s in linear time', (_name, authorityAndPath) => {
    const growth = growthOf((length) => {
      const urls = new Array<string>(globCount).fill(`https://${authorityAndPath(length)}`);
      return twentyTimes(() => compileScopes({ request: { methods: ['GET'], urls } }));
    }, globLength);
    expect(growth).toBeLessThan(bound);
  });
});

describe('the bound', () => {
  it('finds a matcher that backtracks', () => {
    const growth = growthOf((length) => {
      const text = fill('a', length);
      return () => {
        expect(matchesNaively('*a*b', text)).toBe(false);
      };
    }, urlLength / 4);
    expect(growth).toBeGreaterThan(bound);
  });

  it('finds a compiler that compares every pair', () => {
    const growth = growthOf((length) => {
      const text = fill('a', length - 1) + 'a';
      return () => bordersNaively(text);
    }, globLength * 2);
    expect(growth).toBeGreaterThan(bound);
  });
});
