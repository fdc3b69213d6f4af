import { describe, expect, it } from 'vitest';

import type { Json } from '../contract/json.ts';
import { addSecret, answerIn, compute, drawChallenge } from './challenge.ts';

describe('compute', () => {
  it('is FNV-1a for the salt 0', () => {
    expect(compute('', 0)).toBe('811c9dc5');
    expect(compute('a', 0)).toBe('e40c292c');
    expect(compute('foobar', 0)).toBe('bf9cf968');
  });

  it('gives another answer for another secret and another salt', () => {
    expect(new Set([compute('s1', 1), compute('s1', 2), compute('s2', 1), compute('s2', 2)]).size).toBe(4);
  });
});

describe('drawChallenge', () => {
  it('draws another secret each time', () => {
    expect(drawChallenge().secret).not.toBe(drawChallenge().secret);
  });

  it('answers nothing with the secret itself', () => {
    const { secret, before, after } = drawChallenge();
    expect([before, after].some((answer) => answer === secret || secret.includes(answer))).toBe(false);
    expect(before).not.toBe(after);
  });
});

describe('addSecret', () => {
  const challenge = drawChallenge();

  it('adds to an object and leaves it as it was', () => {
    const input = { a: 1 };
    expect(addSecret(input, challenge)).toEqual({ a: 1, challenge: challenge.secret });
    expect(input).toEqual({ a: 1 });
  });

  it.each<[Json]>([[null], [7], ['text'], [[1]]])('leaves %j as it is', (input) => {
    expect(addSecret(input, challenge)).toBe(input);
  });
});

describe('answerIn', () => {
  const answer = { before: 'b', act: 1, after: 'a' };

  it('finds an answer in a value and in the body of a response', () => {
    expect(answerIn(answer)).toEqual(answer);
    expect(answerIn({ status: 200, headers: {}, body: answer })).toEqual(answer);
  });

  it.each<[string, Json | undefined]>([
    ['the echo of an input', addSecret({ lines: ['a'] }, drawChallenge())],
    ['the echo of a response', { status: 200, headers: {}, body: addSecret({}, drawChallenge()) }],
    ['half an answer', { before: 'b' }],
    ['an inherited one', {}],
    ['text', 'before after'],
    ['a list', [answer]],
    ['a body inside a body', { body: { body: answer } }],
    ['nothing', undefined],
  ])('finds none in %s', (_, value) => {
    expect(answerIn(value)).toBeUndefined();
  });
});
