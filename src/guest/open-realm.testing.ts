import isolatedVm, { type Module, type Reference } from 'isolated-vm';

import { parseRecords } from './parse-records.ts';
import type { GuestAnswer, GuestCall, GuestRecord, GuestSetup } from './records.ts';
import { apiSource, apiSpecifier, bootSource, bootSpecifier, entrySource, extensionSpecifier } from './sources.ts';

/** A real realm with the boot module and one extension, for tests of the guest code. */
export interface TestRealm extends Disposable {
  dispatch(call: GuestCall): readonly GuestRecord[];
  deliver(answer: GuestAnswer): readonly GuestRecord[];
  /** What registering the extension wrote. */
  readonly registering: readonly GuestRecord[];
}

/** What a test changes of the generous defaults. */
export interface TestSetup {
  readonly kind?: GuestSetup['kind'];
  readonly parts?: GuestSetup['parts'];
  readonly scopes?: Partial<GuestSetup['scopes']>;
  readonly limits?: Partial<GuestSetup['limits']>;
}

const allScopes = { log: true, sleep: true, request: true };
const wideLimits = {
  registrations: 100,
  pendingCalls: 100,
  logLines: 100,
  logBytes: 100_000,
  resultBytes: 100_000,
  requests: 100,
  requestBytes: 100_000,
};

/** Opens an isolate, evaluates the boot module, then the extension; what the extension wrote meanwhile is in `registering`. */
export const openRealm = (extensionSource: string, { kind = 'operation', parts, scopes, limits }: TestSetup = {}): TestRealm => {
  const isolate = new isolatedVm.Isolate({ memoryLimit: 32 });
  const context = isolate.createContextSync();
  const sources: ReadonlyMap<string, string> = new Map([
    [bootSpecifier, bootSource],
    [apiSpecifier, apiSource],
    [extensionSpecifier, extensionSource],
  ]);
  const modules = new Map<string, Module>();
  const evaluate = (source: string): Module => {
    const module = isolate.compileModuleSync(source);
    for (const specifier of module.dependencySpecifiers) resolve(specifier);
    module.instantiateSync(context, resolve);
    module.evaluateSync({ timeout: 1000 });
    return module;
  };
  const resolve = (specifier: string): Module => {
    const known = modules.get(specifier);
    if (known !== undefined) return known;
    const source = sources.get(specifier);
    if (source === undefined) throw new Error(`the test realm has no ${specifier}`);
    const module = evaluate(source);
    modules.set(specifier, module);
    return module;
  };
  const boot = resolve(bootSpecifier).namespace;
  const pump = (name: string): Reference => boot.getSync(name, { reference: true });
  const [configure, dispatch, deliver, drain] = [pump('configure'), pump('dispatch'), pump('deliver'), pump('drain')];
  const setup: GuestSetup = {
    kind,
    ...(parts === undefined ? {} : { parts }),
    scopes: { ...allScopes, ...scopes },
    limits: { ...wideLimits, ...limits },
  };
  configure.applySync(undefined, [JSON.stringify(setup)]);
  const records = (): readonly GuestRecord[] => parseRecords(drain.applySync(undefined, []) as string);
  evaluate(entrySource);
  return {
    dispatch: (call) => {
      dispatch.applySync(undefined, [JSON.stringify(call)], { timeout: 1000 });
      return records();
    },
    deliver: (answer) => {
      deliver.applySync(undefined, [JSON.stringify(answer)], { timeout: 1000 });
      return records();
    },
    registering: records(),
    [Symbol.dispose]: () => isolate.dispose(),
  };
};
