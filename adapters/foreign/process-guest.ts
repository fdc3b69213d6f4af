import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

import type { Host } from '../../src/contract/adapter.ts';
import type { Limits } from '../../src/contract/limits.ts';
import { EngineStop } from '../engine.ts';
import type { StartGuest } from './foreign-engine.ts';
import { threadEffort } from './thread-effort.ts';

/** How a guest's process is started, given the limits of its extension: a program and its arguments. */
export type GuestCommand = (limits: Limits) => readonly [file: string, ...args: string[]];

/** Characters of one line that are taken at most: more than the boot module writes within its limits. */
const longestLine = 2 ** 26;

/** Characters of stderr that are kept, to tell an end by memory from a crash. */
const keptDiagnostics = 16_384;

/** Linux kills what runs behind it as soon as its parent is gone; a guest in a loop never sees that its input has ended. */
const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find(existsSync);
const tied = setpriv === undefined ? [] : [setpriv, '--pdeathsig', 'KILL', '--'];

/** What the engines of Node, Deno and Bun print when their heap is used up. */
const outOfMemory = /out of memory|Fatal JavaScript OOM|memory limit/i;

/* MiB of pages that are the process's own: those that it shares with files or others do not count. */
const ownMiB = (pid: number): number | undefined => {
  try {
    const [, resident, shared] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
    return (Number(resident) - Number(shared)) / 256;
  } catch {
    return undefined; // gone, or no such file on this system
  }
};

/** Calls `take` with every line of a text that comes in pieces. */
const lineReader = (take: (line: string) => void, tooLong: () => void): ((piece: string) => void) => {
  let rest = '';
  return (piece) => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(take);
    if (rest.length > longestLine) tooLong();
  };
};

/** Starts each guest as a process with pipes, the network of the case and an environment of its own, which holds nothing but `environment`. */
export const processGuest = async (
  host: Host,
  command: GuestCommand,
  environment: Readonly<Record<string, string>> = {},
): Promise<StartGuest> => {
  const entered = (await host.network.enclose?.([], '/'))?.words ?? []; // without a gateway the evidence of the cell is that nothing is seen
  return (limits, take, ended) => {
    // behind the way in: a change of privileges would undo the tie
    const [file = '', ...args] = [...entered, ...tied, ...command(limits)];
    const child = spawn(file, args, { cwd: '/', env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
    const { pid } = child;
    let diagnostics = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (diagnostics = (diagnostics + text).slice(-keptDiagnostics)));
    child.stdout.setEncoding('utf8').on(
      'data',
      lineReader(take, () => child.kill('SIGKILL')),
    );
    child.stdin.on('error', () => undefined); // it is gone, and `close` says how
    child.on('error', (cause) => ended(new EngineStop('crash', { cause })));
    child.on('close', (code, signal) => {
      const cause = new Error(`The process ended: ${signal ?? `exit ${String(code)}`} ${diagnostics}`.trim());
      ended(new EngineStop(outOfMemory.test(diagnostics) ? 'memory' : 'crash', { cause }));
    });
    return {
      send: (line) => void child.stdin.write(line + '\n'),
      effort: () => (pid === undefined ? undefined : threadEffort(pid)),
      heldMiB: () => (pid === undefined ? undefined : ownMiB(pid)),
      kill: () => void child.kill('SIGKILL'),
    };
  };
};
