import { spawn } from 'node:child_process';
import { appendFileSync, statSync, writeSync } from 'node:fs';
import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

import honest from '../../../adapters/node-vm/adapter.ts';
import type { Adapter } from '../../contract/adapter.ts';

// An honest runtime with defects. `loads` names one for each load of the whole run, with `-` for none; a file named by `count` counts the loads across cells.
// `paceMs` slows every call down. `at` moves the defects from the calls into every load, or into the unloads.

const nextLoad = (file: string): number => {
  appendFileSync(file, '.');
  return statSync(file).size - 1;
};

const defects: Readonly<Record<string, () => void | Promise<unknown>>> = {
  die: () => void process.kill(process.pid, 'SIGKILL'),
  garbage: () => void writeSync(1, 'DEBUG: entering sandbox\n'),
  silence: () => new Promise(() => undefined),
  block: () => {
    for (;;);
  },
  connect: () =>
    void net
      .connect(9, '127.0.0.1')
      .on('error', () => undefined)
      .write('a byte of no HTTP'),
  'connect-later': () => void setTimeout(() => void defects['connect']?.(), 100),
  'start-a-grandchild': () => {
    const source = `require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], { detached: true, stdio: 'ignore' }).unref()`;
    spawn(process.execPath, ['-e', source], { detached: true, stdio: 'ignore' }).unref();
  },
};

const adapter: Adapter = {
  describe: async () => {
    const info = await honest.describe();
    return { ...info, name: 'tampered' };
  },
  start: async (host) => {
    const runtime = await honest.start(host);
    const { at, count, loads, paceMs } = host.options;
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
};

export default adapter;
