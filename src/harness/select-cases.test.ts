import { describe, expect, it } from 'vitest';

import type { ConformanceCase } from '../contract/case.ts';
import { selectCases, type Selection } from './select-cases.ts';
import { providing } from './testing/observed.testing.ts';

const all = [
  providing({ id: 'log/records/one', clause: 'LOG-1' }),
  providing({ id: 'log/values/two', clause: 'LOG-3' }),
  providing({ id: 'sleep/values/three', clause: 'SLEEP-1' }),
];

const chosen = (selection: Selection): readonly string[] => selectCases(all, selection).cases.map(({ id }: ConformanceCase) => id);

describe('selectCases', () => {
  it('takes everything when nothing is said', () => {
    expect(selectCases(all, {})).toEqual({ cases: all, of: all });
  });

  it('filters by profile, which is the whole then', () => {
    const { cases, of } = selectCases(all, { profile: 'documented' });
    expect(cases.map(({ id }) => id)).toEqual(['log/records/one', 'sleep/values/three']);
    expect(of).toEqual(cases);
  });

  it('filters by suite and by glob, of a whole that stays', () => {
    expect(chosen({ suites: ['log'] })).toEqual(['log/records/one', 'log/values/two']);
    expect(chosen({ globs: ['*/values/*'] })).toEqual(['log/values/two', 'sleep/values/three']);
    expect(chosen({ globs: ['log/**', 'sleep/values/three'] })).toEqual(all.map(({ id }) => id));
    expect(chosen({ suites: ['log'], globs: ['*/values/*'] })).toEqual(['log/values/two']);
    expect(selectCases(all, { suites: ['log'] }).of).toEqual(all);
  });

  it.each<[string, Selection, RegExp]>([
    ['a suite', { suites: ['logs'] }, /--suite: expected one of log, sleep, got "logs"/],
    ['a glob', { globs: ['log/*'] }, /--case: no case fits "log\/\*"/],
    ['one glob of several', { globs: ['log/**', 'nothing/**'] }, /"nothing\/\*\*"/],
    ['a glob in the profile', { profile: 'hardened', globs: ['sleep/**'] }, /no case of the profile hardened fits/],
    ['both together', { suites: ['sleep'], globs: ['log/**'] }, /--suite and --case together fit no case/],
    ['the profile', { profile: 'compat' }, /no case/],
  ])('refuses %s that fits nothing', (_, selection, message) => {
    expect(() => selectCases(all, selection)).toThrow(message);
  });
});
