import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

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

/** Makes one run as a process of its own, so that nothing of it reaches the next; returns its report, or why there is none. */
export const matrixRun = async ({ adapter, folder, seed, words, signal }: MatrixRunOptions): Promise<MatrixRun> => {
  const reportPath = join(folder, 'report.json');
  rmSync(reportPath, { force: true });
  const all = ['run', '--adapter', adapter, '--seed', String(seed), '--out', folder, '--reporter', 'json,junit', ...words];
  const child = spawn(process.execPath, [main, ...all], { stdio: ['ignore', 'ignore', process.stderr.isTTY ? 'inherit' : 'pipe'] });
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    stderr = (stderr + chunk).slice(-keptStderr);
  });
  const end = (): void => void child.kill('SIGTERM'); // it writes what was judged
  signal.addEventListener('abort', end);
  const [code, killed] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exit, by) => resolve([exit, by]));
  }).finally(() => signal.removeEventListener('abort', end));
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
