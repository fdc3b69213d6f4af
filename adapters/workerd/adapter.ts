import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Adapter } from '../../src/contract/adapter.ts';
import { inProcessRuntime } from '../in-process-runtime.ts';
import { openOutbound } from './open-outbound.ts';
import { installedWorkerd } from './start-workerd.ts';
import { workerdEngines } from './workerd-engine.ts';

/** Drives workerd: a process with one worker per extension, asked over a Unix socket. */
const adapter: Adapter = {
  describe: async () => ({
    name: 'workerd',
    version: (await installedWorkerd()).version,
    engine: 'V8, as workerd builds it',
    isolation: 'one workerd process with one worker per extension',
    claims: ['address-policy'],
  }),
  start: async (host) => {
    const { default: binary } = await installedWorkerd();
    const folder = await mkdtemp(join(tmpdir(), 'sandproof-workerd-'));
    const outbound = await openOutbound(folder);
    const runtime = inProcessRuntime(host, workerdEngines({ binary, folder, outbound: outbound.path }));
    return {
      load: runtime.load,
      call: runtime.call,
      [Symbol.asyncDispose]: async () => {
        await runtime[Symbol.asyncDispose]();
        outbound[Symbol.dispose]();
        await rm(folder, { recursive: true });
      },
    };
  },
};

export default adapter;
