import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import type { Folder } from '../harness/testing/open-folder.testing.ts';
import { scriptCommand } from '../harness/testing/script-target.testing.ts';
import { reportSchema } from '../report/report-schema.ts';
import type { Report } from '../report/report.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const tampered = fileURLToPath(new URL('../harness/testing/tampered-adapter.testing.ts', import.meta.url));

/** The words that name the honest runtime with one defect. */
export const tamperedWords = (options: Readonly<Record<string, string>>): readonly string[] => [
  '--adapter',
  tampered,
  ...Object.entries(options).flatMap(([key, value]) => ['--adapter-option', `${key}=${value}`]),
];

/** The words that name the hand-written cell. */
export const scriptWords = (...words: readonly string[]): readonly string[] => ['--adapter', `exec: ${scriptCommand(...words)}`];

/** What a command left behind. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command on its way. It leads a process group, as a terminal would make it. */
export interface Command {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly ended: Promise<Ended>;
}

/** Starts `sandproof` with these words. */
export const startCli = (words: readonly string[], env: Readonly<Record<string, string>> = {}): Command => {
  const child = spawn(process.execPath, [main, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TMPDIR: process.env['TMPDIR'], ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  const ended = new Promise<Ended>((resolve) => child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr })));
  return { child, pid: child.pid ?? 0, ended };
};

/** Runs `sandproof` with these words to its end. */
export const runCli = (words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> => startCli(words, env).ended;

/** The `report.json` of a run with `--out` into this folder. */
export const reportIn = (folder: Folder): Report => reportSchema.parse(JSON.parse(folder.read('report.json')));
