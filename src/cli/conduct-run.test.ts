import { existsSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { descendantsOf, processes } from '../harness/process-tree.ts';
import { isAlive, until } from '../harness/testing/is-alive.testing.ts';
import { openFolder, type Folder } from '../harness/testing/open-folder.testing.ts';
import { plainCases } from './plain-cases.testing.ts';
import { type Command, reportIn, runCli, scriptWords, startCli, tamperedWords } from './run-cli.testing.ts';

// Few cases, and the honest runtime passes all of them.
const few = ['log/records/*', 'log/characters/*', 'log/scope/*'].flatMap((glob) => ['--case', glob]);
const small = ['run', ...few, '--known-failures', 'none', '--reporter', 'console,json,junit', '--out'];

// A run takes two seconds; a machine that is busy with other things may need many times as long.
const slow = { timeout: 120_000 };

const judgedIn = (folder: Folder): number =>
  existsSync(folder.join('journal.ndjson')) ? readFileSync(folder.join('journal.ndjson'), 'utf8').split('"kind":"judged"').length - 1 : 0;

/** Workers are the children of the command that have children themselves: their cells. */
const workersOf = (command: Command): readonly number[] => {
  const all = processes();
  return all.filter(({ pid, parent }) => parent === command.pid && all.some((one) => one.parent === pid)).map(({ pid }) => pid);
};

/** Vitest starts its forks from a program of its own. */
const isFork = (pid: number): boolean => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('vitest');
  } catch {
    return false; // ended meanwhile
  }
};

const familyBut = (command: Command): readonly number[] => descendantsOf(command.pid).map(({ pid }) => pid);

// What each defect costs, in the order of the loads; '-' is a load without one.
const costs: readonly (readonly [string, RegExp | undefined])[] = [
  ['-', undefined],
  ['die', /^crashed: .*the cell ended with SIGKILL/],
  ['-', undefined],
  [
    'garbage',
    /^crashed: .*stdout of a cell carries nothing but JSON-RPC 2\.0 lines, got \\"DEBUG: entering sandbox\\"|^crashed: .*got "DEBUG/,
  ],
  ['-', undefined],
  ['silence', /^hung: .*no answer within 2500 ms/],
  ['-', undefined],
  ['block', /^hung: .*no answer within 2500 ms/],
  ['connect', /^(violated|escaped): .*a connection to 127\.0\.0\.1:9/],
  ['-', undefined],
];

const running = (ids: readonly string[], out: string): readonly string[] =>
  ['run', '--known-failures', 'none', '--reporter', 'console,json', '--out', out].concat(ids.flatMap((id) => ['--case', id]));

describe('sandproof run', slow, () => {
  it('loses one case to each way in which a cell breaks, judges the rest, and ends with 1', async () => {
    using folder = openFolder();
    const ids = (await plainCases()).slice(0, costs.length);
    expect(ids).toHaveLength(costs.length);
    const words = tamperedWords({ loads: costs.map(([name]) => name).join(','), count: folder.join('loads') });
    const { code, stdout } = await runCli([...running(ids, folder.path), '--jobs', '1', '--timeout', '2500', ...words]);
    expect(code).toBe(1);
    const report = reportIn(folder);
    expect(report).toMatchObject({ exitCode: 1, errors: [], notes: [], stale: [] });
    expect(report.cases).toHaveLength(costs.length);
    const said = report.cases.filter(({ verdict }) => verdict !== 'pass').map(({ fail, because }) => `${fail ?? ''}: ${because ?? ''}`);
    const wanted = costs.flatMap(([, because]) => (because === undefined ? [] : [because]));
    expect(said).toHaveLength(wanted.length);
    for (const because of wanted) expect(said).toContainEqual(expect.stringMatching(because));
    expect(stdout).toContain(`does not conform: ${wanted.length} failures`);
  });

  it('judges a runtime that hangs in its first three loads hung for the rest, and says so', async () => {
    using folder = openFolder();
    const words = tamperedWords({ loads: 'silence', at: 'load' });
    const { code, stdout } = await runCli([...small, folder.path, '--timeout', '300', '--jobs', '1', ...words]);
    expect(code).toBe(1);
    const report = reportIn(folder);
    expect(report.cases.map(({ fail }) => fail)).toEqual(Array.from({ length: report.selected.cases }, () => 'hung'));
    expect(report.notes).toEqual([expect.stringMatching(/hung in each of its first 3 loads/) as unknown]);
    expect(stdout).toContain('note: ');
    const cells = new Set(readFileSync(folder.join('journal.ndjson'), 'utf8').match(/"mark":"\w+"/g));
    expect(cells.size).toBe(3);
  });

  it('keeps what was judged when a worker is killed, reports the rest as not reached, leaves no process, and ends with 4', async () => {
    using folder = openFolder();
    const words = tamperedWords({ paceMs: '150', loads: 'start-a-grandchild' });
    // cases of about the same cost, so that each of two workers, of four lanes, has half of them
    const even = (await plainCases()).slice(0, 24);
    const command = startCli([...running(even, folder.path), '--jobs', '8', ...words]);
    await until('two cases are judged', () => judgedIn(folder) >= 2);
    await until('both workers are there', () => workersOf(command).length === 2);
    const [worker = 0] = workersOf(command);
    const family = familyBut(command);
    const judged = judgedIn(folder);
    process.kill(worker, 'SIGKILL');
    const { code, stdout } = await command.ended;
    expect(code).toBe(4);
    const report = reportIn(folder);
    expect(report.complete).toBe(false);
    expect(report.errors.length).toBeGreaterThan(0);
    const reached = report.cases.filter(({ because }) => because !== 'not reached');
    // whatever was judged before, and all that the other worker had
    expect(reached.length).toBeGreaterThanOrEqual(Math.max(judged, Math.floor(report.cases.length / 2)));
    expect(reached.length).toBeLessThan(report.cases.length);
    expect(new Set(reached.map(({ verdict }) => verdict))).toEqual(new Set(['pass']));
    expect(new Set(report.cases.filter((one) => !reached.includes(one)).map(({ verdict }) => verdict))).toEqual(new Set(['untestable']));
    expect(stdout).toContain('The suite itself failed');
    await until('no process is left', () => !family.some(isAlive));
  });

  it('judges cases of the network untestable when a foreign runtime has no gateway', async () => {
    using folder = openFolder();
    const words = ['run', '--case', 'request/scope/*', '--case', 'log/scope/*', '--reporter', 'json', '--out', folder.path];
    const { code } = await runCli([...words, ...scriptWords()]);
    expect(code).toBe(1);
    const { cases, runtime } = reportIn(folder);
    expect(runtime).toMatchObject({ name: 'script', evidence: 'none' });
    const network = cases.filter(({ id }) => id.startsWith('request/'));
    expect(network.length).toBeGreaterThan(0);
    for (const one of network)
      expect(one).toMatchObject({ verdict: 'untestable', because: expect.stringMatching(/^no gateway/) as unknown });
    for (const one of cases.filter(({ id }) => id.startsWith('log/'))) expect(one.verdict).toBe('fail');
  });
});

