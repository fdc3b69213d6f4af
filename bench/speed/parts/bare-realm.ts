import isolatedVm, { type Module } from 'isolated-vm';
import { apiSpecifier } from '../../../src/guest/sources.ts';
import { defaultLimits } from '../../../src/reference/default-limits.ts';

/** An operation in a bare isolate of this process: what the addon costs, and nothing else. */
export interface BareRealm extends Disposable {
  /** Calls a handler that returns at once: JSON text in, JSON text out, on the clock. */
  call(text: string): string;
  /** The same for a handler that awaits something. */
  callAsync(text: string): Promise<string>;
}

const entry = `import operation from 'floor:extension';
export const call = (text) => JSON.stringify(operation.handler(JSON.parse(text)));
export const callAsync = async (text) => JSON.stringify(await operation.handler(JSON.parse(text)));`;

const api = `const { hostLog, hostSleep } = globalThis;
export const log = (text) => { hostLog(text); };
export const sleep = (ms) => hostSleep.apply(undefined, [ms], { result: { promise: true } });`;

const timeout = defaultLimits.cpuMs;

/** Opens an isolate and a context, compiles, links and evaluates the extension in it. */
export const openBareRealm = (source: string): BareRealm => {
  const isolate = new isolatedVm.Isolate({ memoryLimit: defaultLimits.memoryMiB });
  const context = isolate.createContextSync();
  const evaluate = (text: string, imports: Readonly<Record<string, Module>>): Module => {
    const compiled = isolate.compileModuleSync(text);
    compiled.instantiateSync(context, (specifier) => {
      const found = imports[specifier];
      if (found === undefined) throw new Error(`Nothing is called ${JSON.stringify(specifier)} here`);
      return found;
    });
    compiled.evaluateSync({ timeout });
    return compiled;
  };
  const imports: Record<string, Module> = {};
  if (source.includes(apiSpecifier)) {
    context.global.setSync('hostLog', new isolatedVm.Callback(() => undefined));
    context.global.setSync('hostSleep', new isolatedVm.Reference(() => Promise.resolve()));
    imports[apiSpecifier] = evaluate(api, {});
  }
  const started = evaluate(entry, { 'floor:extension': evaluate(source, imports) });
  const call = started.namespace.getSync('call', { reference: true }) as isolatedVm.Reference<(text: string) => string>;
  const callAsync = started.namespace.getSync('callAsync', { reference: true }) as isolatedVm.Reference<(text: string) => Promise<string>>;
  return {
    call: (text) => String(call.applySync(undefined, [text], { timeout })),
    async callAsync(text) {
      const result: unknown = await callAsync.apply(undefined, [text], { timeout, result: { promise: true } });
      if (typeof result !== 'string') throw new TypeError(`Expected JSON text, got a ${typeof result}`);
      return result;
    },
    [Symbol.dispose]: () => isolate.dispose(),
  };
};
