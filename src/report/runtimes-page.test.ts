import { describe, expect, it } from 'vitest';

import { measuredRow, type MatrixRow } from './matrix.ts';
import { failedCase, sampleCase, sampleReport } from './sample-report.testing.ts';
import { runtimesPage } from './runtimes-page.ts';

const row: MatrixRow = {
  adapter: 'some',
  folder: 'some',
  exitCode: 0,
  measured: measuredRow(sampleReport([sampleCase(), failedCase('why', { id: 'a/b/c', known: 'written down' })]), []),
};
const failure = (id: string, reason: string) => ({ case: id, kind: 'violated', checks: [], reason, issue: 'https://some.test/1' }) as const;

describe('runtimesPage', () => {
  it('has a row and a section for each runtime, and groups known failures by their reason', () => {
    const known = [failure('a/b/c', 'It is so.'), failure('a/b/d', 'It is otherwise.'), failure('a/b/e', 'It is so.')];
    const text = runtimesPage([{ row, about: 'What it is.\n', known }]);
    expect(text).toContain('| [some](#some) | 4.5 | intercepted | 1 of 2 | 0 of 0 | 0 of 0 | 1 violated | not measured | 1 |');
    expect(text).toContain('\nWhat it is.\n');
    expect(text).toContain('- It is so. (`a/b/c`, `a/b/e`; [link](https://some.test/1))\n- It is otherwise. (`a/b/d`;');
  });

  it('says which failures are not written down and which verdicts moved', () => {
    const first = sampleReport([failedCase('why', { id: 'a/b/c' }), sampleCase({ id: 'a/b/d' })]);
    const second = sampleReport([failedCase('why', { id: 'a/b/c' }), failedCase('why', { id: 'a/b/d' })]);
    const text = runtimesPage([{ row: { ...row, measured: measuredRow(first, [second]) }, about: '', known: [] }]);
    expect(text).toContain('**1 failures are not written down.** **Verdicts moved between its runs: `a/b/d`.**');
    expect(runtimesPage([{ row: { ...row, measured: measuredRow(first, [first]) }, about: '', known: [] }])).toContain(
      '2 runs gave the same',
    );
  });

  it('says which cases are decided by chance', () => {
    const report = sampleReport([sampleCase({ id: 'a/b/c', known: 'a race', byChance: true })]);
    expect(runtimesPage([{ row: { ...row, measured: measuredRow(report, [report]) }, about: '', known: [] }])).toContain(
      'Chance decides how 1 cases come out, of which none counts as passed: `a/b/c`.',
    );
  });

  it('says of a runtime without a report why', () => {
    const text = runtimesPage([
      { row: { adapter: 'other', folder: 'other', exitCode: 2, problem: 'it is not installed' }, about: '', known: [] },
    ]);
    expect(text).toContain('| [other](#other) | not measured: it is not installed |');
  });
});
