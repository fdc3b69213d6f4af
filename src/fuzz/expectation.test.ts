import { describe, expect, it } from 'vitest';

import type { Json } from '../contract/json.ts';
import type { Observation } from '../contract/observation.ts';
import { marker, unmet, type Expectation } from './expectation.ts';
import { observed, refusedToLoad } from './seen.testing.ts';

const get = (url: string) => ({ method: 'GET', url });

const answered = { data: marker };
const refused = { refused: { name: 'Error', message: 'No permission for request' } };

describe('unmet', () => {
  it.each<[string, Expectation, readonly Json[], readonly string[]]>([
    ['what is sent and answered', { call: 0, sends: [get('https://a.example/')] }, [answered], ['https://a.example/']],
    ['a refusal', { call: 0, refused: true }, [refused], []],
    ['a refusal where it is as good', { call: 0, sends: [get('https://a.example/')], orRefused: true }, [refused], []],
    ['an answer', { call: 0, answers: { a: [1] } }, [{ a: [1] }], []],
    [
      'a redirect that is followed',
      { call: 0, follows: [get('https://a.example/'), get('https://b.example/')] },
      [answered],
      ['https://a.example/', 'https://b.example/'],
    ],
    [
      'a redirect that is not',
      { call: 0, follows: [get('https://a.example/'), get('https://b.example/')] },
      [refused],
      ['https://a.example/'],
    ],
  ])('says nothing of %s', (_, expected, acts, urls) => {
    expect(unmet([expected], observed(acts, urls))).toEqual([]);
  });

  it.each<[string, Expectation, readonly Json[], readonly string[], RegExp]>([
    [
      'a request that nothing grants',
      { call: 0, refused: true },
      [refused],
      ['https://b.example/'],
      /GET https:\/\/b\.example\/ left the host/,
    ],
    ['an answer to what has to be refused', { call: 0, refused: true }, [answered], [], /expected a refusal/],
    [
      'another URL',
      { call: 0, sends: [get('https://a.example/')] },
      [answered],
      ['https://a.example/x'],
      /expected GET https:\/\/a\.example\/ to leave/,
    ],
    ['a refusal of what is granted', { call: 0, sends: [get('https://a.example/')] }, [refused], [], /got nothing; it was told/],
    ['an answer that got lost', { call: 0, sends: [get('https://a.example/')] }, [null], ['https://a.example/'], /expected the answer/],
    ['another value', { call: 0, answers: 1 }, [2], [], /expected 1 to come back, got 2/],
    [
      'a redirect to elsewhere',
      { call: 0, follows: [get('https://a.example/')] },
      [answered],
      ['https://a.example/', 'https://b.example/'],
      /b\.example\/ left the host/,
    ],
    ['no call at all', { call: 3, refused: true }, [], [], /call 3: the code inside did not answer the challenge; "no call"/],
  ])('names %s', (_, expected, acts, urls, sentence) => {
    expect(unmet([expected], observed(acts, urls)).join('\n')).toMatch(sentence);
  });

  it.each<Expectation>([
    { call: 0, refused: true },
    { call: 0, allows: get('https://a.example/') },
    { call: 0, answers: 1 },
  ])('does not take a call that answers no challenge for %j', (expected) => {
    const seen = observed([refused], []);
    const unanswered = { ...seen, calls: seen.calls.map((call) => ({ ...call, challenge: false })) };
    expect(unmet([expected], unanswered)).toEqual([expect.stringMatching(/did not answer the challenge/)]);
  });

  it('does not take a runtime that breaks while it loads for one that refuses', () => {
    const crashed: Observation = { ...refusedToLoad, load: { accepted: false, failed: { status: 'crashed', detail: 'gone' }, ms: 1 } };
    expect(unmet([{ call: 0, refused: true }], crashed)).toEqual([expect.stringMatching(/did not load.*crashed/)]);
  });

  it('takes a refused load for a refusal of everything, and of nothing that has to be granted', () => {
    expect(unmet([{ call: 0, refused: true }], refusedToLoad)).toEqual([]);
    expect(unmet([{ call: 0, sends: [get('https://a.example/')] }], refusedToLoad)).toHaveLength(1);
  });

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
      expect.stringMatching(/^call 0 of the extension beside: expected the answer to come back/) as string,
    ]);
  });
});
