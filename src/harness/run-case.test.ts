import { readdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { describe, expect, it } from 'vitest';

import { openFolder } from './testing/open-folder.testing.ts';
import type { ConformanceCase } from '../contract/case.ts';
import { texts } from '../contract/reading.ts';
import { beside, operation, sequence } from '../contract/stimulus.ts';
import { deadlinesFor } from './deadlines.ts';
import { leaseCells, type Lease } from './lease.ts';
import { runAndJudge } from './run-and-judge.ts';
import { bench } from './testing/observed.testing.ts';

const adapter = fileURLToPath(new URL('testing/tampered-adapter.testing.ts', import.meta.url));
const lease = (options: Readonly<Record<string, string>> = {}): Lease =>
  leaseCells({ kind: 'module', name: 'tampered', url: pathToFileURL(adapter).href, own: true, options, evidence: 'intercepted' });

const logging: ConformanceCase = {
  id: 'log/records/some',
  clause: 'LOG-1',
  kind: 'provides',
  says: 'a line is logged',
  given: { extension: 'log-lines', scopes: { log: {} } },
  when: operation('log-lines', { lines: ['a', 'b'] }),
  expect: { 'both lines are there': (seen) => texts(seen).join() === 'a,b' },
  catches: ['drops-logs'],
};

const refused: ConformanceCase = {
  ...logging,
  id: 'log/scope/some',
  clause: 'LOG-2',
  kind: 'refuses',
  says: 'without the scope nothing is logged',
  given: { extension: 'log-lines', scopes: {} },
  expect: { 'nothing is logged': (seen) => texts(seen).length === 0 },
  admits: { given: { scopes: { log: {} } }, expect: { 'with the scope it is': (seen) => texts(seen).length === 2 } },
};

const stage = (leased: Lease, scratch?: string): Parameters<typeof runAndJudge>[1] => ({
  lease: leased,
  deadlines: deadlinesFor(undefined),
  fault: undefined,
  ...(scratch === undefined ? {} : { scratch }),
});

describe('runAndJudge', () => {
  it('passes honest cases one after the other in one cell, and leaves no folder', async () => {
    using folder = openFolder();
    await using leased = lease();
    for (const one of [logging, refused, logging]) {
      expect(await runAndJudge(one, stage(leased, folder.path), bench)).toMatchObject({ verdict: 'pass' });
    }
    expect(leased.generation).toBe(1);
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('lets no other case into a cell in which something was not contained', async () => {
    await using leased = lease();
    const escapes: ConformanceCase = { ...logging, kind: 'contains', expect: { 'nothing is logged': (seen) => texts(seen).length === 0 } };
    for (const one of [logging, escapes, logging]) await runAndJudge(one, stage(leased), bench);
    expect(leased.generation).toBe(2);
  });

  it('gives each case a cell of its own where extensions share their realm with it', async () => {
    await using leased = lease();
    const sharing = { ...bench, runtime: { ...bench.runtime, sharesRealm: true } };
    for (const one of [logging, refused]) expect(await runAndJudge(one, stage(leased), sharing)).toMatchObject({ verdict: 'pass' });
    expect(leased.generation).toBe(2);
  });

  it('reports the twin before and after a refusal', async () => {
    await using leased = lease();
    const { attempts } = await runAndJudge(refused, stage(leased), bench);
    expect(attempts.map(({ role, challenge }) => [role, challenge])).toEqual([
      ['twin', 'answered'],
      ['case', 'answered'],
      ['twin', 'answered'],
    ]);
  });

  it('loses the case in which a cell dies, and not the next', async () => {
    using folder = openFolder();
    await using leased = lease({ loads: 'die', count: folder.join('loads') });
    expect(await runAndJudge(logging, stage(leased), bench)).toMatchObject({ verdict: 'fail', fail: 'crashed' });
    expect(await runAndJudge(logging, stage(leased), bench)).toMatchObject({ verdict: 'pass' });
    expect(leased.generation).toBe(2);
  });

  it('loses nothing that leaves when the extension is unloaded, in this case or at the latest in the next', async () => {
    using folder = openFolder();
    await using leased = lease({ loads: 'connect', at: 'unload', count: folder.join('loads') });
    const reports = [await runAndJudge(logging, stage(leased), bench), await runAndJudge(logging, stage(leased), bench)];
    expect(reports.filter(({ verdict }) => verdict === 'fail')).toEqual([
      expect.objectContaining({ fail: 'violated', because: expect.stringMatching(/a connection to 127\.0\.0\.1:9/) as unknown }) as unknown,
    ]);
  });

  it('sees what leaves after a case is over, in the next one', async () => {
    using folder = openFolder();
    await using leased = lease({ loads: 'connect-later', at: 'unload', count: folder.join('loads') });
    expect(await runAndJudge(logging, stage(leased), bench)).toMatchObject({ verdict: 'pass' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await runAndJudge(logging, stage(leased), bench)).toMatchObject({ verdict: 'fail', fail: 'violated' });
    expect(await runAndJudge(logging, stage(leased), bench)).toMatchObject({ verdict: 'pass' });
  });

  it('holds what a runtime does to start against no case', async () => {
    await using leased = lease({ loads: 'connect', at: 'start' });
    expect(await runAndJudge(logging, stage(leased), bench)).toMatchObject({ verdict: 'pass' });
  });

  it('is untestable when only the honest extension beside it shows that anything ran', async () => {
    await using leased = lease();
    const one: ConformanceCase = {
      ...logging,
      given: { ...logging.given, beside: { extension: 'honest-operation' } },
      when: sequence(beside(operation('honest'))),
      expect: { 'the honest one answers': (seen) => seen.besideCalls[0]?.challenge === true },
    };
    expect(await runAndJudge(one, stage(leased), bench)).toMatchObject({ verdict: 'untestable' });
  });
});
