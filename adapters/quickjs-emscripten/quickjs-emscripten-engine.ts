import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import { newQuickJSWASMModuleFromVariant, newVariant, RELEASE_SYNC, type QuickJSHandle, type SuccessOrFail } from 'quickjs-emscripten';

import type { ErrorShape } from '../../src/contract/outcome.ts';
import { apiSource, apiSpecifier, bootSource, bootSpecifier, extensionSpecifier, isImportable } from '../../src/guest/sources.ts';
import { EngineRefusal, EngineStop, type OpenEngine } from '../engine.ts';
import { isQuickjsOutOfMemory } from '../quickjs-out-of-memory.ts';
import { startSliceClock } from '../slice-clock.ts';

const startSpecifier = 'sandproof:start';
const startSource = `import '${apiSpecifier}';\nexport * from '${bootSpecifier}';\n`;

/* Everything is linked before anything is evaluated, and this comes first: what it throws shows that the extension is linked. */
const gateSpecifier = 'sandproof:gate';
const linkedMark = 'linked';
const gateSource = `throw '${linkedMark}';\n`;
const linkingSpecifier = 'sandproof:linking';
const linkingSource = `import '${gateSpecifier}';\nimport '${extensionSpecifier}';\n`;

const enrolSpecifier = 'sandproof:enrol';
const enrolSource = `import * as extension from '${extensionSpecifier}';
import { register } from '${bootSpecifier}';
export const enrol = () => register(extension.default, extension);
`;

/** The imports of our own modules, none of which has dynamic code of the extension: nothing of it can pass for one of them. */
const ownImports: Readonly<Record<string, readonly string[]>> = {
  [startSpecifier]: [bootSpecifier, apiSpecifier],
  [apiSpecifier]: [bootSpecifier],
  [linkingSpecifier]: [gateSpecifier, extensionSpecifier],
  [enrolSpecifier]: [extensionSpecifier, bootSpecifier],
};

/** Bytes of native stack; with 512 KiB, ordinary recursion overflows Node's own stack before QuickJS sees it. */
const stackBytes = 262_144;

const nameChars = 128;
const messageChars = 4096;

/* The types of Node name WebAssembly only as a namespace. */
const { WebAssembly: engine } = globalThis as unknown as {
  readonly WebAssembly: { compile(bytes: Uint8Array): Promise<WebAssembly.Module> };
};

/* Compiled once: every extension has an instance of its own, so that one which breaks breaks no other. */
const binary = createRequire(import.meta.resolve('quickjs-emscripten')).resolve('@jitl/quickjs-wasmfile-release-sync/wasm');
const compiled = readFile(binary).then((bytes) => engine.compile(bytes));
const variant = newVariant(RELEASE_SYNC, { wasmModule: () => compiled });

