import { describe, expect, it } from 'vitest';

import { judge } from './judge.ts';
import { bench, containing, observed, once } from './testing/observed.testing.ts';

describe('judge, of a containing case whose load is refused', () => {
  it.each([
    ['manifest', 'over-refused'],
    ['link', 'over-refused'],
    ['evaluate', 'escaped'],
    ['register', 'escaped'],
  ] as const)('calls what it finds after a refusal in phase %s %s', (phase, kind) => {
    const load = { accepted: false, refused: { phase, error: { name: 'Error', message: 'no' } }, ms: 1 } as const;
    expect(judge(containing({ expect: { 'it never holds': () => false } }), once(observed({ load })), bench)).toMatchObject({
      verdict: 'fail',
      fail: kind,
    });
  });
});
