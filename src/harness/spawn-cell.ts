import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

import stringArgv from 'string-argv';

import type { AdapterTarget, PlacedTarget } from './adapter-target.ts';
import { cellFamily, markVariable, type CellFamily, type ProcessName } from './cell-family.ts';
import { compiledVariable } from './compiled-modules.ts';
import type { Tripwires } from './tripwires.ts';

/** How a cell ended. */
export interface CellEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A running cell process, leader of its own process group. */
export interface CellProcess {
  readonly family: CellFamily;
  readonly input: Writable;
  readonly output: Readable;
  readonly ended: Promise<CellEnd>;
  /** The last 4 KiB that it printed to stderr. */
  stderr(): string;
  /** Ends it with all its family; resolves when it is gone and its pipes are closed, whoever else holds their other ends. */
  end(): Promise<void>;
}

const keptStderr = 4096;
const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const cellMain = fileURLToPath(new URL(`../cell/main.${ending}`, import.meta.url));

// Of the suite's own environment a cell gets only what a program needs to be found and to run.
const passedOn = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'SystemRoot'];

const cacheFor = ({ kind }: AdapterTarget): NodeJS.ProcessEnv => {
  const folder = process.env[compiledVariable];
  return kind === 'exec' || folder === undefined ? {} : { NODE_COMPILE_CACHE: folder };
};

/** What stands around a cell: the secrets that nothing inside may find, and the variables that a case gives. */
export interface Around {
  readonly tripwires: Tripwires;
  readonly environment?: Readonly<Record<string, string>>;
  /** Turns the words of a command into those that start it where only a gateway is reached. */
  enter?(words: readonly string[]): readonly string[];
  /** Absolute path of a folder for temporary files: most cells end by SIGKILL and can't remove theirs. The system's when left out. */
  readonly scratch?: string;
}

// Few machines are set to these, so what shows them inside shows the machine's (ENV-11).
const place = { TZ: 'Pacific/Chatham', LC_MESSAGES: 'th_TH.UTF-8' };

const environmentOf = (target: AdapterTarget, mark: string, { tripwires, environment = {}, scratch }: Around): NodeJS.ProcessEnv => ({
  ...cacheFor(target),
  ...place,
  ...Object.fromEntries(passedOn.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))),
  ...(scratch === undefined ? {} : { TMPDIR: scratch }),
  ...environment,
  [markVariable]: mark,
  ...tripwires.environment,
});

const wordsOf = (target: PlacedTarget): readonly string[] => {
  if (target.kind === 'exec') return stringArgv(target.command);
  const options = Object.entries(target.options).flatMap(([key, value]) => ['--option', `${key}=${value}`]);
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const ways = [...(target.own ? ['--own'] : []), ...(target.evidence === 'gateway' ? ['--gateway'] : [])];
  return [process.execPath, ...flags, cellMain, '--adapter', target.url, ...ways, ...options];
};

/** Starts a cell for an adapter; resolves when the process exists. `mark` stands in its environment. @throws {Error} when the program can't be started. */
export const spawnCell = async (
  target: PlacedTarget,
  mark: string,
  around: Around,
  onStray: (stray: ProcessName) => void,
): Promise<CellProcess> => {
  const own = wordsOf(target);
  const [command = '', ...args] = around.enter?.(own) ?? own;
  const stdio: StdioOptions = ['pipe', 'pipe', 'pipe', around.tripwires.descriptor];
  const child: ChildProcess = spawn(command, args, { stdio, detached: true, env: environmentOf(target, mark, around) });
  const { pid, stdin, stdout, stderr } = child;
  // looked at before anything else runs here: a cell that ends at once is not reaped yet
  const family = pid === undefined ? undefined : cellFamily(pid, mark, onStray);
  const ended = new Promise<CellEnd>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause) =>
      reject(new Error(`the cell's program ${JSON.stringify(command)} could not be started: ${cause.message}`, { cause })),
    );
  });
  await around.tripwires.handedOver();
  if (family === undefined || stdin === null || stdout === null || stderr === null)
    throw new Error('a started cell has no pid or no pipes');
  let kept = '';
  stderr.setEncoding('utf8');
  stderr.on('data', (chunk: string) => {
    kept = (kept + chunk).slice(-keptStderr);
  });
  const end = async (): Promise<void> => {
    family.end();
    await ended;
    for (const pipe of [stdin, stdout, stderr]) pipe.destroy();
  };
  return { family, input: stdin, output: stdout, ended, stderr: () => kept, end };
};
