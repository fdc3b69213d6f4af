import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import type { Adapter } from '../../src/contract/adapter.ts';
import { directusRuntime } from './directus-runtime.ts';
import { installation, installedVersion } from './installation.ts';

const run = promisify(execFile);

/** Drives Directus itself, on SQLite and on a Node of its own: see about.md. */
const adapter: Adapter = {
  describe: async () => {
    const installed = installation();
    const { stdout } = await run(installed.node, ['--print', 'process.versions.v8']);
    return {
      name: 'directus',
      version: installedVersion(installed, 'directus'),
      engine: `V8 ${stdout.trim()} through isolated-vm ${installedVersion(installed, 'isolated-vm')}`,
      isolation: 'one V8 isolate per extension in the process of the host',
      claims: ['memory-limit', 'bundle', 'address-policy'],
      builtinOperations: ['transform'],
      hostRoutes: ['revisions'],
      stopsRace: true,
    };
  },
  start: (host) => directusRuntime(installation(), host),
};

export default adapter;