/** Opens a runtime with one context in a WebAssembly instance of its own, with a clock for every entry. Its memory limit is set, but QuickJS does not survive it everywhere. */
export const openQuickjsEmscriptenEngine: OpenEngine = async (setup, limits) => {
  let source = '';
  let overtime: () => boolean = () => false;
  let interrupted = false;

  const instance = await newQuickJSWASMModuleFromVariant(variant);
  const runtime = instance.newRuntime({
    interruptHandler: () => (interrupted ||= overtime()),
    maxStackSizeBytes: stackBytes,
    memoryLimitBytes: limits.memoryMiB * 1_048_576,
  });
  const refusedImport = (): { readonly error: Error } => ({ error: new Error(`An extension may import only "${apiSpecifier}"`) });
  runtime.setModuleLoader(
    (name) => {
      if (name === apiSpecifier) return apiSource;
      if (name === bootSpecifier) return bootSource;
      if (name === gateSpecifier) return gateSource;
      return name === extensionSpecifier ? source : refusedImport();
    },
    (base, specifier) => (isImportable(specifier) || ownImports[base]?.includes(specifier) === true ? specifier : refusedImport()),
  );
  const context = runtime.newContext();

  /* Runs code of the realm. What the binding throws itself is a trap of its WebAssembly, or the end of Node's stack. */
  const enterRealm = <Value>(run: () => Value): Value => {
    try {
      const value = run();
      if (interrupted) throw new EngineStop('cpu');
      return value;
    } catch (cause) {
      if (cause instanceof EngineStop) throw cause;
      throw new EngineStop(interrupted ? 'cpu' : 'crash', { cause });
    }
  };

  /* The same on the clock, as soon as the extension can have a hand in it. */
  const slice = <Value>(run: () => Value): Value => {
    overtime = startSliceClock(limits.cpuMs);
    return enterRealm(run);
  };

  const textOf = (handle: QuickJSHandle, length: number, otherwise: string): string =>
    context.typeof(handle) === 'string' ? context.getString(handle).slice(0, length) : otherwise;

  const fieldOf = (error: QuickJSHandle, key: string, length: number, otherwise: string): string => {
    using value = context.getProp(error, key);
    return textOf(value, length, otherwise);
  };

  const shapeOf = (error: QuickJSHandle): ErrorShape =>
    slice(() =>
      context.typeof(error) === 'object'
        ? { name: fieldOf(error, 'name', nameChars, 'Error'), message: fieldOf(error, 'message', messageChars, '') }
        : { name: 'Error', message: textOf(error, messageChars, '') },
    );

  const stopOf = (error: QuickJSHandle): EngineStop => new EngineStop(isQuickjsOutOfMemory(shapeOf(error)) ? 'memory' : 'crash');

  const refusalOf = (phase: 'link' | 'evaluate', error: QuickJSHandle): Error => {
    const shape = shapeOf(error);
    return isQuickjsOutOfMemory(shape) ? new EngineStop('memory') : new EngineRefusal(phase, shape);
  };

  /* Our own functions throw nothing of themselves. */
  const unwrap = <Value>(result: SuccessOrFail<Value, QuickJSHandle>): Value => {
    if (result.error === undefined) return result.value;
    if (interrupted) throw new EngineStop('cpu');
    throw stopOf(result.error);
  };

  const evaluateModule = (text: string, name: string): SuccessOrFail<QuickJSHandle, QuickJSHandle> =>
    context.evalCode(text, name, { type: 'module' });

  const start = enterRealm(() => unwrap(evaluateModule(startSource, startSpecifier)));
  const pump = (name: string): QuickJSHandle => context.getProp(start, name);
  const [configure, dispatch, deliver, drain] = [pump('configure'), pump('dispatch'), pump('deliver'), pump('drain')];

  const call = (fn: QuickJSHandle, text: string): void => {
    using argument = context.newString(text);
    unwrap(context.callFunction(fn, context.undefined, argument)).dispose();
  };
  enterRealm(() => call(configure, JSON.stringify(setup)));

  let body: { readonly evaluated: QuickJSHandle; readonly finished: PromiseWithResolvers<void> } | undefined;
  let enrolled: QuickJSHandle | undefined;

  /* A body that has ended is the module's namespace, one that waits is a promise of it. */
  const checkBody = (): void => {
    if (body === undefined) return;
    const { evaluated, finished } = body;
    const state = context.getPromiseState(evaluated);
    if (state.type === 'pending') return;
    body = undefined;
    if (state.type === 'fulfilled') {
      enrolled = state.value;
      finished.resolve();
    } else finished.reject(refusalOf('evaluate', state.error));
  };

  const enter = async (run: () => void): Promise<void> => {
    slice(() => {
      run();
      unwrap(runtime.executePendingJobs());
    });
    checkBody();
  };

  const linkExtension = (): void => {
    const { error } = enterRealm(() => evaluateModule(linkingSource, linkingSpecifier));
    if (error === undefined) throw new EngineStop('crash');
    const linked = context.typeof(error) === 'string' && context.getString(error) === linkedMark;
    if (!linked) throw refusalOf('link', error);
  };

  return {
    evaluate: async (text) => {
      source = text;
      linkExtension();
      const finished = Promise.withResolvers<void>();
      const evaluated = slice(() => evaluateModule(enrolSource, enrolSpecifier));
      if (evaluated.error !== undefined) finished.reject(refusalOf('evaluate', evaluated.error));
      else body = { evaluated: evaluated.value, finished };
      await enter(() => undefined);
      return { finished: finished.promise };
    },
    register: () =>
      enter(() => {
        if (enrolled === undefined) return;
        using enrol = context.getProp(enrolled, 'enrol');
        unwrap(context.callFunction(enrol, context.undefined)).dispose();
      }),
    dispatch: (text) => enter(() => call(dispatch, text)),
    deliver: (text) => enter(() => call(deliver, text)),
    drain: () => {
      interrupted = false;
      using records = slice(() => unwrap(context.callFunction(drain, context.undefined)));
      return context.getString(records);
    },
    /* Freed by the collector as a whole: what a stop has left in it can be in any state. */
    isOutOfMemory: isQuickjsOutOfMemory,
    dispose: () => undefined,
  };
};
