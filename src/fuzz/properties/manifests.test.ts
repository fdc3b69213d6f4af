import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { manifests } from './manifests.ts';

const programs = fc.sample(manifests.programs, { seed: 1, numRuns: 1_500 });
const covered = Map.groupBy(
  programs.flatMap(({ covers }) => covers),
  (one) => one,
);
const count = (what: string): number => covered.get(what)?.length ?? 0;

describe('manifests', () => {
  it.each(['verdict: refused', 'verdict: accepted', 'verdict: open', 'verdict: open, and what it grants'])(
    'draws many of each: %s',
    (verdict) => {
      expect(count(verdict)).toBeGreaterThan(75);
    },
  );

  it.each(['log', 'sleep', 'request'])('grants and denies %s', (scope) => {
    expect(Math.min(count(`${scope}: granted`), count(`${scope}: denied`))).toBeGreaterThan(75);
  });

  it('makes more than eighty kinds of slips', () => {
    expect([...covered.keys()].filter((what) => what.startsWith('slip: ')).length).toBeGreaterThan(80);
  });

  it('accepts every manifest without a slip, and may refuse every bundle', () => {
    for (const { covers } of programs.filter(({ covers: made }) => made.includes('slip: none')))
      expect(covers).toContain(covers.includes('type: bundle') ? 'verdict: open' : 'verdict: accepted');
  });

  it('asks of every program that the extension beside it answers', () => {
    for (const { expects } of programs) expect(expects.at(-1)).toEqual({ call: 0, role: 'beside', answers: 'honest' });
  });
});
