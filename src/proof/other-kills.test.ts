import { describe, expect, it } from 'vitest';

import { checkOtherKills, mergeKills, otherKills, otherKillsText, withoutKills } from './other-kills.ts';
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

describe('withoutKills and mergeKills', () => {
  const kills = { a: ['log/a/one', 'log/a/two'], b: ['log/a/one'] };

  it('replaces what was proven anew, and nothing else', () => {
    const rest = withoutKills(kills, { ids: ['log/a/one'], faults: ['a'] });
    expect(rest).toEqual({ a: ['log/a/two'], b: ['log/a/one'] });
    expect(mergeKills(rest, { a: ['log/a/three'], c: ['log/a/one'] })).toEqual({
      a: ['log/a/three', 'log/a/two'],
      b: ['log/a/one'],
      c: ['log/a/one'],
    });
  });

  it('drops a fault that has no kill left', () => {
    expect(withoutKills(kills, { ids: ['log/a/one'], faults: ['b'] })).toEqual({ a: ['log/a/one', 'log/a/two'] });
  });
});
