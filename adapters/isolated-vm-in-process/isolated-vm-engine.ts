import { performance } from 'node:perf_hooks';

import isolatedVm, { type Module, type Reference } from 'isolated-vm';

import type { ErrorShape } from '../../src/contract/outcome.ts';
import { apiSource, apiSpecifier, bootSource, bootSpecifier, extensionSpecifier } from '../../src/guest/sources.ts';
import { EngineRefusal, EngineStop, type OpenEngine } from '../engine.ts';

const enrolSpecifier = 'sandproof:enrol';

/** Its function is there as soon as the body of the extension has ended, top-level `await` included. */
const enrolSource = `import * as extension from '${extensionSpecifier}';
import { register } from '${bootSpecifier}';
export const enrol = () => register(extension.default, extension);
`;

/** What each module may import. It is looked up before the addon links anything. */
const importable: Readonly<Record<string, readonly string[]>> = {
  [apiSpecifier]: [bootSpecifier],
  [extensionSpecifier]: [apiSpecifier],
  [enrolSpecifier]: [extensionSpecifier, bootSpecifier],
};

/** MiB beyond the budget: what crosses stands in the heap as a value and as text, and V8 ends the process where one of them does not fit. */
const roomToCross = 32;

/** ms; the addon takes 0 for no limit, and keeps 32 bits. */
const timeoutOf = (cpuMs: number): number => Math.min(Math.max(Math.ceil(cpuMs), 1), 2 ** 31 - 1);

const timedOutMessage = 'Script execution timed out.';

/* What is thrown inside arrives as an error of the host or as a primitive value. */
const shapeOf = (thrown: unknown): ErrorShape =>
  thrown instanceof Error
    ? { name: thrown.name.slice(0, 128), message: thrown.message.slice(0, 4096) }
    : { name: 'Error', message: String(thrown).slice(0, 4096) };

/**
 * Opens an isolate with one context. Every entry is an asynchronous apply with a timeout of its own, so that code after an `await` has one, too,
 * and runs on a thread of the addon: the host's loop stays free. Nothing of the host is in the realm; the host takes its records after each entry.
 */
export const openIsolatedVmEngine: OpenEngine = async (setup, limits) => {
  const isolate = new isolatedVm.Isolate({ memoryLimit: Math.ceil(limits.memoryMiB) + roomToCross });
  const context = await isolate.createContext();
  const timed = { timeout: timeoutOf(limits.cpuMs) };
  const modules = new Map<string, Module>();
  let records = '';

  /* Linked one by one from the bottom up: the addon breaks where a dependency is evaluated after its importer was instantiated. */
  const link = async (specifier: string, source: string): Promise<Module> => {
    const module = await isolate.compileModule(source, { filename: specifier });
    if (!module.dependencySpecifiers.every((name) => importable[specifier]?.includes(name) === true))
      throw new Error(`An extension may import only "${apiSpecifier}"`);
    await module.instantiate(context, (name) => {
      const dependency = modules.get(name);
      if (dependency === undefined) throw new Error(`The module ${JSON.stringify(name)} is not linked yet`);
      return dependency;
    });
    modules.set(specifier, module);
    return module;
  };

  const boot = await link(bootSpecifier, bootSource);
  await boot.evaluate();
  const pump = <Arguments extends readonly string[]>(name: string): Promise<Reference<(...given: Arguments) => unknown>> =>
    boot.namespace.get(name, { reference: true });
  const [configure, dispatch, deliver, drain, recover] = await Promise.all([
    pump<[string]>('configure'),
    pump<[string]>('dispatch'),
    pump<[string]>('deliver'),
    pump<[]>('drain'),
    pump<[]>('recover'),
  ]);
  await (await link(apiSpecifier, apiSource)).evaluate();
  await configure.apply(undefined, [JSON.stringify(setup)]);

  let running: Promise<unknown> | undefined;
  let body: PromiseWithResolvers<void> | undefined;
  let enrol: Reference<() => void> | undefined;
  let enrolling: Module | undefined;

  /* The addon throws a rejection that nobody handled from whatever runs in the isolate then: that is the extension's own affair, and no stop. */
  const stopOf = (cause: unknown, startedAt: number): EngineStop | undefined => {
    if (isolate.isDisposed) return new EngineStop('memory', { cause });
    const ranLong = performance.now() - startedAt >= timed.timeout - 1;
    return ranLong && cause instanceof Error && cause.message === timedOutMessage ? new EngineStop('cpu', { cause }) : undefined;
  };

  const refusalOf = (phase: 'link' | 'evaluate', cause: unknown): Error =>
    isolate.isDisposed ? new EngineStop('memory', { cause }) : new EngineRefusal(phase, shapeOf(cause));

  /* Runs one slice to its end; returns whether something stray was thrown from it. */
  const slice = async (run: () => Promise<unknown>): Promise<boolean> => {
    const startedAt = performance.now();
    try {
      await run();
      return false;
    } catch (cause) {
      const stop = stopOf(cause, startedAt);
      if (stop !== undefined) throw stop;
      return true;
    }
  };

  /* What was given away and lost with a stray rejection is still there. */
  const collect = async (): Promise<boolean> => {
    const take = (from: Reference<() => unknown>): Promise<boolean> =>
      slice(async () => {
        records += (await from.apply(undefined, [], timed)) as string;
      });
    const stray = await take(drain);
    if (stray && (await take(recover))) throw new EngineStop('crash');
    return stray;
  };

  const checkBody = async (stray: boolean): Promise<void> => {
    const waiting = body;
    if (waiting === undefined) return;
    try {
      /* A fresh import fails with what the body has failed with. */
      if (stray || enrolling === undefined) {
        enrolling = await link(enrolSpecifier, enrolSource);
        await enrolling.evaluate(timed);
      }
    } catch (cause) {
      body = undefined;
      waiting.reject(refusalOf('evaluate', cause));
      return;
    }
    try {
      enrol = await enrolling.namespace.get('enrol', { reference: true });
    } catch {
      return; // not initialised: the body still waits for something
    }
    body = undefined;
    waiting.resolve();
  };

  /* The addon runs what it is given in order, so the records come with the slice, in one trip to its thread and back; those of a stopped one, too. */
  const enter = async (run: () => Promise<unknown>): Promise<void> => {
    const both = Promise.allSettled([slice(run), collect()]);
    running = both;
    const [entered, collected] = await both;
    if (entered.status === 'rejected') throw entered.reason as EngineStop;
    if (collected.status === 'rejected') throw collected.reason as EngineStop;
    await checkBody(entered.value || collected.value);
  };

  return {
    evaluate: async (source) => {
      const extension = await link(extensionSpecifier, source).catch((cause: unknown) => {
        throw refusalOf('link', cause);
      });
      body = Promise.withResolvers();
      const { promise: finished } = body;
      await enter(() => extension.evaluate(timed));
      return { finished };
    },
    register: () => enter(async () => enrol?.apply(undefined, [], timed)),
    dispatch: (call) => enter(() => dispatch.apply(undefined, [call], timed)),
    deliver: (answer) => enter(() => deliver.apply(undefined, [answer], timed)),
    drain: () => {
      const drained = records;
      records = '';
      return drained;
    },
    /* What V8 does not interrupt runs on until it ends by itself. */
    dispose: async () => {
      if (!isolate.isDisposed) isolate.dispose();
      await running;
    },
  };
};
