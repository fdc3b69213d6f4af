import { createRequire } from 'node:module';
import { runInContext } from 'node:vm';

import { EdgeVM } from '@edge-runtime/vm';

import type { Adapter } from '../../src/contract/adapter.ts';
import type { OpenEngine } from '../engine.ts';
import { inProcessRuntime } from '../in-process-runtime.ts';
import { openScriptEngine } from '../script-engine.ts';

const { version } = createRequire(import.meta.url)('@edge-runtime/vm/package.json') as { readonly version: string };

/* EdgeVM's own way to keep a rejection that nobody catches from ending the process. */
const initialCode = "addEventListener('unhandledrejection', () => undefined);";

/*
 * The global object as the boot module sees it: most of what EdgeVM adds can't be deleted, so that all that can be done is to take its value away.
 * The symbols stay: under them are constructors of the host, without which `instanceof` throws. `this` is the realm's own global object; `globalThis` is
 * an object of the host.
 */
const globalObject = `((realm) => new Proxy({}, {
  get: (_, name) => realm[name],
  ownKeys: () => Reflect.ownKeys(realm),
  getPrototypeOf: () => Reflect.getPrototypeOf(realm),
  deleteProperty: (_, name) => {
    if (typeof name === 'symbol') return true;
    if (!Reflect.deleteProperty(realm, name) && Reflect.getOwnPropertyDescriptor(realm, name).writable) realm[name] = undefined;
    return true;
  },
}))(this)`;

/*
 * The globals lead to the host, and an extension that freezes all that it finds freezes the host's intrinsics with it. What the process does afterwards says
 * nothing about the extensions that come next.
 */
const endBrokenHost = (): void => {
  if (!Object.isFrozen(Object.prototype)) return;
  console.error('An extension has frozen the intrinsics of the host');
  process.exit(1);
};

const openEdgeEngine: OpenEngine = async (setup, { cpuMs }) => {
  const { context } = new EdgeVM({ initialCode });
  const run = (script: string): unknown => {
    const value: unknown = runInContext(script, context, { timeout: cpuMs });
    endBrokenHost();
    return value;
  };
  return openScriptEngine({ run, globalObject }, setup);
};

/** Drives `@edge-runtime/vm`: a context of `node:vm` with the web's own functions, made to test code for the edge and not to keep it in. */
const adapter: Adapter = {
  describe: () => ({
    name: '@edge-runtime/vm',
    version,
    engine: `V8 ${process.versions.v8}`,
    isolation: 'a context in the process of the host',
    claims: ['address-policy'],
  }),
  start: async (host) => inProcessRuntime(host, openEdgeEngine),
};

export default adapter;
