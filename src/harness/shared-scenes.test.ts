import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { describe, expect, it } from 'vitest';

import type { ConformanceCase } from '../contract/case.ts';
import { texts } from '../contract/reading.ts';
import { operation } from '../contract/stimulus.ts';
import { deadlinesFor } from './deadlines.ts';
import { leaseCells, type Lease } from './lease.ts';
import { runAndProve } from './run-and-judge.ts';
import type { Stage } from './scene.ts';
import { sharedScenes } from './shared-scenes.ts';
import { bench } from './testing/observed.testing.ts';
import { openFolder } from './testing/open-folder.testing.ts';

const adapter = fileURLToPath(new URL('testing/tampered-adapter.testing.ts', import.meta.url));
const lease = (options: Readonly<Record<string, string>> = {}): Lease =>
  leaseCells({ kind: 'module', name: 'tampered', url: pathToFileURL(adapter).href, own: true, options, evidence: 'intercepted' });
const stage = (leased: Lease, scratch: string): Stage => ({ lease: leased, deadlines: deadlinesFor(undefined), fault: undefined, scratch });

const logs = (lines: readonly string[], changes: Partial<ConformanceCase> = {}): ConformanceCase => ({
  id: 'log/records/some',
  clause: 'LOG-1',
  kind: 'provides',
  says: 'lines are logged',
  given: { extension: 'log-lines', scopes: { log: {} } },
  when: operation('log-lines', { lines }),
  expect: { 'exactly these lines are there': (seen) => texts(seen).join() === lines.join() },
  catches: ['drops-logs'],
  shared: true,
  ...(changes as object),
});

const refuses = (id: string, changes: Partial<ConformanceCase> = {}): ConformanceCase => ({
  id,
  clause: 'LOG-2',
  kind: 'refuses',
  says: 'without the scope nothing is logged',
  given: { extension: 'log-lines', scopes: {} },
  when: operation('log-lines', { lines: ['a'] }),
  expect: { 'nothing is logged': (seen) => texts(seen).length === 0 },
  admits: { given: { scopes: { log: {} } }, expect: { 'with the scope it is': (seen) => texts(seen).length === 1 } },
  catches: ['logs-without-scope'],
  ...(changes as object),
});

describe('sharedScenes', () => {
  it('plays cases of an equal `given` in one sandbox, each with its own records and challenge', async () => {
    using folder = openFolder();
    await using leased = lease();
    await using shared = sharedScenes();
    const first = await runAndProve(logs(['a']), stage(leased, folder.path), bench, shared);
    const folders = readdirSync(folder.path);
    const second = await runAndProve(logs(['b', 'c']), stage(leased, folder.path), bench, shared);
    expect([first.report.verdict, second.report.verdict]).toEqual(['pass', 'pass']);
    expect(folders).toHaveLength(1);
    expect(readdirSync(folder.path)).toEqual(folders);
    await shared.drop();
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('opens another sandbox for another `given`, for a case that shares with nobody, and after a case that failed', async () => {
    using folder = openFolder();
    await using leased = lease();
    await using shared = sharedScenes();
    const place = async (one: ConformanceCase): Promise<readonly string[]> => {
      await runAndProve(one, stage(leased, folder.path), bench, shared);
      return readdirSync(folder.path);
    };
    const first = await place(logs(['a']));
    const other = await place(logs(['a'], { given: { extension: 'log-lines', scopes: { log: {}, sleep: {} } } }));
    expect(other).toHaveLength(1);
    expect(other).not.toEqual(first);
    const { shared: _, ...alone } = logs(['a']);
    expect(await place(alone)).toEqual([]);
    expect(await place(logs(['a'], { expect: { 'this never holds': () => false } }))).toEqual([]);
  });

  it('keeps no sandbox in which a call was not answered', async () => {
    using folder = openFolder();
    await using leased = lease();
    await using shared = sharedScenes();
    const absent = logs([], {
      when: operation('no-such-operation'),
      expect: { 'there is none': (seen) => seen.calls[0]?.outcome.status === 'absent' },
    });
    await runAndProve(absent, stage(leased, folder.path), bench, shared);
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('lets the twin behind one refusal stand in front of the next one with the same twin', async () => {
    using folder = openFolder();
    const count = folder.join('loads');
    await using leased = lease({ count });
    await using shared = sharedScenes();
    const loads: number[] = [];
    for (const one of [refuses('log/scope/a'), refuses('log/scope/b'), logs(['a']), refuses('log/scope/c')]) {
      const { report } = await runAndProve(one, stage(leased, folder.path), bench, shared);
      expect(report).toMatchObject({ verdict: 'pass' });
      expect(report.attempts).toHaveLength(one.kind === 'refuses' ? 3 : 1);
      loads.push(readFileSync(count, 'utf8').length);
    }
    expect(loads).toEqual([3, 5, 6, 9]);
  });
});
