import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { readJournal } from '../harness/journal.ts';
import { until } from '../harness/testing/is-alive.testing.ts';
import { openFolder, type Folder } from '../harness/testing/open-folder.testing.ts';
import { matrixSchema } from '../report/matrix.ts';
import { reportSchema } from '../report/report-schema.ts';
import type { Report } from '../report/report.ts';
import { plainCases } from './plain-cases.testing.ts';
import { startCli, type Command } from './run-cli.testing.ts';
import { watchCommand } from './watch-command.testing.ts';

const tampered = new URL('../harness/testing/tampered-adapter.testing.ts', import.meta.url).href;
const relay = fileURLToPath(new URL('../harness/testing/relay-cell.testing.ts', import.meta.url));

const deadline = 2500;
const silent = new RegExp(`^hung: .*gave no answer within ${deadline} ms`);

/* What each defect costs its case. */
const costs: readonly (readonly [defect: string, says: RegExp])[] = [
  ['endless-stdout', /^crashed: .*stdout of a cell carries nothing but JSON-RPC 2\.0 lines, got "DEBUG/],
  ['endless-stderr', silent],
  ['endless-line', /^crashed: .*the cell sent a line over the longest allowed one \(67108864 characters\)/],
  ['endless-records', /^crashed: .*the cell told more than 16 MiB at one go/],
  ['endless-empty-records', /^crashed: .*the cell told more than 16 MiB at one go/],
  ['deaf', silent],
];

/** Runs a command to its end with a temporary folder of its own, in which nothing may be left, nor of its processes and ports; returns the most memory in MiB that one of its own processes took. */
const leavesNothing = async (
  words: readonly string[],
  meanwhile: (command: Command) => Promise<void> = async () => undefined,
): Promise<number> => {
  using folder = openFolder();
  const command = startCli(words, { TMPDIR: folder.path });
  using watch = watchCommand(command, folder.path);
  await meanwhile(command);
  await command.ended;
  expect({ alive: watch.alive(), listening: watch.listening(), files: folder.names() }).toEqual({ alive: [], listening: [], files: [] });
  expect(watch.seen.processes).toBeGreaterThan(2);
  expect(watch.seen.ports).toBeGreaterThan(0);
  return watch.mostMiB;
};

const choosing = (ids: readonly string[]): readonly string[] =>
  ['--seed', '1', '--jobs', '1', '--timeout', String(deadline)].concat(ids.flatMap((id) => ['--case', id]));

const readReport = (folder: Folder, name: string): Report => reportSchema.parse(JSON.parse(folder.read(name)));

const reportsIn = (folder: Folder): readonly Report[] => {
  const { rows, complete } = matrixSchema.parse(JSON.parse(folder.read('matrix.json')));
  expect(complete).toBe(true);
  return rows.map((row) => readReport(folder, `${row.folder}/report.json`));
};

const verdicts = ({ cases, notes, exitCode }: Report): unknown => ({
  notes,
  exitCode,
  cases: cases.map(({ id, verdict, fail, because, checks }) => ({ id, verdict, fail, because, checks })),
});

/* Sentences that tell how the runtime broke, each with its kind; a case that only heard records too many may fail by what it checks. */
const breaks = ({ cases }: Report): readonly string[] =>
  cases.flatMap(({ fail, because = '' }) => (because.startsWith('the runtime broke: ') ? [`${fail ?? ''}: ${because}`] : []));

describe('sandproof matrix with a runtime that breaks', { timeout: 180_000 }, () => {
  it('loses to each flood and each hang one case of that runtime, keeps little of it, and leaves nothing behind', async () => {
    using folder = openFolder();
    const plans = costs.map(([defect]) => ['-', defect, '-']).concat([['start-a-grandchild', 'thousands-of-records', '-']]);
    const ids = (await plainCases()).slice(0, 3);
    // a run each, so that the memory of one flood is not that of all before it too, which is garbage until somebody needs the room
    const files = plans.map((loads, at) => {
      const options = JSON.stringify({ loads: loads.join(','), count: folder.join(`loads-${at}`) });
      const file = folder.join(`broken-${at}.mjs`);
      writeFileSync(file, `import { tampered } from ${JSON.stringify(tampered)};\nexport default tampered(${options});\n`);
      return file;
    });
    const most = await leavesNothing(['matrix', '--adapters', `${files.join(',')},node-vm`, ...choosing(ids), '--out', folder.path]);
    const reports = reportsIn(folder);
    expect(reports).toHaveLength(plans.length + 1);
    const [healthy] = reports.slice(-1);
    if (healthy === undefined) throw new Error('a report is missing');
    for (const [at, broken] of reports.slice(0, -1).entries()) {
      const wanted = costs.slice(at, at + 1).map(([, says]) => expect.stringMatching(says) as unknown);
      const failed = broken.cases.filter(({ verdict }) => verdict !== 'pass').length;
      expect(broken.cases).toHaveLength(ids.length);
      expect(breaks(broken)).toEqual(wanted);
      // records too many break nothing, and fail a case only where it checks its records
      expect(failed).toBeLessThanOrEqual(1);
      expect(broken).toMatchObject({ exitCode: failed, errors: [], notes: [] });
    }

    const alone = ['run', '--adapter', 'node-vm', ...choosing(ids), '--reporter', 'json', '--out', folder.join('alone')];
    const usual = await leavesNothing(alone);
    expect(verdicts(healthy)).toEqual(verdicts(readReport(folder, 'alone/report.json')));
    expect(most / usual).toBeLessThan(2);
  });

  it('loses to each kill from outside one case, whether it hits the cell or the process behind it', async () => {
    using folder = openFolder();
    using other = openFolder();
    const ids = (await plainCases()).slice(0, 8);
    const pids = other.join('pids');
    const words = [process.execPath, relay, '--adapter', tampered];
    const options = ['--option', 'paceMs=200', '--option', `pidFile=${pids}`];
    const adapter = `exec: ${[...words, ...options].map((word) => JSON.stringify(word)).join(' ')}`;
    const cells = (): readonly number[] => {
      const [run = ''] = folder.names().filter((name) => name.startsWith('1-'));
      return readJournal(folder.join(`${run}/journal.ndjson`)).flatMap((line) => (line.kind === 'cell' ? [line.pid ?? 0] : []));
    };
    writeFileSync(pids, '');
    const started = (): readonly number[] => other.read('pids').trim().split('\n').map(Number);
    await leavesNothing(['matrix', '--adapters', adapter, ...choosing(ids), '--out', folder.path], async () => {
      await until('a runtime runs behind its cell', () => (started()[0] ?? 0) > 0);
      process.kill(started()[0] ?? 0, 'SIGKILL');
      await until('another one runs', () => started().length > 1);
      process.kill(cells().at(-1) ?? 0, 'SIGKILL');
    });
    const [report] = reportsIn(folder);
    if (report === undefined) throw new Error('the report is missing');
    expect(report.cases).toHaveLength(ids.length);
    expect(report.cases.filter(({ verdict }) => verdict === 'pass')).toHaveLength(ids.length - 2);
    expect(breaks(report).toSorted()).toEqual([
      expect.stringMatching(/^crashed: .*the cell ended with SIGKILL/),
      expect.stringMatching(silent),
    ]);
  });
});
