import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { endLeftovers, markVariable } from '../harness/cell-family.ts';
import { readJournal } from '../harness/journal.ts';
import { temporaryVariable } from '../harness/own-temporary-files.ts';
import { temporaryBase } from '../harness/temporary-base.ts';
import { explainIssues } from '../protocol/explain-issues.ts';
import { reportSchema } from '../report/report-schema.ts';
import type { Report } from '../report/report.ts';
import { printable } from '../report/printable.ts';

/** How every run of a matrix is made. */
export interface MatrixRunOptions {
  readonly adapter: string;
  /** Absolute path of the folder that gets the report. */
  readonly folder: string;
  readonly seed: number;
  /** More words for `sandproof run`. */
  readonly words: readonly string[];
  readonly signal: AbortSignal;
}

/** How a run ended; 4 stands for one that was killed. */
export type MatrixRun = { readonly exitCode: number } & ({ readonly report: Report } | { readonly problem: string });

const main = fileURLToPath(new URL(`main.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url));

/* Characters of stderr that are kept: usage errors are a few lines. */
const keptStderr = 2000;

const lastWords = (stderr: string, code: number | null, signal: NodeJS.Signals | null): string => {
  const text = printable(stderr.trim().replaceAll(/\s*\n\s*/g, ' '));
  return text === '' ? `the run ended without a report: ${signal ?? `exit ${String(code)}`}` : text;
};

/** A run's process, and what is to be done when it could not tidy up itself. */
interface Started {
  readonly child: ChildProcess;
  /** Ends whatever it started, and removes its temporary files. */
  tidy(): void;
}

/* Its channel is how it hears that this process is gone: then it ends as if it was interrupted. */
const start = (words: readonly string[], journal: string): Started => {
  const mark = randomBytes(8).toString('hex');
  const temporary = join(temporaryBase(), `sandproof-${mark}`);
  const child = spawn(process.execPath, [main, ...words], {
    stdio: ['ignore', 'ignore', process.stderr.isTTY ? 'inherit' : 'pipe', 'ipc'],
    env: { ...process.env, [markVariable]: mark, [temporaryVariable]: temporary },
  });
  const tidy = (): void => {
    try {
      const lines = readJournal(journal);
      const cells = lines.filter((line) => line.kind === 'cell');
      endLeftovers(
        [{ mark }, ...cells],
        lines.filter((line) => line.kind === 'stray'),
      );
    } catch (cause) {
      process.stderr.write(`${(cause as Error).message}\n`); // somebody else's: the other runtimes still have their turn
    }
    rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
  };
  return { child, tidy };
};

/** Makes one run as a process of its own, so that nothing of it reaches the next; returns its report, or why there is none. */
export const matrixRun = async ({ adapter, folder, seed, words, signal }: MatrixRunOptions): Promise<MatrixRun> => {
  const [reportPath, journal] = [join(folder, 'report.json'), join(folder, 'journal.ndjson')];
  for (const path of [reportPath, journal]) rmSync(path, { force: true });
  const all = ['run', '--adapter', adapter, '--seed', String(seed), '--out', folder, '--reporter', 'json,junit', ...words];
  const { child, tidy } = start(all, journal);
  process.once('exit', tidy); // a second signal ends this process and the run at once
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    stderr = (stderr + chunk).slice(-keptStderr);
  });
  const end = (): void => void child.kill('SIGTERM'); // it writes what was judged
  signal.addEventListener('abort', end);
  const [code, killed] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', tidy); // what it left may hold its stderr open
    child.once('close', (exit, by) => resolve([exit, by]));
  }).finally(() => {
    signal.removeEventListener('abort', end);
    process.off('exit', tidy);
  });
  let text: string;
  try {
    text = readFileSync(reportPath, 'utf8');
  } catch {
    return { exitCode: code ?? 4, problem: lastWords(stderr, code, killed) }; // nothing was judged, or it was killed: its journal has the rest
  }
  const report = reportSchema.safeParse(JSON.parse(text));
  return report.success
    ? { exitCode: code ?? 4, report: report.data }
    : { exitCode: 4, problem: `its report.json is none: ${explainIssues(report.error, JSON.parse(text))}` };
};
