import { setImmediate } from 'node:timers/promises';
import { createContext, SourceTextModule, type Context, type Module } from 'node:vm';

import type { Limits } from '../../src/contract/limits.ts';
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
import { EngineRefusal, EngineStop, type Engine } from '../engine.ts';
import { isTimeout, shapeOf, type Pump } from '../pump.ts';

/**
 * Opens a `node:vm` context the way it is usually done: an ordinary object becomes the global object, and `timeout` covers the first synchronous slice.
 * So its `constructor` is the host's, what runs after an `await` is not stopped, and no memory limit exists.
 */
export const openNodeVmEngine = async (setup: GuestSetup, limits: Limits, context: Context = createContext({})): Promise<Engine> => {
  const modules = new Map<string, Module>();

  const find = (specifier: string, referrer: string): Module => {
    const module = modules.get(specifier);
    if (module === undefined || (referrer === extensionSpecifier && !isImportable(specifier)))
      throw new Error(`An extension may import only "${apiSpecifier}"`);
    return module;
  };

  const link = async (source: string, identifier: string): Promise<Module> => {
    const module = new SourceTextModule(source, {
      context,
      identifier,
      importModuleDynamically: (specifier) => find(specifier, identifier),
    });
    modules.set(identifier, module);
    await module.link((specifier, { identifier: referrer }, { attributes }) => {
      if (Object.keys(attributes).length > 0) throw new SyntaxError('An import has no attributes here');
      return find(specifier, referrer);
    });
    return module;
  };

  const evaluated = async (source: string, identifier: string): Promise<Module> => {
    const module = await link(source, identifier);
    await module.evaluate({ timeout: limits.cpuMs }).catch((cause: unknown) => {
      throw isTimeout(cause) ? new EngineStop('cpu', { cause }) : cause;
    });
    return module;
  };

  const { namespace } = await evaluated(bootSource, bootSpecifier);
  const pump = namespace as unknown as Pump;
  await link(apiSource, apiSpecifier);
  pump.configure(JSON.stringify(setup));

  const evaluateExtension = async (module: Module): Promise<void> => {
    try {
      await module.evaluate({ timeout: limits.cpuMs });
    } catch (cause) {
      throw isTimeout(cause) ? new EngineStop('cpu', { cause }) : new EngineRefusal('evaluate', shapeOf(cause));
    }
  };

  return {
    evaluate: async (source) => {
      const module = await link(source, extensionSpecifier).catch((cause: unknown) => {
        throw new EngineRefusal('link', shapeOf(cause));
      });
      const finished = evaluateExtension(module);
      await Promise.race([finished, setImmediate()]);
      return { finished };
    },
    register: async () => {
      await evaluated(entrySource, entrySpecifier);
    },
    dispatch: async (call) => {
      await evaluated(`import { dispatch } from '${bootSpecifier}'; dispatch(${JSON.stringify(call)});`, 'sandproof:call');
      await setImmediate();
    },
    deliver: async (answer) => {
      pump.deliver(answer);
      await setImmediate();
    },
    drain: () => pump.drain(),
    dispose: () => modules.clear(),
  };
};
