import type { Adapter } from '../../src/contract/adapter.ts';
import { inProcessRuntime } from '../in-process-runtime.ts';
import { openQuickjsEngine, quickjsVersions } from './quickjs-engine.ts';

/** Drives QuickJS in WebAssembly: one virtual machine per extension, with a memory limit and an interrupt clock of its own. */
const adapter: Adapter = {
  describe: async () => {
    const { binding, quickjs } = await quickjsVersions();
    return {
      name: 'quickjs-wasi',
      version: binding,
      engine: `QuickJS ${quickjs}`,
      isolation: 'WebAssembly memory in the process of the host',
      claims: ['memory-limit', 'address-policy'],
    };
  },
  start: async (host) => inProcessRuntime(host, openQuickjsEngine),
};

export default adapter;
