import { describe, expect, it } from 'vitest';

import { checkOtherKills, otherKills, otherKillsText } from './other-kills.ts';
import { someCase, someFault } from './proof.testing.ts';

describe('otherKills', () => {
  it('is sorted, with each case once', () => {
    const kills = otherKills([
      { fault: 'b', id: 'log/b/two' },
      { fault: 'a', id: 'log/a/one' },
      { fault: 'b', id: 'log/b/one' },
      { fault: 'b', id: 'log/b/two' },
    ]);
    expect(otherKillsText(kills)).toBe(otherKillsText({ a: ['log/a/one'], b: ['log/b/one', 'log/b/two'] }));
  });
});

describe('checkOtherKills', () => {
  const cases = [someCase('log/a/one', 'provides', 'listed')];
  const faults = [someFault('listed'), someFault('other')];
  const says = (kills: Parameters<typeof checkOtherKills>[0]) => checkOtherKills(kills, cases, faults).map((finding) => finding.says);

  it('takes an entry of a fault and a case that are there', () => {
    expect(says({ other: ['log/a/one'] })).toEqual([]);
  });

  it('finds entries that say nothing', () => {
    expect(says({ gone: ['log/a/one'], other: ['log/a/two'], listed: ['log/a/one'] })).toEqual([
      'there is no fault gone',
      'other on log/a/two: there is no such case',
      'listed on log/a/one: the case lists it',
    ]);
  });
});
