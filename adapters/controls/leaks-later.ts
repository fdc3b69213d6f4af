import type { OpenEngine } from '../engine.ts';
import { inProcessRuntime } from '../in-process-runtime.ts';
import { openQuickjsEngine } from '../quickjs-wasi/quickjs-engine.ts';
import { control } from './parts/control.ts';

/** What a host forgets to take away: names that runtimes commonly have, and a function behind one of them that is not the language's. */
const leak = `
  globalThis.console = { log() {}, error() {} };
  globalThis.process = { env: { SECRET: 'leaked' }, exit() {} };
  globalThis.setTimeout = function setTimeout() { return 1; };
  globalThis.performance = { now() { return 0.5; } };
  globalThis.fetch = async function fetch() { return {}; };
  globalThis.require = function require() { return {}; };
`;

/** From its second call on, an extension sees what the host forgot. */
const leaky: OpenEngine = async (setup, limits) => {
  const engine = await openQuickjsEngine(setup, limits);
  let calls = 0;
  return {
    ...engine,
    dispatch: (call) => {
      calls += 1;
      if (calls === 2) engine.plant(leak);
      return engine.dispatch(call);
    },
  };
};

/** Clean while an extension loads and in its first call, as clean as QuickJS in WebAssembly; leaks from the second call on. */
export default control('leaks-later', (host) => {
  const runtime = inProcessRuntime(host, leaky);
  return { load: runtime.load, call: runtime.call, dispose: async () => runtime[Symbol.asyncDispose]() };
});
