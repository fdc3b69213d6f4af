import { createRequire } from 'node:module';

import type { Adapter } from '../../src/contract/adapter.ts';
import { inProcessRuntime } from '../in-process-runtime.ts';
import { outliveRejections } from '../stray-rejections.ts';
import { lockdownOnce, openSesEngine } from './ses-engine.ts';

const { version } = createRequire(import.meta.url)('ses/package.json') as { readonly version: string };

/** Drives SES: a compartment for each extension in a process whose intrinsics are frozen. */
const adapter: Adapter = {
  describe: () => ({
    name: 'ses',
    version,
    engine: `V8 ${process.versions.v8}`,
    isolation: 'a compartment on frozen intrinsics, which it shares with the host',
    claims: ['address-policy'],
  }),
  start: async (host) => {
    lockdownOnce();
    return outliveRejections(inProcessRuntime(host, openSesEngine));
  },
};

export default adapter;
