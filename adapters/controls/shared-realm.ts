import { createContext, type Context } from 'node:vm';

import type { OpenEngine } from '../engine.ts';
import { inProcessRuntime } from '../in-process-runtime.ts';
import { openNodeVmEngine } from '../node-vm/node-vm-engine.ts';
import { control } from './parts/control.ts';
import { watchRealm } from './parts/left-behind.ts';

/** Opens all engines that stand at the same time in one context; when none is left, the next one gets a fresh context. */
const inOneRealm = (): OpenEngine => {
  let context: Context | undefined;
  let open = 0;
  return async (setup, limits) => {
    context ??= createContext({});
    open += 1;
    const engine = await openNodeVmEngine(setup, limits, context);
    let isOpen = true;
    const dispose = (): void => {
      void engine.dispose();
      if (!isOpen) return;
      isOpen = false;
      open -= 1;
      if (open === 0) context = undefined;
    };
    return { ...engine, dispose };
  };
};

/** Keeps every rule that one extension can break alone as well as `node:vm` can, and runs all of them in one realm. */
export default control('shared-realm', (host) => {
  const runtime = inProcessRuntime(host, inOneRealm());
  return { load: runtime.load, call: runtime.call, isSpoilt: watchRealm(), dispose: async () => runtime[Symbol.asyncDispose]() };
});
