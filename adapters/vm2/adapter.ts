import { createRequire } from 'node:module';

import { VM } from 'vm2';

import type { Adapter } from '../../src/contract/adapter.ts';
import type { OpenEngine } from '../engine.ts';
import { inProcessRuntime } from '../in-process-runtime.ts';
import { openScriptEngine } from '../script-engine.ts';
import { outliveRejections } from '../stray-rejections.ts';

const { version } = createRequire(import.meta.url)('vm2/package.json') as { readonly version: string };

const openVm2Engine: OpenEngine = async (setup, { cpuMs }) => {
  const vm = new VM({ timeout: cpuMs, wasm: false });
  return openScriptEngine({ run: (script): unknown => vm.run(script) }, setup);
};

/** Drives vm2: a context of `node:vm` behind proxies that let nothing of the host through, with a timeout for what runs at once. */
const adapter: Adapter = {
  describe: () => ({
    name: 'vm2',
    version,
    engine: `V8 ${process.versions.v8}`,
    isolation: 'a context behind proxies in the process of the host',
    claims: ['address-policy'],
  }),
  start: async (host) => outliveRejections(inProcessRuntime(host, openVm2Engine)), // as its documentation asks
};

export default adapter;
