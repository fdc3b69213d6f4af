import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Adapter } from '../../src/contract/adapter.ts';
import { openForeignEngine } from '../foreign/foreign-engine.ts';
import { processGuest, type GuestCommand } from '../foreign/process-guest.ts';
import { guestProgram } from '../foreign/guest-program.ts';
import { inProcessRuntime } from '../in-process-runtime.ts';
import { installedFolder } from '../installed.ts';

const run = promisify(execFile);

const folder = installedFolder('bun');

/** The program itself, which has this name on every platform: the package's script has put it in the place of its stand-in. */
const bun = join(folder, 'node_modules/bun/bin/bun.exe');

const environment = { DO_NOT_TRACK: '1', NO_COLOR: '1', BUN_RUNTIME_TRANSPILER_CACHE_PATH: '0' };

/** What an extension names is not brought from a registry. */
const command: GuestCommand = () => [bun, '--no-install', '--eval', guestProgram];

/** Drives Bun: a process per extension, which Bun itself gives every right. */
const adapter: Adapter = {
  evidence: 'gateway',
  describe: async () => {
    const { stdout } = await run(bun, ['--eval', 'console.log(Bun.version, process.versions.webkit)'], { env: environment });
    const [version = 'unknown', webkit = 'unknown'] = stdout.trim().split(' ');
    return {
      name: 'bun',
      version,
      engine: `JavaScriptCore ${webkit}`,
      isolation: 'a Bun process with every right of its user per extension',
      claims: ['memory-limit', 'address-policy'],
    };
  },
  start: async (host) => inProcessRuntime(host, openForeignEngine(await processGuest(host, command, environment))),
};

export default adapter;
