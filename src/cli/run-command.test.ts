import { readFileSync, writeFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { reportSchema } from '../report/report-schema.ts';
import { patience } from '../harness/describe-runtime.ts';
import { openFolder } from '../harness/testing/open-folder.testing.ts';
import { runCli, scriptWords, tamperedWords } from './run-cli.testing.ts';

const slow = { timeout: 120_000 };
const echo = scriptWords();
const one = ['--case', 'log/scope/no-scope-at-all', '--jobs', '1'];

describe('sandproof run, used wrongly', slow, () => {
  it.each<[string, readonly string[], readonly RegExp[]]>([
    ['no adapter', ['run'], [/--adapter <.*>/, /not specified/]],
    [
      'an unknown adapter',
      ['run', '--adapter', 'nowhere'],
      [/--adapter: expected one of .*, a file .*, or "exec: command", got "nowhere"/],
    ],
    ['a file that is not there', ['run', '--adapter', './nowhere.ts'], [/--adapter: there is no file .*nowhere\.ts/]],
    ['an exec without a command', ['run', '--adapter', 'exec: '], [/"exec:" has no command/]],
    ['an option for an exec', ['run', ...echo, '--adapter-option', 'a=b'], [/--adapter-option/, /exec:/]],
    ['an unknown flag', ['run', ...echo, '--jbos', '3'], [/unknown option '--jbos'/, /--jobs/]],
    ['a bad number', ['run', ...echo, '--jobs', '0'], [/--jobs/, /expected a whole number of at least 1, got "0"/]],
    ['no number', ['run', ...echo, '--timeout', '1e3'], [/--timeout/, /expected a whole number of at least 1, got "1e3"/]],
    ['a negative seed', ['run', ...echo, '--seed', '-1'], [/--seed/]],
    ['an unknown profile', ['run', ...echo, '--profile', 'strict'], [/--profile/, /'strict'/, /documented, hardened, compat, all/]],
    ['an unknown reporter', ['run', ...echo, '--reporter', 'json,xml'], [/--reporter/, /expected console, json, junit.*got "xml"/]],
    ['a pair without =', ['run', ...echo, '--adapter-option', 'a'], [/--adapter-option/, /expected key=value, got "a"/]],
    ['an unknown suite', ['run', ...echo, '--suite', 'logs'], [/--suite: expected one of .*log.*, got "logs"/]],
    [
      'a glob that fits nothing',
      ['run', ...echo, '--case', 'log/scope/nothing-*'],
      [/--case: no case fits "log\/scope\/nothing-\*"/, /sandproof list/],
    ],
    [
      'filters that fit nothing together',
      ['run', ...echo, '--suite', 'sleep', '--case', 'log/**'],
      [/--suite and --case together fit no case/],
    ],
    ['an unknown fault', ['run', ...echo, '--fault', 'nothing-at-all'], [/--fault: expected one of .*, got "nothing-at-all"/]],
    ['several reporters without a folder', ['run', ...echo, '--reporter', 'json,junit'], [/--reporter: several reporters need --out/]],
    ['known failures that are not there', ['run', ...echo, '--known-failures', 'nowhere.json'], [/nowhere\.json could not be read/]],
    ['a folder that is a file', ['run', ...echo, '--out', process.execPath], [/--out: expected a folder that can be written, got/]],
    ['a program that is not there', ['run', '--adapter', 'exec: ./no-such-program'], [/could not be started/, /no-such-program/]],
    [
      'a program that is no cell',
      ['run', '--adapter', `exec: ${process.execPath} -p 1`],
      [/did not say what it is/, /JSON-RPC 2\.0.*got "1"/],
    ],
    ['a program that dies', ['run', ...scriptWords('--on', 'describe', '--do', 'complain-and-exit')], [/exit code 3/, /the last words/]],
  ])('ends with 2 and says what was wrong: %s', async (_, words, sentences) => {
    const { code, stdout, stderr } = await runCli([...words]);
    expect({ code, stderr }).toMatchObject({ code: 2 });
    for (const sentence of sentences) expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(stderr.trim().split('\n').length).toBeLessThanOrEqual(2);
    expect(stdout).toBe('');
  });
});

describe('sandproof run', slow, () => {
  it('prints a report that fits its schema with --json, and nothing else on stdout', async () => {
    const { code, stdout } = await runCli(['run', ...echo, ...one, '--json', '--seed', '5']);
    const report = reportSchema.parse(JSON.parse(stdout));
    const schema = JSON.parse(readFileSync(new URL('../report/report.schema.json', import.meta.url), 'utf8')) as Parameters<
      typeof z.fromJSONSchema
    >[0];
    expect(z.fromJSONSchema(schema).safeParse(JSON.parse(stdout))).toMatchObject({ success: true });
    expect(report).toMatchObject({ seed: 5, complete: false, exitCode: code, runtime: { name: 'script', evidence: 'none' } });
    expect(code).toBe(1);
  });

  it('writes exactly what was asked for, and removes what an earlier run left', async () => {
    using folder = openFolder();
    const out = ['run', ...echo, ...one, '--out', folder.path, '--reporter'];
    await runCli([...out, 'json,junit']);
    expect(folder.names()).toEqual(['journal.ndjson', 'junit.xml', 'report.json']);
    writeFileSync(folder.join('own-notes.txt'), 'mine');
    const { stdout } = await runCli([...out, 'junit']);
    expect(folder.names()).toEqual(['journal.ndjson', 'junit.xml', 'own-notes.txt']);
    expect(stdout).toBe('');
  });

  it('leaves the report of an earlier run alone when no case fits, and waits for no runtime then', async () => {
    using folder = openFolder();
    await runCli([
      'run',
      '--case',
      'log/records/*',
      '--reporter',
      'json',
      '--out',
      folder.path,
      ...scriptWords('--evidence', 'intercepted'),
    ]);
    const before = folder.read('report.json');
    const silent = scriptWords('--on', 'describe', '--do', 'silence');
    const from = performance.now();
    const { code, stderr } = await runCli(['run', '--case', 'log/nothing', '--reporter', 'json', '--out', folder.path, ...silent]);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringMatching(/no case fits "log\/nothing"/) as unknown });
    expect(performance.now() - from).toBeLessThan(patience / 2);
    expect(folder.read('report.json')).toBe(before);
  });

  it('says how a failure is replayed, with all that decides it, and the words do that', async () => {
    const words = ['--adapter-option', 'paceMs=1', '--timeout', '9000'];
    const { stdout } = await runCli(['run', ...tamperedWords({ loads: 'die' }), ...words, ...one, '--known-failures', 'none']);
    const replay = /replay: sandproof (.*)/.exec(stdout)?.[1] ?? '';
    expect(replay).toMatch(
      /--adapter-option loads=die --adapter-option paceMs=1 --timeout 9000 --case log\/scope\/no-scope-at-all --trace$/,
    );
    const again = await runCli(replay.split(' '));
    expect(again.code).toBe(1);
    expect(again.stdout).toContain('crashed log/scope/no-scope-at-all');
  });

  it('takes a failure that is known, and is red for one that is not true any more', async () => {
    using folder = openFolder();
    const { stdout } = await runCli(['run', ...echo, ...one, '--json']);
    const [failed] = reportSchema.parse(JSON.parse(stdout)).cases;
    const checks = failed?.checks.filter(({ held }) => !held).map(({ says }) => says) ?? [];
    const entry = { case: failed?.id, kind: failed?.fail, checks, reason: 'an echo logs nothing', issue: 'https://example.org/1' };
    const withEntry = async (changes: object, ...more: object[]): Promise<{ code: number | null; stdout: string }> => {
      writeFileSync(folder.join('known.json'), JSON.stringify([{ ...entry, ...changes }, ...more]));
      return runCli(['run', ...echo, ...one, '--known-failures', folder.join('known.json')]);
    };
    const known = await withEntry({});
    expect(known.code).toBe(3); // a filtered run
    expect(known.stdout).toContain('known over-refused log/scope/no-scope-at-all: an echo logs nothing');
    const stale = await withEntry({ kind: 'hung' }, { ...entry, case: 'log/scope/nobody' });
    expect(stale.code).toBe(1);
    expect(stale.stdout).toContain('stale known failure: log/scope/nobody: no case has this id');
    expect(stale.stdout).toContain('stale known failure: log/scope/no-scope-at-all: it is "over-refused" now, not "hung"');
  });

  it('colours nothing in a pipe, whatever the environment says', async () => {
    const { stdout } = await runCli(['run', ...echo, ...one], { FORCE_COLOR: '1' });
    expect(stdout).toContain('does not conform');
    expect(stdout).not.toContain('\u001b');
  });
});
