import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';

import { Command } from 'commander';

import type { ConformanceCase } from '../contract/case.ts';
import { collectCases } from '../harness/collect-cases.ts';
import { controlNames, resolveAdapter } from '../harness/resolve-adapter.ts';
import { SandproofError } from '../harness/suite-error.ts';
import { suiteHash } from '../harness/suite-hash.ts';
import { assessFloor, type ControlResult, type Passes } from '../proof/assess-floor.ts';
import { controls, type Control } from '../proof/controls.ts';
import { conductRun } from './conduct-run.ts';
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

/** The suite that the controls run over, and how. */
interface Ground {
  readonly all: readonly ConformanceCase[];
  readonly jobs: number | undefined;
  readonly signal: AbortSignal;
  /** What the checked-in floor says. */
  readonly checkedIn: Passes;
}

/** The controls see the same order each time. */
const seed = 1;

const runControl = async (
  control: Control,
  cases: readonly ConformanceCase[],
  { all, jobs, signal }: Ground,
): Promise<ReadonlySet<string>> => {
  const shown = progress(control.name);
  const report = await conductRun({
    target: resolveAdapter(`controls/${control.name}`),
    selected: { cases, of: all },
    all,
    known: [],
    seed,
    signal,
    timeoutMs: control.timeoutMs,
    ...(control.freshCells === undefined ? {} : { freshCells: control.freshCells }),
    ...(jobs === undefined ? {} : { jobs }),
    onJudged: (done, total) => shown.update(done, total),
  }).finally(() => shown.end());
  signal.throwIfAborted();
  if (report.errors.length > 0) throw new Error(`the run of the control ${control.name} broke: ${report.errors.join('; ')}`);
  return new Set(report.cases.filter(({ verdict }) => verdict === 'pass').map(({ id }) => id));
};

/** What a control passes. A case that came out other than the checked-in floor says runs once more: a busy machine may make a clock late once. */
const passedBy = async (control: Control, ground: Ground): Promise<readonly string[]> => {
  const first = await runControl(control, ground.all, ground);
  const before = new Set(ground.checkedIn[control.name]);
  const other = ground.all.filter(({ id }) => before.has(id) !== first.has(id));
  if (other.length === 0) return [...first].toSorted();
  const again = await runControl(control, other, ground);
  const settled = new Set(other.map(({ id }) => id));
  return [...[...first].filter((id) => !settled.has(id)), ...again].toSorted();
};

const line = ({ control, passed, problems }: ControlResult): string => {
  const mark = problems.length === 0 ? paint.green('ok  ') : paint.red('FAIL');
  const details = problems.map((problem) => `\n       ${problem}`).join('');
  return `${mark} ${control.name.padEnd(10)} passes ${String(passed).padStart(3)}; ceiling: ${control.ceiling}${details}\n`;
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

/** Compares or writes `floor.json`; returns whether it is stale. */
const settleFloor = (text: string, check: boolean): boolean => {
  if (!check) {
    writeFiles(dirname(floorPath), { [basename(floorPath)]: text });
    return false;
  }
  const stale = !existsSync(floorPath) || readFileSync(floorPath, 'utf8') !== text;
  process.stdout.write(
    stale
      ? `${paint.red('FAIL')} floor.json is not what was measured; run \`npm run floor\` and check it in\n`
      : `${paint.green('ok  ')} floor.json is what was measured\n`,
  );
  return stale;
};

const run = async ({ check = false, control: names, jobs }: FloorFlags): Promise<void> => {
  const [wanted, all] = [chosen(names), await collectCases()];
  const checkedIn = existsSync(floorPath) ? (JSON.parse(readFileSync(floorPath, 'utf8')) as FloorFile).passes : {};
  using interrupt = onInterrupt();
  const passes: Record<string, readonly string[]> = {};
  const results: ControlResult[] = [];
  for (const control of wanted) {
    passes[control.name] = await passedBy(control, { all, jobs, signal: interrupt.signal, checkedIn });
    const result = assessFloor(all, passes).find((one) => one.control === control);
    if (result === undefined) continue;
    results.push(result);
    process.stdout.write(line(result));
  }
  const whole = wanted.length === controls.length; // a part of the controls is no floor
  const stale = whole && settleFloor(`${JSON.stringify({ hash: suiteHash(all), passes } satisfies FloorFile, null, 2)}\n`, check);
  const failed = results.filter(({ problems }) => problems.length > 0).length + (stale ? 1 : 0);
  process.stdout.write(`${results.length + (whole && check ? 1 : 0) - failed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
};

/** `sandproof floor` */
export const floorCommand = (): Command =>
  new Command('floor')
    .description('run the controls, runtimes broken on purpose, over the whole suite, and write what they pass to floor.json')
    .option('--check', 'write nothing; fail when floor.json is not what was measured')
    .option('--control <name>', 'only this control, and write nothing; may be repeated', several, [])
    .option('--jobs <n>', 'workers, each with cells of its own; default: three for two cores', wholeNumber(1))
    .action((flags: FloorFlags) => run(flags));
