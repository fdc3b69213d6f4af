import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { describe, expect, it } from 'vitest';

import type { CaseReport } from '../contract/case-report.ts';
import type { ConformanceCase } from '../contract/case.ts';
import { texts } from '../contract/reading.ts';
import { operation } from '../contract/stimulus.ts';
import { deadlinesFor } from './deadlines.ts';
import { leaseCells } from './lease.ts';
import { playBatch } from './refusal-batch.ts';
import { sharedScenes } from './shared-scenes.ts';
import { bench } from './testing/observed.testing.ts';
import { openFolder } from './testing/open-folder.testing.ts';

const adapter = fileURLToPath(new URL('testing/tampered-adapter.testing.ts', import.meta.url));

const refuses = (slug: string, changes: object = {}): ConformanceCase => ({
  id: `log/scope/${slug}`,
  clause: 'LOG-2',
  kind: 'refuses',
  says: 'without the scope nothing is logged',
  given: { extension: 'log-lines', scopes: {} },
  when: operation('log-lines', { lines: ['a'] }),
  expect: { 'nothing is logged': (seen) => texts(seen).length === 0 },
  admits: { given: { scopes: { log: {} } }, expect: { 'with the scope it is': (seen) => texts(seen).length === 1 } },
  catches: ['logs-without-scope'],
  ...changes,
});

/** Plays a batch on an honest runtime with these defects; returns the reports in their order and how many loads it took. */
const play = async (
  cases: readonly ConformanceCase[],
  loads = '',
): Promise<{ readonly reports: readonly CaseReport[]; readonly loads: number }> => {
  using folder = openFolder();
  const count = folder.join('loads');
  await using lease = leaseCells({
    kind: 'module',
    evidence: 'intercepted',
    name: 'tampered',
    url: pathToFileURL(adapter).href,
    own: true,
    options: { count, loads },
  });
  await using shared = sharedScenes();
  const reports: CaseReport[] = [];
  const stage = { lease, deadlines: deadlinesFor(undefined), fault: undefined, scratch: folder.path };
  await playBatch(cases, stage, bench, shared, (index, { report }) => (reports[index] = report));
  return { reports, loads: readFileSync(count, 'utf8').length };
};

describe('playBatch', () => {
  it('stands one twin before and one behind all of them', async () => {
    const { reports, loads } = await play(['a', 'b', 'c'].map((slug) => refuses(slug)));
    expect(reports.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['log/scope/a', 'pass'],
      ['log/scope/b', 'pass'],
      ['log/scope/c', 'pass'],
    ]);
    for (const { attempts } of reports) expect(attempts.map(({ role }) => role)).toEqual(['twin', 'case', 'twin']);
    expect(loads).toBe(5);
  });

  it('blames a case for its own checks, and no other', async () => {
    const { reports, loads } = await play([
      refuses('a'),
      refuses('b', { given: { extension: 'log-lines', scopes: { log: {} } } }),
      refuses('c'),
    ]);
    expect(reports.map(({ verdict, fail }) => fail ?? verdict)).toEqual(['pass', 'violated', 'pass']);
    expect(loads).toBe(5);
  });

  it('plays each by itself where the twin behind them broke', async () => {
    const { reports, loads } = await play(
      ['a', 'b'].map((slug) => refuses(slug)),
      '-,-,-,die',
    );
    expect(reports.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
    expect(loads).toBeGreaterThan(4);
  });

  it('plays each by itself where a cell did not outlive one of them', async () => {
    const { reports } = await play(
      ['a', 'b'].map((slug) => refuses(slug)),
      '-,die',
    );
    expect(reports.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
  });

  it('takes a case that does not hold its twin for over-refused', async () => {
    const never = { admits: { given: { scopes: { log: {} } }, expect: { 'this never holds': () => false } } };
    const { reports } = await play([refuses('a'), refuses('b', never)]);
    expect(reports.map(({ verdict, fail }) => fail ?? verdict)).toEqual(['pass', 'over-refused']);
  });
});
