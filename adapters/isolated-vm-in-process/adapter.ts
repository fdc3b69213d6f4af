import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { Adapter } from '../../src/contract/adapter.ts';
import { inProcessRuntime } from '../in-process-runtime.ts';
import { openIsolatedVmEngine } from './isolated-vm-engine.ts';

const manifest = readFileSync(fileURLToPath(import.meta.resolve('isolated-vm/package.json')), 'utf8');

/** Drives isolated-vm in the process of its host, as it is mostly embedded: one isolate per extension, entered asynchronously, on a thread of the addon. */
const adapter: Adapter = {
  describe: () => ({
    name: 'isolated-vm-in-process',
    version: (JSON.parse(manifest) as { readonly version: string }).version,
    engine: `V8 ${process.versions.v8}`,
    isolation: 'one V8 isolate per extension in the process of the host',
    claims: ['address-policy'],
  }),
  start: async (host) => inProcessRuntime(host, openIsolatedVmEngine),
};

export default adapter;
