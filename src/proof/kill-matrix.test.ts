import { describe, expect, it } from 'vitest';

import { killMatrix, matrixDifference, matrixText } from './kill-matrix.ts';

const kills = [
  { fault: 'b', id: 'z', checks: ['two', 'one'] },
  { fault: 'a', id: 'y', checks: ['one'] },
  { fault: 'b', id: 'a', checks: ['one'] },
];

describe('killMatrix', () => {
  it('sorts faults, cases and checks, whatever came first', () => {
    const text = matrixText(killMatrix(kills));
    expect(text).toBe(matrixText(killMatrix(kills.toReversed())));
    expect(JSON.parse(text)).toEqual({ a: { y: ['one'] }, b: { a: ['one'], z: ['one', 'two'] } });
    expect(text.indexOf('"a"')).toBeLessThan(text.indexOf('"b"'));
  });
});

describe('matrixDifference', () => {
  it('is empty for two equal ones', () => {
    expect(matrixDifference(killMatrix(kills), killMatrix(kills))).toEqual([]);
  });

  it('names what is gone and what is new', () => {
    expect(matrixDifference({ a: { y: ['one'] } }, { a: { y: ['two'] } })).toEqual(['gone: a on y: one', 'new:  a on y: two']);
  });
});
