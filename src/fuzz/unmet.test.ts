import { describe, expect, it } from 'vitest';

import type { Json } from '../contract/json.ts';
import type { Observation } from '../contract/observation.ts';
import { marker, type Expectation } from './expectation.ts';
import { unmet } from './unmet.ts';
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
    ['one of several answers', { call: 0, gives: [1, { a: 2 }] }, [{ a: 2 }], []],
    ['a refusal where an answer is as good', { call: 0, gives: [1], orRefused: true }, [refused], []],
    ['what was read once', { call: 0, gives: [{ reads: 1 }], mostReads: 1 }, [{ reads: 1 }], []],
    ['a call that takes its time', { call: 0, gives: [1], atLeastMs: 3 }, [1], []],
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
    ['a value that is none of several', { call: 0, gives: [1, 3] }, [2], [], /expected 1 or 3 to come back, got 2/],
    ['an argument that was read twice', { call: 0, gives: [{ reads: 2 }], mostReads: 1 }, [{ reads: 2 }], [], /read 1 times at most/],
    [
      'an argument that was read twice before it was refused',
      { call: 0, gives: [], orRefused: true, mostReads: 1 },
      [{ ...refused, reads: 2 }],
      [],
      /read 1 times at most/,
    ],
    ['a call that ends too early', { call: 0, gives: [1], atLeastMs: 20 }, [1], [], /take 20 ms at least, and it took 1.0/],
    ['what should not be there any more', { call: 0, absent: true }, [1], [], /expected nothing to be there, got 1/],
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

  describe('of records', () => {
    const logged = (...texts: readonly (readonly [role: 'subject' | 'beside' | 'unknown', text: string])[]): Observation => ({
      ...observed([1, 1], []),
      logs: texts.map(([role, text]) => ({ role, text, at: 0 })),
    });
    const twice: readonly Expectation[] = [
      { call: 0, gives: [1], logs: ['a'] },
      { call: 1, gives: [1], logs: [{ around: ['<', '>'] }] },
    ];

    it('says nothing of those that each call has to make', () => {
      expect(unmet(twice, logged(['subject', 'a'], ['subject', '<\\n>']))).toEqual([]);
    });

    it.each<[string, Observation, RegExp]>([
      ['a record that is missing', logged(['subject', 'a']), /call 1: expected the records \[\{"around":\["<",">"\]\}\], got \[\]/],
      ['records in another order', logged(['subject', '<\\n>'], ['subject', 'a']), /call 0: expected the records \["a"\]/],
      ['one that nobody may have made', logged(['subject', 'a'], ['subject', '<\\n>'], ['subject', 'b']), /\["b"\] stands in the log/],
      ['one in the name of another', logged(['subject', 'a'], ['subject', '<\\n>'], ['beside', 'a']), /\["a"\] stands in the log/],
      ['one in the name of nobody', logged(['subject', 'a'], ['subject', '<\\n>'], ['unknown', 'c']), /\["c"\] stands in the log/],
    ])('names %s', (_, seen, sentence) => {
      expect(unmet(twice, seen).join('\n')).toMatch(sentence);
    });

    it('does not let a refused call make one', () => {
      const seen = { ...observed([refused], []), logs: [{ role: 'subject' as const, text: 'a', at: 0 }] };
      expect(unmet([{ call: 0, refused: true }], seen)).toEqual([expect.stringMatching(/\["a"\] stands in the log/)]);
    });
  });

  describe('of loads', () => {
    const loaded = observed([1], []);
    const crashed: Observation = { ...refusedToLoad, load: { accepted: false, failed: { status: 'crashed', detail: 'gone' }, ms: 1 } };

    it.each<[string, readonly Expectation[], Observation]>([
      [
        'a refusal for the reason that was expected',
        [{ load: 'subject', refused: true, phase: 'manifest', names: ['urls'] }],
        refusedToLoad,
      ],
      [
        'a refusal that may be',
        [
          { load: 'subject', mayBeRefused: true },
          { call: 0, answers: 1 },
        ],
        refusedToLoad,
      ],
      [
        'a load that might be refused',
        [
          { load: 'subject', mayBeRefused: true },
          { call: 0, answers: 1 },
        ],
        loaded,
      ],
      ['a load that is accepted', [{ load: 'subject', accepted: true }], loaded],
    ])('says nothing of %s', (_, expected, seen) => {
      expect(unmet(expected, seen)).toEqual([]);
    });

    it.each<[string, readonly Expectation[], Observation, RegExp]>([
      ['one that has to be refused', [{ load: 'subject', refused: true }], loaded, /the extension loaded, and has to be refused/],
      [
        'a refusal in another phase',
        [{ load: 'subject', refused: true, phase: 'link' }],
        refusedToLoad,
        /phase manifest, and has to be in link/,
      ],
      [
        'a refusal for another field',
        [{ load: 'subject', refused: true, names: ['type', 'path'] }],
        refusedToLoad,
        /without a word of type or path/,
      ],
      ['one that breaks', [{ load: 'subject', mayBeRefused: true }], crashed, /broke while it loaded/],
      ['one that breaks instead of refusing', [{ load: 'subject', refused: true }], crashed, /broke while it loaded/],
      ['one that has to load', [{ load: 'subject', accepted: true }], refusedToLoad, /did not load/],
      ['one that nobody loaded', [{ load: 'fresh', accepted: true }], loaded, /the fresh extension was not loaded at all/],
      [
        'what a load that may be refused does',
        [
          { load: 'subject', mayBeRefused: true },
          { call: 0, answers: 2 },
        ],
        loaded,
        /expected 2/,
      ],
    ])('names %s', (_, expected, seen, sentence) => {
      expect(unmet(expected, seen).join('\n')).toMatch(sentence);
    });
  });

  it('tells calls of other extensions apart', () => {
    const seen: Observation = { ...observed([1], []), besideCalls: observed([2, 3], []).calls };
    expect(
      unmet(
        [
          { call: 0, answers: 1 },
          { call: 1, role: 'beside', answers: 3 },
        ],
        seen,
      ),
    ).toEqual([]);
    expect(unmet([{ call: 0, role: 'beside', answers: 1 }], seen).join()).toMatch(/^call 0 of the beside extension: expected 1/);
  });

  it('does not take a runtime that breaks while it loads for one that refuses', () => {
    const crashed: Observation = { ...refusedToLoad, load: { accepted: false, failed: { status: 'crashed', detail: 'gone' }, ms: 1 } };
    expect(unmet([{ call: 0, refused: true }], crashed)).toEqual([expect.stringMatching(/did not load.*crashed/)]);
  });

  it('takes a refused load for a refusal of everything, and of nothing that has to be granted', () => {
    expect(unmet([{ call: 0, refused: true }], refusedToLoad)).toEqual([]);
    expect(unmet([{ call: 0, sends: [get('https://a.example/')] }], refusedToLoad)).toHaveLength(1);
  });
});
