import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Adapter } from '../../src/contract/adapter.ts';
import { openForeignEngine } from '../foreign/foreign-engine.ts';
import { processGuest, type GuestCommand } from '../foreign/process-guest.ts';
import { guestUrl } from '../foreign/guest-program.ts';
import { inProcessRuntime } from '../in-process-runtime.ts';
import { installedFolder } from '../installed.ts';

const run = promisify(execFile);

const folder = installedFolder('deno');

/** The program itself, out of npm's package for this platform. */
const deno = join(folder, globSync('node_modules/@deno/*/deno{,.exe}', { cwd: folder })[0] ?? 'deno');

/** Deno keeps caches in here, unless it finds a home. */
const environment = { DENO_DIR: join(folder, 'cache'), DENO_NO_UPDATE_CHECK: '1', NO_COLOR: '1' };

const sealed = ['--no-prompt', '--no-remote', '--no-npm', '--no-config', '--no-lock', '--no-code-cache', '--quiet'];

const command: GuestCommand = ({ memoryMiB }) => [deno, 'run', ...sealed, `--v8-flags=--max-old-space-size=${memoryMiB}`, guestUrl];

/** Drives Deno: one process without any permission per extension. */
const adapter: Adapter = {
  evidence: 'gateway',
  describe: async () => {
    const { stdout } = await run(deno, ['--version'], { env: environment });
    const [, version = 'unknown', v8 = 'unknown'] = /^deno (\S+).*\nv8 (\S+)/.exec(stdout) ?? [];
    return {
      name: 'deno',
      version,
      engine: `V8 ${v8}`,
      isolation: 'a Deno process without permissions per extension',
      claims: ['memory-limit', 'address-policy'],
    };
  },
  start: async (host) => inProcessRuntime(host, openForeignEngine(await processGuest(host, command, environment))),
};

export default adapter;
