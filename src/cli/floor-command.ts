import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';

import { Command } from 'commander';

import type { ConformanceCase } from '../contract/case.ts';
import { collectCases } from '../harness/collect-cases.ts';
import { defaultJobs } from '../harness/default-jobs.ts';
import { describeRuntime } from '../harness/describe-runtime.ts';
import { controlNames, resolveAdapter } from '../harness/resolve-adapter.ts';
import { runSuites, type SuiteRun } from '../harness/run-suite.ts';
import { SandproofError } from '../harness/suite-error.ts';
import { suiteHash } from '../harness/suite-hash.ts';
import { assessFloor, type ControlResult, type Passes } from '../proof/assess-floor.ts';
import { controls, type Control } from '../proof/controls.ts';
import { floorCases } from '../proof/floor-cases.ts';
import { several, wholeNumber } from './flags.ts';
import { onInterrupt } from './on-interrupt.ts';
import { paint } from './paint.ts';
import { progress } from './progress.ts';
import { floorPath, type FloorFile } from './read-floor.ts';
import { writeFiles } from './write-files.ts';

interface FloorFlags {
  readonly check?: boolean;
  readonly control: readonly string[];
  readonly jobs?: number;
}

/** The controls see the same order each time. */
const seed = 1;

/** What is run: each control with its cases. */
type Round = readonly { readonly control: Control; readonly cases: readonly ConformanceCase[] }[];

const part = ({ control, cases }: Round[number]): SuiteRun => ({
  subject: describeRuntime(resolveAdapter(`controls/${control.name}`)),
  items: cases.map(({ id }) => ({ id })),
  seed,
  jobs: control.hands,
  timeoutMs: control.timeoutMs,
  giveUp: 'lost', // all that is asked is whether a case passes
});

/** Runs all of it at once; returns what each control passes. */
const passedIn = async (round: Round, jobs: number | undefined): Promise<readonly ReadonlySet<string>[]> => {
  const shown = progress('floor', 'runs');
  using interrupt = onInterrupt();
  const { signal } = interrupt;
  const results = await runSuites(round.map(part), {
    atOnce: jobs ?? defaultJobs(),
    signal,
    onJudged: (done, total) => shown.update(done, total),
  }).finally(() => shown.end());
  signal.throwIfAborted();
  return results.map(({ judged, errors, missing }) => {
    const broken = [...errors, ...missing.map(({ id }) => `${id} was not reached`)];
    if (broken.length > 0) throw new Error(`the run of the controls broke: ${broken.slice(0, 5).join('; ')}`);
    return new Set(judged.filter(({ report }) => report.verdict === 'pass').map(({ item }) => item.id));
  });
};

/** What the controls pass. A case that came out other than the checked-in floor says runs once more: a busy machine may make a clock late once. */
const measure = async (round: Round, checkedIn: Passes, jobs: number | undefined): Promise<Passes> => {
  const first = await passedIn(round, jobs);
  const passes = new Map(round.map(({ control }, index) => [control.name, new Set(first[index])]));
  const doubtful: Round = round.flatMap(({ control, cases }) => {
    const [before, now] = [new Set(checkedIn[control.name]), passes.get(control.name)];
    const other = cases.filter(({ id }) => before.has(id) !== now?.has(id));
    return other.length === 0 ? [] : [{ control, cases: other }];
  });
  const again = doubtful.length === 0 ? [] : await passedIn(doubtful, jobs);
  for (const [index, { control, cases }] of doubtful.entries())
    for (const { id } of cases)
      if (again[index]?.has(id) === true) passes.get(control.name)?.add(id);
      else passes.get(control.name)?.delete(id);
  return Object.fromEntries([...passes].map(([name, ids]) => [name, [...ids].toSorted()]));
};

const line = ({ control, passed, problems }: ControlResult, of: number): string => {
  const mark = problems.length === 0 ? paint.green('ok  ') : paint.red('FAIL');
  const details = problems.map((problem) => `\n       ${problem}`).join('');
  return `${mark} ${control.name.padEnd(15)} passes ${String(passed).padStart(3)} of ${String(of).padStart(3)}; ceiling: ${control.ceiling}${details}\n`;
};

const chosen = (names: readonly string[]): readonly Control[] => {
  const known = new Set(controls.map(({ name }) => name));
  const forgotten = controlNames().filter((name) => !known.has(basename(name)));
  if (forgotten.length > 0) throw new Error(`no ceiling is stated for the control ${forgotten.join(', ')}`);
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined)
    throw new SandproofError('BAD_FLAG', `--control: expected one of ${[...known].join(', ')}, got ${JSON.stringify(unknown)}`);
  return names.length === 0 ? controls : controls.filter(({ name }) => names.includes(name));
};

/** Says whether the checked-in floor is what was measured, on the cases that were; returns whether it is stale. */
const isStale = (round: Round, passes: Passes, file: FloorFile, hash: string): boolean => {
  const differing = round.filter(({ control, cases }) => {
    const [before, now] = [new Set(file.passes[control.name]), new Set(passes[control.name])];
    return cases.some(({ id }) => before.has(id) !== now.has(id));
  });
  const stale = file.hash !== hash || differing.length > 0;
  const why = file.hash === hash ? `differs for ${differing.map(({ control }) => control.name).join(', ')}` : 'is of another suite';
  process.stdout.write(
    stale
      ? `${paint.red('FAIL')} floor.json ${why}; run \`npm run floor\` and check it in\n`
      : `${paint.green('ok  ')} floor.json is what was measured\n`,
  );
  return stale;
};

const readFile = (): FloorFile =>
  existsSync(floorPath) ? (JSON.parse(readFileSync(floorPath, 'utf8')) as FloorFile) : { hash: '', passes: {} };

const run = async ({ check = false, control: names, jobs }: FloorFlags): Promise<void> => {
  const [wanted, all, file] = [chosen(names), await collectCases(), readFile()];
  const hash = suiteHash(all);
  const drawn = Number.parseInt(hash.slice(0, 8), 16);
  const round = wanted.map((control) => ({ control, cases: check ? floorCases(control, all, drawn) : all }));
  const passes = await measure(round, file.passes, jobs);
  const results = assessFloor(all, passes).filter(({ control }) => wanted.includes(control));
  for (const [index, result] of results.entries()) process.stdout.write(line(result, round[index]?.cases.length ?? 0));
  const whole = wanted.length === controls.length; // a part of the controls is no floor
  const stale = whole && check && isStale(round, passes, file, hash);
  if (whole && !check)
    writeFiles(dirname(floorPath), { [basename(floorPath)]: `${JSON.stringify({ hash, passes } satisfies FloorFile, null, 2)}\n` });
  const failed = results.filter(({ problems }) => problems.length > 0).length + (stale ? 1 : 0);
  process.stdout.write(`${results.length + (whole && check ? 1 : 0) - failed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
};

/** `sandproof floor` */
export const floorCommand = (): Command =>
  new Command('floor')
    .description('run the controls, runtimes broken on purpose, over the whole suite, and write what they pass to floor.json')
    .option(
      '--check',
      'write nothing, measure a part: all that the do-nothing controls must fail, and a sample for the others; fail when floor.json is not what was measured',
    )
    .option('--control <name>', 'only this control, and write nothing; may be repeated', several, [])
    .option('--jobs <n>', 'workers, each with cells of its own; default: three for two cores', wholeNumber(1))
    .action((flags: FloorFlags) => run(flags));
