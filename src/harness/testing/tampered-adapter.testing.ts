import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, statSync, writeSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import honest from '../../../adapters/node-vm/adapter.ts';
import type { Adapter } from '../../contract/adapter.ts';

// An honest runtime with defects. `loads` names one for each load of the whole run, with `-` for none; a file named by `count` counts the loads across cells.
// `pidFile` gets the pid of every cell. `paceMs` slows every call down. `at` moves the defects from the calls into every load, or into the unloads.

const nextLoad = (file: string): number => {
  appendFileSync(file, '.');
  return statSync(file).size - 1;
};

/** Writes all of it, whatever the suite does with it. */
const write = (descriptor: 1 | 2, text: string): void => {
  for (let rest = Buffer.from(text); rest.length > 0;) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EAGAIN') throw cause;
    }
  }
};

const forEver = (descriptor: 1 | 2, text: string): never => {
  for (;;) write(descriptor, text);
};

const record = (text: string): string => `${JSON.stringify({ jsonrpc: '2.0', method: 'log', params: { extension: 'somebody', text } })}\n`;

const sleeping = 'setTimeout(() => {}, 300_000)';

const defects: Readonly<Record<string, () => void | Promise<unknown>>> = {
  die: () => void process.kill(process.pid, 'SIGKILL'),
  garbage: () => void writeSync(1, 'DEBUG: entering sandbox\n'),
  silence: () => new Promise(() => undefined),
  block: () => {
    for (;;);
  },
  deaf: () => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
    for (;;);
  },
  'endless-stdout': () => forEver(1, `${'DEBUG '.repeat(10_000)}\n`),
  'endless-stderr': () => forEver(2, `${'DEBUG '.repeat(10_000)}\n`),
  'endless-line': () => forEver(1, 'x'.repeat(65_536)),
  'endless-records': () => forEver(1, record('y'.repeat(10_000))),
  'endless-empty-records': () => forEver(1, record('').repeat(500)),
  'thousands-of-records': () => {
    write(1, record('z').repeat(10_000));
  },
  connect: () =>
    void net
      .connect(9, '127.0.0.1')
      .on('error', () => undefined)
      .write('a byte of no HTTP'),
  'connect-later': () => void setTimeout(() => void defects['connect']?.(), 100),
  'start-a-grandchild': () => {
    const source = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(sleeping)}], { detached: true, stdio: 'ignore' }).unref()`;
    spawn(process.execPath, ['-e', source], { detached: true, stdio: 'ignore' }).unref();
    mkdtempSync(join(tmpdir(), 'of-a-runtime-'));
  },
};

/** The honest runtime with these defects; those that the host's options name come on top. */
export const tampered = (own: Readonly<Record<string, string>> = {}): Adapter => ({
  describe: async () => {
    const info = await honest.describe();
    return { ...info, name: 'tampered' };
  },
  start: async (host) => {
    const runtime = await honest.start(host);
    const { at, count, loads, paceMs, pidFile }: Readonly<Record<string, string>> = { ...own, ...host.options };
    if (pidFile !== undefined) appendFileSync(pidFile, `${String(process.pid)}\n`);
    const names = (loads ?? '').split(',');
    let current = 0;
    if (at === 'start') {
      await defects[names[0] ?? '']?.();
      await wait(100);
    }
    return {
      load: async (extension, options) => {
        if (count !== undefined) current = nextLoad(count);
        if (at === 'load') await defects[names[0] ?? '']?.();
        const loaded = await runtime.load(extension, options);
        if (at !== 'unload' || !('sandbox' in loaded)) return loaded;
        const { sandbox, limits } = loaded;
        const unload = async (): Promise<void> => {
          await sandbox[Symbol.asyncDispose]();
          await defects[names[current] ?? '']?.();
        };
        return { sandbox: { id: sandbox.id, [Symbol.asyncDispose]: unload }, limits };
      },
      call: async (entry, input) => {
        if (paceMs !== undefined) await wait(Number(paceMs));
        if (at === undefined) await defects[names[current] ?? '']?.();
        return runtime.call(entry, input);
      },
      [Symbol.asyncDispose]: () => runtime[Symbol.asyncDispose](),
    };
  },
});

export default tampered();
