import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Json } from '../../contract/json.ts';
import { same } from '../../contract/reading.ts';
import { jsonSpelling } from './json-spellings.ts';

describe('jsonSpelling', () => {
  it('means the same in every way to write it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), jsonSpelling, (value, { write }) => {
        expect(same(JSON.parse(write(value as Json)) as Json, value as Json)).toBe(true);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('leaves what stands for a name of the run as it is', () => {
    for (const { write } of fc.sample(jsonSpelling, { seed: 1, numRuns: 40 })) expect(write({ a: '../{{name}}' })).toContain('{{name}}');
  });

  it('writes a value in many ways', () => {
    const texts = fc.sample(jsonSpelling, { seed: 1, numRuns: 100 }).map(({ write }) => write({ a: ['b'], c: 1 }));
    expect(new Set(texts).size).toBeGreaterThan(15);
  });
});
