import type { CaseReport } from '../contract/case-report.ts';
import { levels, profiles, type Level, type Profile } from '../contract/clause.ts';
import type { Count, Report } from './report.ts';

const none = { pass: 0, fail: 0, known: 0, untestable: 0, 'not-applicable': 0 };

/** Returns how a report counts: a failure that is known counts as `known`, not as `fail`. */
const columnOf = (report: CaseReport): keyof Count => (report.known === undefined ? report.verdict : 'known');

/** Counts cases per profile and level. */
export const totals = (cases: readonly CaseReport[]): Report['totals'] => {
  const count = (profile: Profile, level: Level): Count => {
    const counted = { ...none };
    for (const report of cases) if (report.profile === profile && report.level === level) counted[columnOf(report)] += 1;
    return counted;
  };
  const perLevel = (profile: Profile): Record<Level, Count> =>
    Object.fromEntries(levels.map((level) => [level, count(profile, level)])) as Record<Level, Count>;
  return Object.fromEntries(profiles.map((profile) => [profile, perLevel(profile)])) as Record<Profile, Record<Level, Count>>;
};

/** Adds counts up. */
export const sum = (counts: readonly Count[]): Count =>
  counts.reduce<Count>(
    (total, one) => ({
      pass: total.pass + one.pass,
      fail: total.fail + one.fail,
      known: total.known + one.known,
      untestable: total.untestable + one.untestable,
      'not-applicable': total['not-applicable'] + one['not-applicable'],
    }),
    none,
  );
