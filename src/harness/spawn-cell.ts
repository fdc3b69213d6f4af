import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

import stringArgv from 'string-argv';

import type { AdapterTarget } from './adapter-target.ts';

/** How a cell ended. */
export interface CellEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A running cell process, leader of its own process group. */
export interface CellProcess {
  readonly pid: number;
  /** Stands in the cell's environment as `SANDPROOF_CELL`, so that descendants that left its group can be found. */
  readonly mark: string;
  readonly input: Writable;
  readonly output: Readable;
  readonly ended: Promise<CellEnd>;
  /** The last 4 KiB that it printed to stderr. */
  stderr(): string;
}

const keptStderr = 4096;
const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const cellMain = fileURLToPath(new URL(`../cell/main.${ending}`, import.meta.url));

// Of the suite's own environment a cell gets only what a program needs to be found and to run.
const passedOn = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'SystemRoot'];

const environment = (mark: string): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(passedOn.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))),
  SANDPROOF_CELL: mark,
});

const wordsOf = (target: AdapterTarget): readonly string[] => {
  if (target.kind === 'exec') return stringArgv(target.command);
  const options = Object.entries(target.options).flatMap(([key, value]) => ['--option', `${key}=${value}`]);
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  return [process.execPath, ...flags, cellMain, '--adapter', target.url, ...(target.own ? ['--own'] : []), ...options];
};

/** Starts a cell for an adapter; resolves when the process exists. @throws {Error} when the program can't be started. */
export const spawnCell = async (target: AdapterTarget): Promise<CellProcess> => {
  const [command = '', ...args] = wordsOf(target);
  const mark = randomBytes(8).toString('hex');
  const child: ChildProcess = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], detached: true, env: environment(mark) });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause) =>
      reject(new Error(`the cell's program ${JSON.stringify(command)} could not be started: ${cause.message}`, { cause })),
    );
  });
  const { pid, stdin, stdout, stderr } = child;
  if (pid === undefined || stdin === null || stdout === null || stderr === null) throw new Error('a started cell has no pid or no pipes');
  let kept = '';
  stderr.setEncoding('utf8');
  stderr.on('data', (chunk: string) => {
    kept = (kept + chunk).slice(-keptStderr);
  });
  const ended = new Promise<CellEnd>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  return { pid, mark, input: stdin, output: stdout, ended, stderr: () => kept };
};
