import { describe, expect, it } from 'vitest';

import { operation, sequence, unload } from '../contract/stimulus.ts';
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
    expect(singleCalls({ ...program, when: sequence(operation('once', 1), unload()) })).toHaveLength(1);
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
});
