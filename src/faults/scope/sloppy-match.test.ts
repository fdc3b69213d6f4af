import { describe, expect, it } from 'vitest';

import { matchesStars, sloppyMatch } from './sloppy-match.ts';

describe('matchesStars', () => {
  it.each([
    ['a', 'a', true],
    ['a', 'ab', false],
    ['a*b', 'ab', true],
    ['a*b', 'a/x?b', true],
    ['ab*ba', 'aba', false],
    ['*1*2*', 'x1y2z', true],
    ['*1*2*', 'x2y1z', false],
  ])('%s and %s: %s', (pattern, text, expected) => {
    expect(matchesStars(pattern, text)).toBe(expected);
  });

  it('does not backtrack', () => {
    expect(matchesStars(`${'a*'.repeat(8)}b`, 'a'.repeat(100_000))).toBe(false);
  });
});

describe('sloppyMatch', () => {
  it.each([
    ['https://a.test/*', 'https://a.test/x?y', true],
    ['https://a.test/*', 'http://a.test/x', false],
    ['https://a.test/*', 'https://a.test:8443/x', false],
    ['https://a.test', 'https://a.test/', true],
    ['https://a.test', 'https://a.test/x', false],
    ['https://*.a.test/*', 'https://b.a.test/', true],
    ['https://*.a.test/*', 'https://a.test/', false],
    ['https://*', 'https://a.test:8443/x?y', true],
    ['https://a.test/x?y=*', 'https://a.test/x?y=1', true],
    ['https://a.test/x?y=*', 'https://a.test/x', false],
  ])('%s grants %s: %s', (glob, url, expected) => {
    expect(sloppyMatch(glob, url)).toBe(expected);
  });

  it('compares a part as it is told', () => {
    expect(sloppyMatch('https://a.test/*', 'https://a.test:8443/x', { port: () => true })).toBe(true);
  });
});
