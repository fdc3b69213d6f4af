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
import { wholeNumber } from './flags.ts';
import { onInterrupt } from './on-interrupt.ts';
import { paint } from './paint.ts';
import { progress } from './progress.ts';
import { floorPath, type FloorFile } from './read-floor.ts';
import { writeFiles } from './write-files.ts';

interface FloorFlags {
  readonly check?: boolean;
  readonly jobs?: number;
}

/** A control's run is its own proof only with the same order each time. */
const seed = 1;

const passedBy = async (control: Control, all: readonly ConformanceCase[], jobs: number | undefined, signal: AbortSignal): Promise<readonly string[]> => {
  const shown = progress(control.name);
  const { cases, errors } = await conductRun({
    ...{ target: resolveAdapter(`controls/${control.name}`), selected: { cases: all, of: all }, all, known: [], seed, signal },
    timeoutMs: control.timeoutMs,
    ...(control.freshCells === undefined ? {} : { freshCells: control.freshCells }),
    ...(jobs === undefined ? {} : { jobs }),
    onJudged: (done, total) => shown.update(done, total),
  }).finally(() => shown.end());
  signal.throwIfAborted();
  if (errors.length > 0) throw new Error(`the run of the control ${control.name} broke: ${errors.join('; ')}`);
  return cases.filter(({ verdict }) => verdict === 'pass').map(({ id }) => id);
};

const line = ({ control, passed, problems }: ControlResult): string => {
  const mark = problems.length === 0 ? paint.green('ok  ') : paint.red('FAIL');
  const details = problems.map((problem) => `\n       ${problem}`).join('');
  return `${mark} ${control.name.padEnd(10)} passes ${String(passed).padStart(3)}; ceiling: ${control.ceiling}${details}\n`;
};

const fileText = (hash: string, passes: Passes): string => `${JSON.stringify({ hash, passes } satisfies FloorFile, null, 2)}\n`;

const unlisted = (): readonly string[] => {
  const known = new Set(controls.map(({ name }) => `controls/${name}`));
  return controlNames().filter((name) => !known.has(name));
};

const run = async ({ check, jobs }: FloorFlags): Promise<void> => {
  const forgotten = unlisted();
  if (forgotten.length > 0) throw new SandproofError('BAD_FLAG', `no ceiling is stated for ${forgotten.join(', ')}`);
  const all = await collectCases();
  const passes: Record<string, readonly string[]> = {};
  using interrupt = onInterrupt();
  for (const control of controls) {
    passes[control.name] = await passedBy(control, all, jobs, interrupt.signal);
    const [result] = assessFloor(all, passes).filter(({ control: { name } }) => name === control.name);
    if (result !== undefined) process.stdout.write(line(result));
  }
  const text = fileText(suiteHash(all), passes);
  const results = assessFloor(all, passes);
  const stale = !existsSync(floorPath) || readFileSync(floorPath, 'utf8') !== text;
  if (check === true) process.stdout.write(stale ? `${paint.red('FAIL')} floor.json is not what was measured; run \`npm run floor\` and check it in\n` : `${paint.green('ok  ')} floor.json is what was measured\n`);
  else writeFiles(dirname(floorPath), { [basename(floorPath)]: text });
  const failed = results.filter(({ problems }) => problems.length > 0).length + (check === true && stale ? 1 : 0);
  const steps = results.length + (check === true ? 1 : 0);
  process.stdout.write(`${steps - failed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
};

/** `sandproof floor` */
export const floorCommand = (): Command =>
  new Command('floor')
    .description('run the controls, runtimes broken on purpose, over the whole suite, and write what they pass to floor.json')
    .option('--check', 'write nothing; fail when floor.json is not what was measured')
    .option('--jobs <n>', 'workers, each with cells of its own; default: one a core, at least 2', wholeNumber(1))
    .action((flags: FloorFlags) => run(flags));
