import { spawn } from 'node:child_process';
import { openSync, writeSync } from 'node:fs';
import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

import honest from '../../../adapters/node-vm/adapter.ts';
import type { Adapter } from '../../contract/adapter.ts';

// An honest runtime with one defect, chosen by options: `do` says which, `at` before which call ('load' or 'call'), `once` names a file that makes it happen
// only the first time in the whole run, and `paceMs` slows every call down.

const happensOnce = (file: string | undefined): boolean => {
  if (file === undefined) return true;
  try {
    openSync(file, 'wx');
    return true;
  } catch {
    return false;
  }
};

const defects: Readonly<Record<string, () => void | Promise<unknown>>> = {
  die: () => void process.kill(process.pid, 'SIGKILL'),
  garbage: () => void writeSync(1, 'DEBUG: entering sandbox\n'),
  silence: () => new Promise(() => undefined),
  block: () => {
    for (;;);
  },
  connect: () => void net.connect(9, '127.0.0.1').on('error', () => undefined),
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
    const { at, once, paceMs } = host.options;
    const act = async (door: string): Promise<void> => {
      if (paceMs !== undefined) await wait(Number(paceMs));
      if (at === door && happensOnce(once)) await defects[host.options['do'] ?? '']?.();
    };
    return {
      load: async (extension, options) => {
        await act('load');
        return runtime.load(extension, options);
      },
      call: async (entry, input) => {
        await act('call');
        return runtime.call(entry, input);
      },
      [Symbol.asyncDispose]: () => runtime[Symbol.asyncDispose](),
    };
  },
};

export default adapter;
