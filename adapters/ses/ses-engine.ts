import { setImmediate } from 'node:timers/promises';

import 'ses';
import type { ModuleSource, PrecompiledModuleSource, VirtualModuleSource } from 'ses';

import type { GuestSetup } from '../../src/guest/records.ts';
import {
  apiSource,
  apiSpecifier,
  bootSource,
  bootSpecifier,
  entrySource,
  entrySpecifier,
  extensionSpecifier,
  isImportable,
} from '../../src/guest/sources.ts';
import { EngineRefusal, type Engine } from '../engine.ts';
import { withoutComments } from '../module-script.ts';
import { shapeOf, type Pump } from '../pump.ts';

/* Asked for by its address, since its types want those of Babel, which do not come with it. */
const endo = (await import(import.meta.resolve('@endo/module-source'))) as {
  readonly ModuleSource: new (source: string) => PrecompiledModuleSource;
};

/* `globalThis` of the boot module, which takes all from it that is not standard: a compartment's has a symbol that stays. */
const globalSpecifier = 'sandproof:global';

/* Runs before the extension's body, once all is linked. */
const linkedSpecifier = 'sandproof:linked';

const evaluatingSpecifier = 'sandproof:evaluating';

const own: Readonly<Record<string, PrecompiledModuleSource>> = {
  [bootSpecifier]: new endo.ModuleSource(`import { globalThis } from '${globalSpecifier}';\n${bootSource}`),
  [apiSpecifier]: new endo.ModuleSource(apiSource),
  [entrySpecifier]: new endo.ModuleSource(entrySource),
  [evaluatingSpecifier]: new endo.ModuleSource(`import '${linkedSpecifier}';\nimport '${extensionSpecifier}';\n`),
};

const globalOf = (compartment: Compartment): VirtualModuleSource => {
  const { globalThis: realm } = compartment;
  const seen = new Proxy(
    {},
    {
      get: (_, name): unknown => Reflect.get(realm, name),
      ownKeys: () => Reflect.ownKeys(realm).filter((name) => name !== Symbol.unscopables),
      getPrototypeOf: () => Reflect.getPrototypeOf(realm),
      deleteProperty: (_, name) => Reflect.deleteProperty(realm, name),
    },
  );
  const execute = (target: Record<string, unknown>): void => {
    target['globalThis'] = seen;
  };
  return { imports: [], exports: ['globalThis'], execute };
};

/**
 * Freezes the intrinsics of this process, once; from then on it can hold compartments.
 * Frozen prototypes forbid to assign what they have, such as `constructor`, to objects that inherit from them: Node's own HTTP client does so with headers.
 * What nobody catches is the host's to handle: SES would print what was thrown, when it is collected, and that runs its code in the middle of another extension's call.
 */
export const lockdownOnce = (): void => {
  if (!Object.isFrozen(Object.prototype)) {
    lockdown({ overrideTaming: 'severe', errorTrapping: 'none', unhandledRejectionTrapping: 'none' });
  }
};

/** Opens a compartment: a global object and modules of its own, on intrinsics that it shares with the host and that nobody can change. */
export const openSesEngine = async (setup: GuestSetup): Promise<Engine> => {
  let extension: PrecompiledModuleSource | undefined;
  let linked = false;

  const resolveHook = (specifier: string, referrer: string): string => {
    if (referrer === extensionSpecifier && !isImportable(specifier)) throw new Error(`An extension may import only "${apiSpecifier}"`);
    return specifier;
  };

  const sourceOf = (specifier: string): ModuleSource | undefined => {
    if (specifier === extensionSpecifier) return extension;
    if (specifier === globalSpecifier) return globalOf(compartment);
    if (specifier !== linkedSpecifier) return own[specifier];
    const execute = (): void => {
      linked = true;
    };
    return { imports: [], exports: [], execute };
  };
  const importHook = async (specifier: string): Promise<{ readonly source: ModuleSource }> => {
    const source = sourceOf(specifier);
    if (source === undefined) throw new Error(`There is no module ${JSON.stringify(specifier)}`);
    return { source };
  };

  /* What SES keeps from a compartment unless it is given: the clock, chance, and numbers whose bits can be read. */
  const globals = { Date, Math, Float16Array, Float32Array, Float64Array };
  const compartment = new Compartment(globals, {}, { resolveHook, importHook, __noNamespaceBox__: true });
  const pump = (await compartment.import(bootSpecifier)) as unknown as Pump;
  pump.configure(JSON.stringify(setup));

  return {
    evaluate: async (source) => {
      const refusal = (cause: unknown): EngineRefusal => new EngineRefusal(linked ? 'evaluate' : 'link', shapeOf(cause));
      try {
        /* SES refuses a module in whose comments stands what looks like code that it refuses. */
        extension = new endo.ModuleSource(withoutComments(source));
        await compartment.load(evaluatingSpecifier);
      } catch (cause) {
        throw cause instanceof EngineRefusal ? cause : refusal(cause);
      }
      const finished = compartment.import(evaluatingSpecifier).then(
        () => undefined,
        (cause: unknown) => {
          throw refusal(cause);
        },
      );
      await Promise.race([finished, setImmediate()]);
      return { finished };
    },
    register: async () => {
      await compartment.import(entrySpecifier);
    },
    dispatch: async (call) => {
      pump.dispatch(call);
      await setImmediate();
    },
    deliver: async (answer) => {
      pump.deliver(answer);
      await setImmediate();
    },
    drain: () => pump.drain(),
    dispose: () => undefined,
  };
};
