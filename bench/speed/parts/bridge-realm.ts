import isolatedVm, { type Module, type Reference } from 'isolated-vm';
import type { Json } from '../../../src/contract/json.ts';
import { apiSpecifier } from '../../../src/guest/sources.ts';
import { defaultLimits } from '../../../src/reference/default-limits.ts';

/** An operation behind an asynchronous bridge of references, as a host in the same process may build it. */
export interface BridgeRealm extends Disposable {
  call(input: Json): Promise<unknown>;
}

const api = `const { hostLog, hostSleep } = globalThis;
export const log = (text) => hostLog.apply(undefined, [text], { result: { promise: true } });
export const sleep = (ms) => hostSleep.apply(undefined, [ms], { result: { promise: true } });`;

const { cpuMs: timeout, memoryMiB: memoryLimit } = defaultLimits;

/** Opens an isolate whose handler and host functions are references: values are copied, every crossing is a promise. */
export const openBridgeRealm = async (source: string): Promise<BridgeRealm> => {
  const isolate = new isolatedVm.Isolate({ memoryLimit });
  const context = await isolate.createContext();
  await context.global.set('hostLog', new isolatedVm.Reference(() => Promise.resolve()));
  await context.global.set('hostSleep', new isolatedVm.Reference(() => Promise.resolve()));
  const evaluate = async (text: string, imports: ReadonlyMap<string, Module>): Promise<Module> => {
    const compiled = await isolate.compileModule(text);
    await compiled.instantiate(context, (specifier) => {
      const found = imports.get(specifier);
      if (found === undefined) throw new Error(`Nothing is called ${JSON.stringify(specifier)} here`);
      return found;
    });
    await compiled.evaluate({ timeout });
    return compiled;
  };
  const provided = source.includes(apiSpecifier) ? new Map([[apiSpecifier, await evaluate(api, new Map())]]) : new Map<string, Module>();
  const extension = await evaluate(source, provided);
  const operation = (await extension.namespace.get('default', { reference: true })) as Reference<{ handler: (input: Json) => Json }>;
  const handler = await operation.get('handler', { reference: true });
  return {
    call: (input) => handler.apply(undefined, [input], { timeout, arguments: { copy: true }, result: { promise: true, copy: true } }),
    [Symbol.dispose]: () => isolate.dispose(),
  };
};
