import type { Adapter } from '../../src/contract/adapter.ts';
import { inProcessRuntime } from '../in-process-runtime.ts';
import { openPlainImport } from './plain-import-engine.ts';

/** Drives `import()`: no sandbox at all, which is what a host has that loads extensions like its own modules. */
const adapter: Adapter = {
  describe: () => ({
    name: 'plain import()',
    version: process.versions.node,
    engine: `V8 ${process.versions.v8}`,
    isolation: 'none: a module among those of the host',
    claims: ['address-policy'],
    sharesRealm: true,
  }),
  start: async (host) => inProcessRuntime(host, openPlainImport),
};

export default adapter;
