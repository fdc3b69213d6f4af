import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { EvalFlags, JSException, QuickJS, type JSValueHandle } from 'quickjs-wasi';

import type { Limits } from '../../src/contract/limits.ts';
import type { ErrorShape } from '../../src/contract/outcome.ts';
import type { GuestSetup } from '../../src/guest/records.ts';
import { apiSource, apiSpecifier, bootSource, bootSpecifier, extensionSpecifier, isImportable } from '../../src/guest/sources.ts';
import { EngineRefusal, EngineStop, type Engine } from '../engine.ts';
import { isQuickjsOutOfMemory } from '../quickjs-out-of-memory.ts';
import { startSliceClock } from '../slice-clock.ts';

const startSpecifier = 'sandproof:start';
const evaluatingSpecifier = 'sandproof:evaluating';

/** The imports of our own modules, none of which runs a function of the extension: dynamic code of the extension can't pass for one of them. */
const ownImports: Readonly<Record<string, readonly string[]>> = {
  [startSpecifier]: [bootSpecifier, apiSpecifier],
  [apiSpecifier]: [bootSpecifier],
  [evaluatingSpecifier]: [extensionSpecifier],
};

/** Bytes of native stack. From 512 KiB on, ordinary recursion overflowed Node's own stack before QuickJS saw it (measured, Node 24.21). */
const stackBytes = 262_144;

const nameChars = 128;
const messageChars = 4096;

/* The types of Node name WebAssembly only as a namespace. */
const { WebAssembly: engine } = globalThis as unknown as {
  readonly WebAssembly: { compile(bytes: Uint8Array): Promise<WebAssembly.Module> };
};

const compiled = readFile(fileURLToPath(import.meta.resolve('quickjs-wasi/quickjs.wasm'))).then((bytes) => engine.compile(bytes));

const pendingState = 0;

/** An engine into whose realm code can be put from outside: nothing that a runtime would offer. */
export interface QuickjsEngine extends Engine {
  /** Runs a script in the realm of the extension, as if it stood there. */
  plant(script: string): void;
  /** Ends it at once. */
  dispose(): void;
}

