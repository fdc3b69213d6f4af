import { describe, expect, it } from 'vitest';

import { falsified } from './judge.ts';
import { bench, called, observed, refusedLoad, refusing, thrice, twin } from './testing/observed.testing.ts';

const fine = observed();
const refused = observed({ load: refusedLoad, calls: [called({ status: 'absent' })], challenge: 'none' });
const never = { 'it never holds': () => false };

describe('falsified', () => {
  const one = refusing({ expect: { 'it holds': () => true, ...never }, admits: twin });

  it('names the checks that are false while all else stands', () => {
    expect(falsified(one, thrice(fine, fine, fine), bench)).toEqual(['it never holds']);
  });

  it.each([
    ['a twin fails', thrice(observed({ calls: [] }), fine, fine)],
    ['a twin does not load', thrice(refused, fine, fine)],
    ['the challenge is not answered', thrice(fine, observed({ challenge: 'none' }), fine)],
    ['the cell hung', thrice(fine, observed({ calls: [called({ status: 'hung', deadlineMs: 1 })] }), fine)],
    ['the host is dead', thrice(fine, fine, observed({ hostAlive: false }))],
    ['nobody ran it', []],
  ])('names none when %s', (_, attempts) => {
    expect(falsified(one, attempts, bench)).toEqual([]);
  });
});
