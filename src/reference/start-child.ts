import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { Socket } from 'node:net';
import type { CarrierEnd } from './carrier.ts';
import { childProgram } from './child-program.ts';
import type { Enclosure } from './detect-enclosure.ts';
import { exitLimit } from './exit-limit.ts';
import { findAddon } from './find-addon.ts';
import { createLineReader } from './create-line-reader.ts';

/* KiB of data segment that Node, the addon and one empty isolate reserve: two code ranges of 523 MB and 28 MB besides, measured on Node 24.21, linux-x64. */
const emptyDataKiB = 1_057_600;
/* Above the extension's own budget: threads, compaction, garbage. With this, programs that keep turning over 80 % of their budget in arrays, objects, strings
   and buffers were never stopped at 16, 48 and 128 MiB; with 18 MiB less, 200 echoes of 1 MB sometimes were at 32 MiB. V8's delayed tasks wait in threads of
   the addon, up to ten at a time, with a stack each. */
const spareDataKiB = 67_584;
const spareShare = 1.5;

/*
 * An import with attributes is a syntax error: the addon's linker does not look at them, so that any would pass. The flag stands here, since to set it from
 * inside takes node:v8, which costs 3.5 ms of processor time to load; Node's own modules, which are compiled anew behind a flag, cost 1.5.
 */
const flags = ['--permission', '--allow-addons', '--no-warnings', '--v8-pool-size=1', '--no-harmony-import-attributes'];

/* Characters or bytes that may wait for a child before the next answer is held back: what pipes and a few small answers have anyway. */
const muchWaiting = 262_144;

/* Characters of stderr that are kept for the report of a crash. */
const diagnosticsLength = 4_096;

/** A started child process: lines in, lines out, one end. */
export interface Child {
  readonly pid: number | undefined;
  readonly memoryMiB: number;
  /** Resolves when the process is gone and everything it wrote has been handed over. */
  readonly ended: Promise<CarrierEnd>;
  /** Set by whoever owns the child. */
  onLine: (line: string) => void;
  /** Writes a message; messages of one turn of the event loop leave together. */
  send(message: string): void;
  /** Resolves when the child has read what was sent to it, or is gone; undefined when little waits for it. */
  leaving(): Promise<void> | undefined;
  /** Ends the process at once; nothing that it does can prevent or delay it. */
  kill(): void;
}

/** Node's arguments for a program that may read isolated-vm's addon and nothing else; its path is the program's first argument. */
export const childArguments = (program: string): readonly string[] => {
  const addon = findAddon();
  return [...flags, `--allow-fs-read=${addon}`, '--eval', program, addon];
};

/* Whether the child keeps this process alive: only while its end is awaited. Calls and loads have timers that do. */
const keepAlive = (child: ChildProcessWithoutNullStreams, alive: boolean): void => {
  const sockets = [child.stdin, child.stdout, child.stderr].filter((stream) => stream instanceof Socket);
  for (const handle of [child, ...sockets]) {
    if (alive) handle.ref();
    else handle.unref();
  }
};

/** Starts a child whose extension may hold `memoryMiB`; the process ends before it holds 1.5 times that and 66 MiB above an empty one. It keeps no host alive, and ends with it. */
export const startChild = (enclosure: Enclosure, memoryMiB: number): Child => {
  const [file, ...args] = enclosure.command(emptyDataKiB + spareDataKiB + memoryMiB * 1_024 * spareShare);
  const child = spawn(file, [...args, ...childArguments(childProgram)], {
    cwd: '/',
    env: {},
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  keepAlive(child, false);
  let diagnostics = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (diagnostics.length < diagnosticsLength) diagnostics = (diagnostics + text).slice(0, diagnosticsLength);
  });
  /* A write to a child that is gone fails; its end is reported by `ended`. */
  child.stdin.on('error', (error) => (diagnostics ||= String(error)));
  let outgoing = '';
  const flush = (): void => {
    child.stdin.write(outgoing);
    outgoing = '';
  };
  const ended = new Promise<CarrierEnd>((resolve) => {
    child.on('error', (error) => {
      if (child.pid === undefined) resolve({ limit: 'crash', detail: String(error) });
    });
    child.on('close', (code, signal) =>
      resolve({ limit: exitLimit(code, signal, diagnostics), detail: `${signal ?? `exit ${code}`} ${diagnostics}`.trim() }),
    );
  });
  const started: Child = {
    pid: child.pid,
    memoryMiB,
    ended,
    onLine: () => undefined,
    send(message) {
      if (outgoing === '') process.nextTick(flush);
      outgoing += message + '\n';
    },
    leaving() {
      if (outgoing.length + child.stdin.writableLength < muchWaiting) return undefined;
      return Promise.race([new Promise<void>((resolve) => child.stdin.once('drain', resolve)), ended.then(() => undefined)]);
    },
    kill() {
      keepAlive(child, true);
      child.kill('SIGKILL');
    },
  };
  child.stdout.setEncoding('utf8').on(
    'data',
    createLineReader((line) => started.onLine(line)),
  );
  return started;
};
