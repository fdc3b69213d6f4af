import { describe, expect, it } from 'vitest';

import { sampleCase } from './sample-report.testing.ts';
import { suites } from './suites.ts';

describe('suites', () => {
  it('counts cases and adds up their time, suite by suite', () => {
    const cases = [
      sampleCase({ id: 'request/a/b', ms: 10 }),
      sampleCase({ id: 'log/a/b', ms: 1.4 }),
      sampleCase({ id: 'request/c/d', ms: 5.2 }),
    ];
    expect(suites(cases)).toEqual({ log: { cases: 1, ms: 1 }, request: { cases: 2, ms: 15 } });
    expect(Object.keys(suites(cases))).toEqual(['log', 'request']);
  });
});
