import type { Adapter } from '../../src/contract/adapter.ts';
import type { OpenEngine } from '../engine.ts';
import { openForeignEngine } from '../foreign/foreign-engine.ts';
import { inProcessRuntime } from '../in-process-runtime.ts';
import { startThread, threadsEnded } from './start-thread.ts';

const open: OpenEngine = async (...realm) => {
  await threadsEnded();
  return openForeignEngine(startThread)(...realm);
};

/** Drives worker threads of Node: a thread per extension, in the process of the host. */
const adapter: Adapter = {
  describe: () => ({
    name: 'node:worker_threads',
    version: process.versions.node,
    engine: `V8 ${process.versions.v8}`,
    isolation: 'a thread per extension in the process of the host, with a realm and a heap of its own and every right of the process',
    claims: ['address-policy'],
  }),
  start: async (host) => inProcessRuntime(host, open),
};

export default adapter;
