import { describe, expect, it } from 'vitest';

import { respawns } from './respawn-policy.ts';

const policy = { most: 5, withinMs: 1_000, free: 2, backoffMs: 100 };

describe('respawns', () => {
  it('starts at once after the first stops, then waits longer and longer, then never', () => {
    const next = respawns(policy);
    expect([10, 20, 30, 40, 50].map(next)).toEqual([{ at: 10 }, { at: 20 }, { at: 130 }, { at: 240 }, { at: 450 }]);
    expect(next(60)).toBe('never');
  });

  it('forgets stops that are older than its window', () => {
    const next = respawns(policy);
    for (const at of [0, 10, 20, 30, 40]) next(at);
    expect(next(1_039)).toEqual({ at: 1_039 });
    expect(respawns(policy)(5)).toEqual({ at: 5 });
  });
});
