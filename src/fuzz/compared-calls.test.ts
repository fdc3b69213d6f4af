import { describe, expect, it } from 'vitest';

import type { Json } from '../contract/json.ts';
import type { Observation } from '../contract/observation.ts';
import { marker, type Expectation } from './expectation.ts';
import { observed } from './seen.testing.ts';
import { unmet } from './unmet.ts';

const get = (url: string) => ({ method: 'GET', url });

const answered = { data: marker };
const refused = { refused: { name: 'Error', message: 'No permission for request' } };

describe('unmet, of calls that are compared', () => {
  it.each<[string, readonly Json[], readonly string[], readonly string[]]>([
    ['as much', [answered, answered], ['https://a.example/', 'https://a.example/'], []],
    ['more', [refused, answered], ['https://a.example/'], []],
    ['nothing to both', [refused, refused], [], []],
    [
      'less',
      [answered, refused],
      ['https://a.example/'],
      [`call 1: expected to be granted what call 0 was, got ${JSON.stringify(refused)}`],
    ],
  ])('compares two calls of which the second is granted %s', (_, acts, urls, sentences) => {
    const allows = get('https://a.example/');
    const expected: readonly Expectation[] = [
      { call: 0, allows },
      { call: 1, allows, asMuchAs: { call: 0 } },
    ];
    expect(unmet(expected, observed(acts, urls))).toEqual(sentences);
  });

  it('tells the calls of two extensions apart', () => {
    const both = observed([answered], ['https://a.example/', 'https://a.example/']);
    const seen: Observation = { ...both, besideCalls: observed([refused], []).calls };
    const expected: Expectation = { role: 'beside', call: 0, sends: [get('https://a.example/')] };
    expect(unmet([{ ...expected, role: 'subject' }, expected], seen)).toEqual([
      expect.stringMatching(/^call 0 of the beside extension: expected the answer to come back/) as string,
    ]);
  });

  it('does not take the request of the next call for that of one that was denied', () => {
    const allows = get('https://a.example/');
    const expected: readonly Expectation[] = [
      { call: 0, allows },
      { call: 1, sends: [allows] },
    ];
    expect(unmet(expected, observed([refused, answered], [allows.url]))).toEqual([]);
    expect(unmet(expected, observed([refused, answered], [allows.url, allows.url]))).toEqual([]);
    expect(unmet(expected, observed([refused, answered], [allows.url, allows.url, allows.url]))).toEqual([
      'GET https://a.example/ left the host, and nothing grants it',
    ]);
    expect(unmet(expected, observed([answered, answered], [allows.url]))).toHaveLength(1);
  });

  it('looks past what may have left without an answer', () => {
    const expected: readonly Expectation[] = [
      { call: 0, allows: get('https://a.example/') },
      { call: 1, sends: [get('https://b.example/')] },
    ];
    expect(unmet(expected, observed([refused, answered], ['https://a.example/', 'https://b.example/']))).toEqual([]);
    expect(unmet(expected, observed([refused, answered], ['https://c.example/', 'https://b.example/']))).not.toEqual([]);
  });
});
