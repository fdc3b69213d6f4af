import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { Adapter } from '../../src/contract/adapter.ts';
import { inProcessRuntime } from '../in-process-runtime.ts';
import { openQuickjsEmscriptenEngine } from './quickjs-emscripten-engine.ts';

const manifest = readFileSync(fileURLToPath(import.meta.resolve('quickjs-emscripten/package.json')), 'utf8');

/** Drives quickjs-emscripten: QuickJS in WebAssembly, one module and one runtime per extension. */
const adapter: Adapter = {
  describe: () => ({
    name: 'quickjs-emscripten',
    version: (JSON.parse(manifest) as { readonly version: string }).version,
    // what version 0.32 is built from; nothing inside tells it
    engine: 'QuickJS 2025-09-13',
    isolation: 'WebAssembly memory in the process of the host',
    claims: ['address-policy'],
  }),
  start: async (host) => inProcessRuntime(host, openQuickjsEmscriptenEngine),
};

export default adapter;
