import type { Adapter } from '../../src/contract/adapter.ts';
import { openForeignEngine } from '../foreign/foreign-engine.ts';
import { processGuest, type GuestCommand } from '../foreign/process-guest.ts';
import { guestProgram } from '../foreign/guest-program.ts';
import { inProcessRuntime } from '../in-process-runtime.ts';

const command: GuestCommand = ({ memoryMiB }) => [
  process.execPath,
  '--permission',
  '--no-warnings',
  `--max-old-space-size=${memoryMiB}`,
  '--input-type=module',
  '--eval',
  guestProgram,
];

/** Drives Node's permission model: one process per extension that may read no file, start no process, thread or addon. */
const adapter: Adapter = {
  evidence: 'gateway',
  describe: () => ({
    name: 'node --permission',
    version: process.versions.node,
    engine: `V8 ${process.versions.v8}`,
    isolation: 'a Node process without permissions per extension',
    claims: ['memory-limit', 'address-policy'],
  }),
  start: async (host) => inProcessRuntime(host, openForeignEngine(await processGuest(host, command))),
};

export default adapter;
