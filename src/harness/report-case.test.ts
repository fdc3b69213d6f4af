import { describe, expect, it } from 'vitest';

import type { Json } from '../contract/json.ts';
import { reportSchema } from '../report/report-schema.ts';
import { reportCase } from './report-case.ts';
import { called, observed, once, providing, refusing, thrice } from './testing/observed.testing.ts';

const passed = { verdict: 'pass', checks: [{ says: 'the text is there', held: true }] } as const;
const watch = (busyShare: number): { from: number; to: number; busyShare: number } => ({ from: 0, to: 1, busyShare });

describe('reportCase', () => {
  it('has the clause, the verdict and every attempt, and fits the schema', () => {
    const report = reportCase(refusing(), passed, thrice(observed(), observed(), observed()), 12.345);
    expect(report).toMatchObject({
      id: 'log/scope/some',
      clause: 'LOG-2',
      level: 'MUST',
      profile: 'documented',
      kind: 'refuses',
      verdict: 'pass',
      ms: 12.3,
    });
    expect(report.attempts.map(({ role, challenge, outcome }) => [role, challenge, outcome])).toEqual([
      ['twin', 'answered', 'returned {}'],
      ['case', 'answered', 'returned {}'],
      ['twin', 'answered', 'returned {}'],
    ]);
    expect(reportSchema.shape.cases.safeParse([report])).toMatchObject({ success: true });
  });

  it('keeps as evidence all that was seen', () => {
    const seen = observed({ besideLoad: observed().load, troubles: [{ status: 'absent' }] });
    const [attempt] = reportCase(providing(), passed, once(seen), 1).attempts;
    const kept = JSON.parse(attempt?.evidence ?? '') as object;
    expect(kept).toEqual({ ...seen, challenge: undefined, hostAlive: undefined });
  });

  it('keeps the rest as evidence where a value is nested too deep to be made text', () => {
    const json = '['.repeat(100_000) + ']'.repeat(100_000);
    const value = JSON.parse(json) as Json;
    const seen = observed({ calls: [{ ...called({ status: 'returned', json }), value, act: value }] });
    expect(reportCase(providing(), passed, once(seen), 1).attempts[0]?.evidence).toContain('"outcome":{"status":"returned","json":"[[[');
  });

  it.each(['x', 'é', '漢', '😀'])('cuts evidence of %s off at 8 KiB', (character) => {
    const seen = observed({ logs: [{ role: 'subject', text: character.repeat(100_000), at: 1 }] });
    const evidence = reportCase(providing(), passed, once(seen), 1).attempts[0]?.evidence ?? '';
    expect(Buffer.byteLength(evidence)).toBeLessThanOrEqual(8 * 1024);
    expect(Buffer.byteLength(evidence)).toBeGreaterThan(8 * 1024 - 10);
    expect(evidence.isWellFormed()).toBe(true);
    expect(evidence).not.toContain('\uFFFD');
    expect(evidence).toMatch(/… \(\d+ bytes\)$/);
  });

  it('keeps the text of a value that has more levels than the stack', () => {
    const json = '['.repeat(100_000) + ']'.repeat(100_000);
    const value = JSON.parse(json) as Json;
    const seen = observed({ calls: [{ ...called({ status: 'returned', json }), value, act: value }] });
    const [attempt] = reportCase(providing(), passed, once(seen), 1).attempts;
    expect(attempt?.evidence).toContain(`"json":"${'['.repeat(1000)}`);
  });

  it('has figures of stops against the limit that really applies, and of the busiest watch', () => {
    const stop = { ...called({ status: 'stopped', limit: 'cpu' }), startedAt: 10, endedAt: 133.37 };
    const seen = observed({ calls: [stop], watches: [watch(0.01234), watch(0.5)] });
    expect(reportCase(providing(), passed, once(seen), 1).figures).toEqual({
      stops: [{ limit: 'cpu', limitMs: 100, tookMs: 123.4 }],
      busyShare: 0.5,
    });
    expect(reportCase(providing(), passed, once(observed()), 1)).not.toHaveProperty('figures');
  });
});
