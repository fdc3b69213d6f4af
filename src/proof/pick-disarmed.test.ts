import { describe, expect, it } from 'vitest';

import { disarmedItems, pickDisarmed } from './pick-disarmed.ts';
import { someCase } from './proof.testing.ts';

const cases = Array.from({ length: 9 }, (_, n) => someCase(`log/a/n${n}`, 'provides', 'a', 'b'));

describe('pickDisarmed', () => {
  it('picks so many checks by the seed, each of another case', () => {
    const picked = pickDisarmed(cases, 4, 1);
    expect(new Set(picked.map(({ one }) => one.id)).size).toBe(4);
    expect(pickDisarmed(cases, 4, 1)).toEqual(picked);
    expect(pickDisarmed(cases, 4, 2)).not.toEqual(picked);
  });
});

describe('disarmedItems', () => {
  it('runs the case armed and disarmed, without a fault and under each that it lists', () => {
    const [one] = cases;
    expect(one === undefined ? [] : disarmedItems({ one, says: 'it is so' })).toEqual([
      { id: 'log/a/n0' },
      { id: 'log/a/n0', fault: 'a' },
      { id: 'log/a/n0', fault: 'b' },
      { id: 'log/a/n0', disarmed: 'it is so' },
      { id: 'log/a/n0', fault: 'a', disarmed: 'it is so' },
      { id: 'log/a/n0', fault: 'b', disarmed: 'it is so' },
    ]);
  });
});
