import { describe, expect, it } from 'vitest';

import type { CaseReport } from '../contract/case-report.ts';
import { movedCases } from './moved-cases.ts';
import { passed, under } from './proof.testing.ts';

const pass = (id: string): CaseReport => passed(id).report;
const fail = (id: string, ...checks: readonly string[]): CaseReport => ({
  ...under('a', id, 'x').report,
  fail: 'violated',
  checks: checks.map((says) => ({ says, held: false })),
});

describe('movedCases', () => {
  it('finds nothing where every run says the same, a steady failure included', () => {
    expect(
      movedCases([
        [pass('a'), fail('b', 'one')],
        [fail('b', 'one'), pass('a')],
      ]),
    ).toEqual([]);
  });

  it('says what was seen in which run, the usual first', () => {
    expect(movedCases([[pass('a')], [fail('a', 'one')], [pass('a')]])).toEqual([
      {
        id: 'a',
        seen: [
          { what: 'pass', runs: [1, 3] },
          { what: 'violated ("one")', runs: [2] },
        ],
      },
    ]);
  });

  it('finds another false check under the same verdict, and a case that was not reached', () => {
    expect(movedCases([[fail('a', 'one')], [fail('a', 'two')]])).toHaveLength(1);
    expect(movedCases([[pass('a')], []])[0]?.seen.map(({ what }) => what)).toEqual(['pass', 'not reached']);
  });
});
