import { randomInt } from 'node:crypto';
import { join, resolve } from 'node:path';

import { Command } from 'commander';

import { adapterNames, resolveAdapter } from '../harness/resolve-adapter.ts';
import { SandproofError } from '../harness/suite-error.ts';
import { measuredRow, rowExit, type Matrix, type MatrixRow } from '../report/matrix.ts';
import type { Report } from '../report/report.ts';
import { several, wholeNumber } from './flags.ts';
import { matrixRun } from './matrix-runs.ts';
import { matrixText } from './matrix-text.ts';
import { onInterrupt } from './on-interrupt.ts';
import { paint } from './paint.ts';
import { openOutFolder, writeFiles } from './write-files.ts';

interface MatrixFlags {
  readonly adapters: readonly string[];
  readonly out: string;
  readonly runs: number;
  readonly suite: readonly string[];
  readonly case: readonly string[];
  readonly timeout?: number;
  readonly seed?: number;
  readonly jobs?: number;
  readonly json?: boolean;
}

const matrixName = 'matrix.json';

const folderOf = (adapter: string, index: number): string =>
  adapterNames().includes(adapter) ? adapter : `${index + 1}-${adapter.replaceAll(/[^\w.-]+/g, '-').slice(0, 60)}`;

const chosen = (given: readonly string[]): readonly string[] => {
  const names = given.length === 0 ? adapterNames() : given;
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new SandproofError('BAD_FLAG', `--adapters: expected each adapter once, got ${JSON.stringify(twice)} twice`);
  for (const name of names) resolveAdapter(name); // what does not exist is said before anything runs
  return names;
};

const wordsOf = ({ suite, case: globs, jobs, timeout }: MatrixFlags): readonly string[] => [
  ...suite.flatMap((one) => ['--suite', one]),
  ...globs.flatMap((one) => ['--case', one]),
  ...(timeout === undefined ? [] : ['--timeout', String(timeout)]),
  ...(jobs === undefined ? [] : ['--jobs', String(jobs)]),
];

const measure = async (adapter: string, folder: string, seed: number, flags: MatrixFlags, signal: AbortSignal): Promise<MatrixRow> => {
  const reports: Report[] = [];
  const problems: string[] = [];
  let exitCode = 0;
  for (let run = 1; run <= flags.runs && !signal.aborted; run++) {
    const place = resolve(flags.out, folder, ...(run === 1 ? [] : [`run-${run}`]));
    const result = await matrixRun({ adapter, folder: place, seed, words: wordsOf(flags), signal });
    exitCode = Math.max(exitCode, result.exitCode);
    if ('report' in result) reports.push(result.report);
    else problems.push(result.problem);
    if (reports.length === 0) break; // what could not even start will not do so now
  }
  if (signal.aborted) problems.push('interrupted');
  const [first, ...others] = reports;
  return {
    adapter,
    folder,
    exitCode,
    ...(first === undefined ? {} : { measured: measuredRow(first, others) }),
    ...(problems.length === 0 ? {} : { problem: [...new Set(problems)].join('; ') }),
  };
};

const matrix = async (flags: MatrixFlags): Promise<void> => {
  const names = chosen(flags.adapters);
  openOutFolder(flags.out, [matrixName]);
  const seed = flags.seed ?? randomInt(0x7fff_ffff);
  const rows: MatrixRow[] = [];
  const write = (complete: boolean): Matrix => {
    const whole: Matrix = { schema: 'sandproof-matrix-1', complete, seed, rows };
    writeFiles(flags.out, { [matrixName]: `${JSON.stringify(whole, null, 2)}\n` });
    return whole;
  };
  using interrupt = onInterrupt('interrupted: the run in progress writes what it has judged');
  for (const [index, name] of names.entries()) {
    if (interrupt.signal.aborted) break;
    rows.push(await measure(name, folderOf(name, index), seed, flags, interrupt.signal));
    write(false);
  }
  const whole = write(!interrupt.signal.aborted);
  process.stdout.write(flags.json === true ? `${JSON.stringify(whole, null, 2)}\n` : matrixText(whole, paint));
  if (flags.json !== true)
    process.stdout.write(`The reports stand in ${join(flags.out, '<adapter>', 'report.json')}, the whole in ${matrixName}.\n`);
  process.exitCode = Math.max(whole.complete ? 0 : 3, ...rows.map(rowExit));
};

const listed = (text: string, earlier: readonly string[]): readonly string[] =>
  text.startsWith('exec:') ? several(text, earlier) : [...earlier, ...text.split(',').map((one) => one.trim())];

/** `sandproof matrix` */
export const matrixCommand = (): Command =>
  new Command('matrix')
    .description('run the suite against several runtimes, one after the other, and write one report each and one matrix.json')
    .option(
      '--adapters <list>',
      'comma-separated, or one "exec: command"; may be repeated; default: all that come with the package',
      listed,
      [],
    )
    .requiredOption('--out <dir>', 'folder for matrix.json and a folder for each adapter')
    .option('--runs <n>', 'so many runs of each, with one seed; a verdict that moves is red', wholeNumber(1), 1)
    .option('--suite <suite>', 'only this suite; may be repeated', several, [])
    .option('--case <glob>', 'only cases whose id fits; may be repeated', several, [])
    .option('--seed <n>', 'order of the cases; drawn when left out', wholeNumber(0))
    .option('--jobs <n>', 'cases at the same time in each run', wholeNumber(1))
    .option('--timeout <ms>', 'as of `sandproof run`', wholeNumber(1))
    .option('--json', 'print matrix.json')
    .addHelpText(
      'after',
      "\nEach runtime is judged with its own known failures. One that breaks costs its own row only.\nExit codes: 0 every row conforms under its known failures, 1 a violation, a stale known failure or a verdict that moved, 2 usage, 3 a row is incomplete or missing, 4 the suite's own fault.",
    )
    .action((flags: MatrixFlags) => matrix(flags));
