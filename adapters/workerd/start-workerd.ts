import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { installedFolder } from '../installed.ts';
import { openChannel, type Channel } from './open-channel.ts';
import { workerConfig } from './worker-config.ts';
import type { WorkerModule } from './worker-modules.ts';

/** A workerd process that holds one worker. */
export interface Workerd {
  readonly pid: number;
  send(text: string): void;
  /** Ends it with SIGKILL; nothing of it is told afterwards. */
  kill(): void;
}

/** How a process is started, and who hears of it. */
export interface WorkerdStart {
  /** Path of the program. */
  readonly binary: string;
  readonly modules: readonly WorkerModule[];
  /** Holds what the process is started with, until it has started. */
  readonly folder: string;
  /** Unix socket to which all goes that the worker fetches by itself. */
  readonly outbound: string;
  /** MiB of V8's heap. */
  readonly heapMiB: number;
  readonly onMessage: (text: string) => void;
  /** Hears once that it ended by itself; `printed` is the last of what it said. */
  readonly onEnd: (printed: string) => void;
}

/** What the npm package `workerd` exports: the path of the binary that npm has brought for this platform, and the version of it. */
interface InstalledWorkerd {
  readonly default: string;
  readonly version: string;
}

/** The installed workerd. @throws {Error} when it is not installed */
export const installedWorkerd = (): InstalledWorkerd =>
  createRequire(join(installedFolder('workerd'), 'package.json'))('workerd') as InstalledWorkerd;

/** Characters; the statistics that V8 prints as it ends for lack of memory are 2 KiB. */
const keptPrinted = 8192;

/** ms of wall time; it takes 50 on an idle machine, and took up to 500 on a busy one. */
const mostStart = 10_000;

const spawnWorkerd = (binary: string, config: string): ChildProcess =>
  spawn(binary, ['serve', '--experimental', '--control-fd=3', config], {
    env: {},
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });

/**
 * Starts a workerd with one worker and opens the channel to it.
 * @throws {Error} when it does not start in time
 */
export const startWorkerd = async ({ binary, modules, folder, outbound, heapMiB, onMessage, onEnd }: WorkerdStart): Promise<Workerd> => {
  const own = await mkdtemp(join(folder, 'worker-'));
  const entrance = join(own, 'in');
  const config = join(own, 'config.capnp');
  await writeFile(config, workerConfig({ modules, entrance, outbound, heapMiB }));
  const child = spawnWorkerd(binary, config);
  let printed = '';
  let killed = false;
  let channel: Channel | undefined;
  const kill = (): void => {
    killed = true;
    child.kill('SIGKILL');
    channel?.close();
  };
  for (const output of [child.stdout, child.stderr]) {
    output?.setEncoding('utf8').on('data', (text: string) => {
      printed = (printed + text).slice(-keptPrinted);
    });
  }
  child.once('close', () => {
    if (!killed && channel !== undefined) onEnd(printed);
  });
  const ended = once(child, 'close').then(() => {
    throw new Error(`workerd ended before it had started: ${printed}`);
  });
  const late = setTimeout(kill, mostStart);
  try {
    // its first word on the control pipe is that it listens
    await Promise.race([child.stdio[3] === null ? ended : once(child.stdio[3] as NodeJS.ReadableStream, 'data'), ended]);
    // a process that closes the channel is at its end, and says why before it is gone
    channel = await Promise.race([openChannel(entrance, onMessage, () => undefined), ended]);
  } catch (cause) {
    kill();
    throw cause;
  } finally {
    clearTimeout(late);
    await rm(own, { recursive: true });
  }
  return { pid: child.pid ?? 0, send: channel.send, kill };
};