/** Opens a QuickJS virtual machine in WebAssembly, with a memory limit of its own and a clock for every entry. */
export const openQuickjsEngine = async (setup: GuestSetup, limits: Limits): Promise<QuickjsEngine> => {
  let source = '';
  let overtime: () => boolean = () => false;
  let interrupted = false;

  const normalize = (base: string, specifier: string): string => {
    if (isImportable(specifier) || ownImports[base]?.includes(specifier) === true) return specifier;
    throw new Error(`An extension may import only "${apiSpecifier}"`);
  };
  const load = (name: string): string => {
    if (name === apiSpecifier) return apiSource;
    if (name === bootSpecifier) return bootSource;
    if (name === extensionSpecifier) return source;
    throw new Error(`An extension may import only "${apiSpecifier}"`);
  };

  const vm = await QuickJS.create({
    wasm: await compiled,
    memoryLimit: limits.memoryMiB * 1_048_576,
    maxStackSize: stackBytes,
    timezoneOffset: 0,
    moduleLoader: { normalize, load },
    interruptHandler: () => (interrupted ||= overtime()),
  });

  const enterRealm = <Value>(run: () => Value): Value => {
    try {
      const value = run();
      if (interrupted) throw new EngineStop('cpu');
      return value;
    } catch (cause) {
      if (cause instanceof EngineStop) throw cause;
      if (interrupted) throw new EngineStop('cpu', { cause });
      if (cause instanceof JSException) throw cause;
      throw new EngineStop(String(cause).includes('out of memory') || String(cause).includes('wasm_malloc failed') ? 'memory' : 'crash', {
        cause,
      });
    }
  };

  /* On the clock, as soon as the extension can have a hand in it. */
  const slice = <Value>(run: () => Value): Value => {
    overtime = startSliceClock(limits.cpuMs);
    return enterRealm(run);
  };

  const textOf = (error: JSValueHandle, key: string, otherwise: string, length: number): string => {
    try {
      using value = error.getProp(key);
      return value.isString ? value.toString().slice(0, length) : otherwise;
    } catch (thrown) {
      if (!(thrown instanceof JSException)) throw thrown;
      return otherwise;
    }
  };

  const shapeOf = (error: JSValueHandle): ErrorShape =>
    slice(() => ({ name: textOf(error, 'name', 'Error', nameChars), message: textOf(error, 'message', '', messageChars) }));

  const refusal = (phase: 'link' | 'evaluate', error: JSValueHandle): Error => {
    const shape = error.isString ? { name: 'Error', message: error.toString().slice(0, messageChars) } : shapeOf(error);
    return isQuickjsOutOfMemory(shape) ? new EngineStop('memory') : new EngineRefusal(phase, shape);
  };

  const evaluateModule = (text: string, name: string, enter: typeof slice): JSValueHandle => {
    try {
      return enter(() => vm.evalCode(text, name, EvalFlags.TYPE_MODULE));
    } catch (thrown) {
      throw thrown instanceof JSException ? refusal('link', thrown.handle) : thrown;
    }
  };

  using booted = evaluateModule(`import '${apiSpecifier}'; export * from '${bootSpecifier}';`, startSpecifier, enterRealm);
  vm.executePendingJobs();
  const boot = await vm.resolvePromise(booted);
  if ('error' in boot) throw new Error(`The boot module failed: ${boot.error.toString()}`);
  const pump = (name: string): JSValueHandle => boot.value.getProp(name);
  const [configure, register, dispatch, deliver, drain] = [
    pump('configure'),
    pump('register'),
    pump('dispatch'),
    pump('deliver'),
    pump('drain'),
  ];

  const call = (fn: JSValueHandle, text: string): void => {
    using argument = vm.newString(text);
    vm.callFunction(fn, vm.undefined, argument).dispose();
  };
  call(configure, JSON.stringify(setup));

  let body: { readonly promise: JSValueHandle; readonly finished: PromiseWithResolvers<void> } | undefined;
  let exported: JSValueHandle | undefined;

  const checkBody = async (): Promise<void> => {
    if (body === undefined || body.promise.promiseState === pendingState) return;
    const { promise, finished } = body;
    body = undefined;
    const settled = await vm.resolvePromise(promise);
    if ('error' in settled) {
      finished.reject(refusal('evaluate', settled.error));
      return;
    }
    using namespace = settled.value.getProp('extension');
    exported = namespace.getProp('default');
    finished.resolve();
  };

  const enter = async (run: () => void): Promise<void> => {
    try {
      slice(() => {
        run();
        vm.executePendingJobs();
      });
    } catch (thrown) {
      throw thrown instanceof JSException ? new EngineStop('crash', { cause: thrown }) : thrown;
    }
    await checkBody();
  };

  return {
    evaluate: async (text) => {
      source = text;
      const finished = Promise.withResolvers<void>();
      body = { promise: evaluateModule(`export * as extension from '${extensionSpecifier}';`, evaluatingSpecifier, slice), finished };
      await enter(() => undefined);
      return { finished: finished.promise };
    },
    register: () => enter(() => vm.callFunction(register, vm.undefined, exported ?? vm.undefined).dispose()),
    dispatch: (text) => enter(() => call(dispatch, text)),
    deliver: (text) => enter(() => call(deliver, text)),
    drain: () => {
      interrupted = false;
      using records = slice(() => vm.callFunction(drain, vm.undefined));
      return records.toString();
    },
    plant: (script) => vm.evalCode(script, 'sandproof:planted').dispose(),
    isOutOfMemory: isQuickjsOutOfMemory,
    dispose: () => vm.dispose(),
  };
};

/** The versions of the binding and of the engine in it. */
export const quickjsVersions = async (): Promise<{ readonly binding: string; readonly quickjs: string }> => {
  using vm = await QuickJS.create({ wasm: await compiled });
  return { binding: vm.versions['quickjs-wasi'] ?? 'unknown', quickjs: vm.versions['quickjs'] ?? 'unknown' };
};
