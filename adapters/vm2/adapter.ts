import { createRequire } from 'node:module';

import { VM } from 'vm2';

import type { Adapter } from '../../src/contract/adapter.ts';
import type { OpenEngine } from '../engine.ts';
import { inProcessRuntime } from '../in-process-runtime.ts';
import { openScriptEngine } from '../script-engine.ts';

const { version } = createRequire(import.meta.url)('vm2/package.json') as { readonly version: string };

const openVm2Engine: OpenEngine = async (setup, { cpuMs }) => {
  const vm = new VM({ timeout: cpuMs, wasm: false });
  return openScriptEngine({ run: (script): unknown => vm.run(script) }, setup);
};

/* As its documentation asks: what nobody catches inside would end the process. What was thrown is not printed, since that runs its code. */
const onUnhandled = (): void => console.error('A rejection inside was caught by nobody');

/** Drives vm2: a context of `node:vm` behind proxies that let nothing of the host through, with a timeout for what runs at once. */
const adapter: Adapter = {
  describe: () => ({
    name: 'vm2',
    version,
    engine: `V8 ${process.versions.v8}`,
    isolation: 'a context behind proxies in the process of the host',
    claims: ['address-policy'],
  }),
  start: async (host) => {
    process.on('unhandledRejection', onUnhandled);
    const runtime = inProcessRuntime(host, openVm2Engine);
    return {
      ...runtime,
      [Symbol.asyncDispose]: async () => {
        await runtime[Symbol.asyncDispose]();
        process.off('unhandledRejection', onUnhandled);
      },
    };
  },
};

export default adapter;
