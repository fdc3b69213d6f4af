import type { Adapter } from '../../src/contract/adapter.ts';
import { inProcessRuntime } from '../in-process-runtime.ts';
import { openOutbound } from './open-outbound.ts';
import { openScratch } from './open-scratch.ts';
import { installedWorkerd } from './start-workerd.ts';
import { workerdEngines } from './workerd-engine.ts';

/** Drives workerd: a process with one worker per extension, asked over a Unix socket. */
const adapter: Adapter = {
  describe: () => ({
    name: 'workerd',
    version: installedWorkerd().version,
    engine: 'V8, as workerd builds it',
    isolation: 'one workerd process with one worker per extension',
    claims: ['address-policy'],
  }),
  start: async (host) => {
    const { default: binary } = installedWorkerd();
    const scratch = await openScratch();
    const outbound = await openOutbound(scratch.path);
    const runtime = inProcessRuntime(host, workerdEngines({ binary, folder: scratch.path, outbound: outbound.path }));
    return {
      load: runtime.load,
      call: runtime.call,
      [Symbol.asyncDispose]: async () => {
        await runtime[Symbol.asyncDispose]();
        outbound[Symbol.dispose]();
        await scratch[Symbol.asyncDispose]();
      },
    };
  },
};

export default adapter;
