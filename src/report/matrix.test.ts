import { describe, expect, it } from 'vitest';

import { matrixSchema, measuredRow, rowExit, type MatrixRow } from './matrix.ts';
import { failedCase, sampleCase, sampleReport } from './sample-report.testing.ts';

const passed = sampleCase({ id: 'a/b/passes' });
const failed = failedCase('why', { id: 'a/b/fails' });
const known = failedCase('why', { id: 'a/b/known', fail: 'escaped', known: 'written down' });
const untestable = sampleCase({ id: 'a/b/not-reached', verdict: 'untestable' });
const notApplicable = sampleCase({ id: 'a/b/not-claimed', verdict: 'not-applicable' });
const report = sampleReport([passed, failed, known, untestable, notApplicable]);

const row = (changes: Partial<MatrixRow> = {}): MatrixRow => ({
  adapter: 'some',
  folder: 'some',
  exitCode: 0,
  measured: measuredRow(sampleReport([passed]), [sampleReport([passed])]),
  ...changes,
});

describe('measuredRow', () => {
  it('counts MUST cases and kinds, known failures among them', () => {
    expect(measuredRow(report, [])).toMatchObject({
      must: { documented: { passed: 1, measured: 4, notApplicable: 1 }, hardened: { passed: 0, measured: 0 } },
      kinds: { violated: 1, escaped: 1, untestable: 1 },
      known: 1,
      moved: [],
      tookMs: [1234],
    });
  });

  it('names what moved: another verdict, another kind, other checks, a case that is missing', () => {
    const now = sampleReport([
      failedCase('why', { id: passed.id }),
      { ...failed, fail: 'hung' },
      { ...known, checks: [{ says: 'the text is there', held: true }] },
      notApplicable,
    ]);
    expect(measuredRow(report, [now]).moved).toEqual(['a/b/fails', 'a/b/known', 'a/b/not-reached', 'a/b/passes']);
    expect(measuredRow(report, [report]).moved).toEqual([]);
  });

  it('does not call the checks of a broken runtime a move, nor what is known to be decided by chance, and counts none of the latter as passed', () => {
    const crashed = failedCase('why', { id: 'a/b/crashes', fail: 'crashed' });
    const chance = sampleCase({ id: 'a/b/chance', known: 'a race', byChance: true });
    const one = measuredRow(sampleReport([passed, crashed, chance]), [
      sampleReport([
        passed,
        { ...crashed, checks: [{ says: 'another', held: false }] },
        failedCase('why', { id: chance.id, known: 'a race', byChance: true }),
      ]),
    ]);
    expect(one).toMatchObject({ moved: [], byChance: ['a/b/chance'], known: 0, must: { documented: { passed: 1, measured: 3 } } });
  });
});

describe('rowExit', () => {
  it('is 0 only for whole rows whose verdicts stood still', () => {
    expect(rowExit(row())).toBe(0);
    expect(rowExit(row({ exitCode: 2 }))).toBe(2);
    expect(rowExit(row({ measured: measuredRow(report, [sampleReport([passed])]) }))).toBe(1);
    expect(rowExit(row({ problem: 'the second run was killed' }))).toBe(3);
    expect(rowExit({ adapter: 'some', folder: 'some', exitCode: 0 })).toBe(3);
  });
});

describe('matrixSchema', () => {
  it('takes what is written', () => {
    const matrix = { schema: 'sandproof-matrix-1', complete: true, seed: 1, rows: [row()] };
    expect(matrixSchema.parse(JSON.parse(JSON.stringify(matrix)))).toEqual(matrix);
  });
});
