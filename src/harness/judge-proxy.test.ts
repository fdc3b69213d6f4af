import { describe, expect, it } from 'vitest';

import type { Check, ConformanceCase } from '../contract/case.ts';
import { nothingLeft } from '../contract/reading.ts';
import { judge } from './judge.ts';
import { bench, containing, observed, once, providing } from './testing/observed.testing.ts';

const reached = observed({
  network: [{ kind: 'request', method: 'GET', url: 'https://a.test/', headers: {}, body: '', inTable: true }],
});
const network = { answers: {} };
const sends: Check = (seen) => seen.network.length === 1;

const judged = (one: ConformanceCase): ReturnType<typeof judge> => judge(one, once(reached), { ...bench, evidence: 'proxy' });

describe('judge, where only a proxy sees anything', () => {
  it('judges what was sent through it', () => {
    const one = providing({ given: { extension: 'e', network }, expect: { 'it is sent': sends } });
    expect(judged(one).verdict).toBe('pass');
    expect(judge(one, once(observed()), { ...bench, evidence: 'proxy' })).toMatchObject({ verdict: 'fail', fail: 'violated' });
  });

  it.each<[string, ConformanceCase]>([
    [
      'a check would hold of what is not seen',
      providing({ expect: { 'it is sent': sends, 'no more than that': (seen) => seen.network.length < 2 } }),
    ],
    ['nothing may have left', providing({ expect: { 'nothing left': nothingLeft } })],
    ['a refusal or an escape looks at the network', containing({ expect: { 'it is sent': sends } })],
    ['the case has servers', providing({ given: { extension: 'e', network: { servers: {} } }, expect: { 'it ends': () => true } })],
  ])('is untestable when %s', (_, one) => {
    expect(judged(one)).toMatchObject({ verdict: 'untestable', because: expect.stringMatching(/^no network namespace/) as unknown });
  });
});
