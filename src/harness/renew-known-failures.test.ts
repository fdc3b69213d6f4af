import { describe, expect, it } from 'vitest';

import type { CaseReport } from '../contract/case-report.ts';
import { renewKnownFailures } from './renew-known-failures.ts';

const report = (id: string, parts: Partial<CaseReport> = {}): CaseReport => ({
  id,
  clause: 'REQ-1',
  level: 'MUST',
  profile: 'documented',
  kind: 'provides',
  says: 'something',
  verdict: 'fail',
  fail: 'violated',
  checks: [
    { says: 'one', held: true },
    { says: 'two', held: false },
  ],
  attempts: [],
  ms: 1,
  ...parts,
});

const old = { case: 'a/b/c', kind: 'violated', checks: ['one'], reason: 'as it was written', issue: 'https://old.test/' } as const;
const given = { cases: ['a/b/*'], reason: 'as it is given', issue: 'https://new.test/' };

describe('renewKnownFailures', () => {
  it('keeps the reason of a failure of the same kind, with the checks of now', () => {
    expect(renewKnownFailures([[report('a/b/c')]], [old], []).entries).toEqual([{ ...old, checks: ['two'] }]);
  });

  it('asks for a reason where the kind is another or the case is new, and leaves out what passes or is not applicable', () => {
    const reports = [
      report('a/b/c', { fail: 'escaped' }),
      report('a/b/new'),
      report('a/b/not', { verdict: 'not-applicable' }),
      report('a/b/passes', { verdict: 'pass' }),
    ];
    const { entries, unexplained } = renewKnownFailures([reports], [old], []);
    expect(entries).toEqual([]);
    expect(unexplained.map(({ id }) => id)).toEqual(['a/b/c', 'a/b/new']);
  });

  it('takes the first reason that fits, also for what has one, and tells which fit nothing', () => {
    const second = { ...given, cases: ['a/**'], reason: 'of all the others', kinds: ['untestable'] as const };
    const reports = [report('a/b/c'), report('a/x/y', { verdict: 'untestable' }), report('a/x/z')];
    const { entries, unexplained, idle } = renewKnownFailures([reports], [old], [given, second, { ...given, cases: ['q/**'] }]);
    expect(entries.map(({ case: id, kind, reason }) => [id, kind, reason])).toEqual([
      ['a/b/c', 'violated', 'as it is given'],
      ['a/x/y', 'untestable', 'of all the others'],
    ]);
    expect(unexplained.map(({ id }) => id)).toEqual(['a/x/z']);
    expect(idle).toEqual(['q/**']);
  });

  it('writes every way down where chance decides, and only where somebody says so', () => {
    const reports = [
      [report('a/b/c'), report('a/b/d', { fail: 'crashed' })],
      [report('a/b/c', { verdict: 'pass', checks: [] }), report('a/b/d', { fail: 'crashed', checks: [] })],
    ];
    const { entries, unexplained } = renewKnownFailures(reports, [], [given]);
    expect(entries).toMatchObject([{ case: 'a/b/d', kind: 'crashed', checks: [] }]);
    expect(unexplained).toEqual([{ id: 'a/b/c', seen: 'not the same in every report: violated ["two"], pass []' }]);
    const moving = renewKnownFailures(reports, [], [{ ...given, byChance: true }]).entries;
    expect(moving[0]).toEqual({
      case: 'a/b/c',
      kind: 'violated',
      checks: ['two'],
      or: [{ kind: 'pass', checks: [] }],
      reason: given.reason,
      issue: given.issue,
    });
    expect(moving[1]).not.toHaveProperty('or');
    // of one that stood still, what is known already says more
    const kept = renewKnownFailures([[report('a/b/c')]], [old], [{ ...given, byChance: true }]);
    expect(kept).toMatchObject({ entries: [{ case: 'a/b/c', reason: old.reason }], idle: [] });
    // what was seen once stays written down
    expect(renewKnownFailures([reports[1] ?? []], moving, []).entries[0]).toEqual({
      ...moving[0],
      or: [{ kind: 'pass', checks: [] }],
    });
  });
});
