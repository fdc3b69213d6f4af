import type { Adapter } from '../../src/contract/adapter.ts';
import { inProcessRuntime } from '../in-process-runtime.ts';
import { openNodeVmEngine } from './node-vm-engine.ts';

/** Drives `node:vm`: a context is no sandbox, and this adapter shows it. The cell's node needs `--experimental-vm-modules`. */
const adapter: Adapter = {
  describe: () => ({
    name: 'node:vm',
    version: process.versions.node,
    engine: `V8 ${process.versions.v8}`,
    isolation: 'a context in the process of the host',
    claims: ['address-policy'],
  }),
  start: async (host) => inProcessRuntime(host, openNodeVmEngine),
};

export default adapter;
