import { describe, expect, it } from 'vitest';

import { beside, operation, sequence, unload } from '../contract/stimulus.ts';
import type { Program } from './program.ts';
import { singleCalls } from './single-calls.ts';

const program: Program = {
  given: { extension: 'request-once' },
  when: sequence(operation('once', 1), operation('once', 2)),
  expects: [
    { call: 0, refused: true },
    { call: 1, answers: 2 },
  ],
  covers: [],
};

describe('singleCalls', () => {
  it('makes a program of each call, with what is expected of it', () => {
    expect(singleCalls(program)).toEqual([
      { ...program, when: operation('once', 1), expects: [{ call: 0, refused: true }] },
      { ...program, when: operation('once', 2), expects: [{ call: 0, answers: 2 }] },
    ]);
  });

  it('leaves alone what does more than calling, or speaks of loads or of other extensions', () => {
    expect(singleCalls({ ...program, when: sequence(operation('once', 1), unload()) })).toEqual([]);
    expect(
      singleCalls({
        ...program,
        expects: [
          { load: 'subject', accepted: true },
          { call: 0, role: 'beside', answers: 2 },
        ],
      }),
    ).toEqual([]);
  });

  it('leaves a single call alone, and one that is expected to do more than one thing', () => {
    expect(singleCalls({ ...program, when: operation('once', 1), expects: [{ call: 0, refused: true }] })).toEqual([]);
    expect(singleCalls({ ...program, expects: [{ call: 0, refused: true }] })).toEqual([]);
  });

  it('keeps with a call the one that it is compared with, and numbers both anew', () => {
    const allows = { method: 'GET', url: 'https://a.example/' };
    const compared: Program = {
      ...program,
      when: sequence(operation('once', 1), operation('once', 2), beside(operation('other', 3))),
      expects: [
        { call: 0, allows },
        { call: 1, allows, asMuchAs: { call: 0 } },
        { role: 'beside', call: 0, allows, asMuchAs: { call: 1 } },
      ],
    };
    const pairs = singleCalls(compared).slice(1);
    expect(pairs).toEqual([
      {
        ...program,
        when: sequence(operation('once', 1), operation('once', 2)),
        expects: [
          { call: 0, allows },
          { call: 1, allows, asMuchAs: { call: 0 } },
        ],
      },
      {
        ...program,
        when: sequence(operation('once', 2), beside(operation('other', 3))),
        expects: [
          { call: 0, allows },
          { role: 'beside', call: 0, allows, asMuchAs: { call: 0 } },
        ],
      },
    ]);
  });
});