describe('an interrupted sandproof run', slow, () => {
  it.each<[string, (command: Command) => void, readonly string[]]>([
    ['SIGINT to the whole group, as from a terminal', ({ pid }) => process.kill(-pid, 'SIGINT'), tamperedWords({ paceMs: '200' })],
    [
      'SIGTERM, with grandchildren that left the group',
      ({ pid }) => process.kill(pid, 'SIGTERM'),
      tamperedWords({ paceMs: '200', loads: 'start-a-grandchild' }),
    ],
    ['SIGINT, with failures that were judged', ({ pid }) => process.kill(pid, 'SIGINT'), scriptWords('--on', 'call', '--do', 'slow-down')],
  ])('writes what was judged, leaves no process and ends with 3 after %s', async (_, send, words) => {
    using folder = openFolder();
    const command = startCli([...small, folder.path, '--jobs', '2', ...words]);
    await until('two cases are judged', () => judgedIn(folder) >= 2);
    await until('the worker is there', () => workersOf(command).length === 1);
    const family = familyBut(command);
    send(command);
    const { code, stderr } = await command.ended;
    expect(code).toBe(3);
    expect(stderr).toContain('interrupted');
    const report = reportIn(folder);
    expect(report.complete).toBe(false);
    expect(report.errors).toEqual([]);
    expect(report.notes).toContainEqual(expect.stringMatching(/interrupted/));
    expect(report.cases).toHaveLength(report.selected.cases);
    expect(report.cases.some(({ because }) => because === 'not reached')).toBe(true);
    expect(report.cases.filter(({ because }) => because !== 'not reached').length).toBeGreaterThanOrEqual(2);
    expect(folder.names()).toEqual(['journal.ndjson', 'junit.xml', 'report.json']);
    await until('no process is left', () => !family.some(isAlive));
  });

  it('writes that nothing was reached, and ends with 3, when its workers are only being started', async () => {
    using folder = openFolder();
    using temporary = openFolder();
    const command = startCli([...small, folder.path, '--jobs', '2', ...tamperedWords({})], { TMPDIR: temporary.path });
    await until('vitest has been asked', () => familyBut(command).some(isFork));
    const family = familyBut(command);
    process.kill(command.pid, 'SIGTERM');
    expect(await command.ended).toMatchObject({ code: 3, signal: null });
    expect(reportIn(folder)).toMatchObject({ complete: false, errors: [], exitCode: 3 });
    await until('no process is left', () => !family.some(isAlive));
    expect(temporary.names()).toEqual([]);
  });

  it('ends at once while the runtime is only being described', async () => {
    using folder = openFolder();
    const command = startCli([...small, folder.path, ...scriptWords('--on', 'describe', '--do', 'silence')]);
    await until('the cell is there', () => familyBut(command).length > 0);
    const family = familyBut(command);
    process.kill(command.pid, 'SIGINT');
    const { code, stderr } = await command.ended;
    expect(code).toBe(3);
    expect(stderr).toMatch(/nothing was judged/);
    await until('no process is left', () => !family.some(isAlive));
  });
});
