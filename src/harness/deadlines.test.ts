import { describe, expect, it } from 'vitest';

import { deadlinesFor } from './deadlines.ts';

describe('deadlinesFor', () => {
  it('gives more than twice what the limit allows, so that a runtime that keeps it is never judged hung', () => {
    const { load, call } = deadlinesFor(undefined);
    expect(call({ wallMs: 30_000 })).toBeGreaterThan(60_000);
    expect(call({ wallMs: 10, cpuMs: 5000 })).toBeGreaterThan(10_000);
    expect(load({ loadMs: 30_000 })).toBeGreaterThan(60_000);
    expect(call({})).toBeGreaterThan(call({ wallMs: 1000 }));
  });

  it('is replaced by the cap where extension code runs, and not where a cell starts', () => {
    const capped = deadlinesFor(300);
    expect([capped.load({ loadMs: 5000 }), capped.call({ wallMs: 5000 })]).toEqual([300, 300]);
    expect(capped.start).toBe(deadlinesFor(undefined).start);
    expect(capped.quick).toBeGreaterThan(300);
  });
});
