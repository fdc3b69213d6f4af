import { registerHooks } from 'node:module';
import { setImmediate } from 'node:timers/promises';

import type { GuestSetup } from '../../src/guest/records.ts';
import { apiSpecifier, bootSource } from '../../src/guest/sources.ts';
import { EngineRefusal, type Engine } from '../engine.ts';
import { shapeOf, type Pump } from '../pump.ts';

/** ms between two looks at what the extension did meanwhile: it shares the event loop and can go on at any time. */
const lookEvery = 5;

/** Sources of the modules that are made here; each extension has a set of its own, with its number behind a `?`. */
const sources = new Map<string, string>();

registerHooks({
  resolve: (specifier, context, next) => {
    const number = context.parentURL?.startsWith('sandproof:extension?') === true ? context.parentURL.split('?')[1] : undefined;
    const url = specifier === apiSpecifier && number !== undefined ? `${apiSpecifier}?${number}` : specifier;
    return sources.has(url) ? { url, format: 'module', shortCircuit: true } : next(specifier, context);
  },
  load: (url, context, next) => {
    const source = sources.get(url);
    return source === undefined ? next(url, context) : { format: 'module', shortCircuit: true, source };
  },
});

let lastNumber = 0;

/* The boot module empties the global object, by the one function that is gone while it is evaluated: here that object is the host's, too. */
const addSources = (number: number): void => {
  const own: Readonly<Record<string, string>> = {
    [apiSpecifier]: `export { log, sleep, request } from 'sandproof:boot?${number}';`,
    'sandproof:boot': bootSource,
    'sandproof:before': 'export const { deleteProperty } = Reflect; Reflect.deleteProperty = () => true;',
    'sandproof:after': `import { deleteProperty } from 'sandproof:before?${number}'; Reflect.deleteProperty = deleteProperty;`,
    'sandproof:start': `import 'sandproof:before?${number}'; export * from 'sandproof:boot?${number}'; import 'sandproof:after?${number}';`,
    'sandproof:mark': `process.emit('sandproof:linked?${number}');`,
    'sandproof:entry': `import 'sandproof:mark?${number}'; export * as extension from 'sandproof:extension?${number}';`,
  };
  for (const [name, source] of Object.entries(own)) sources.set(`${name}?${number}`, source);
};

/** Opens no realm: the extension is a module of this process like any other. Nothing stops it, nothing is kept from it, and it stays when it is unloaded. */
export const openPlainImport = async (setup: GuestSetup): Promise<Engine> => {
  lastNumber += 1;
  const number = lastNumber;
  addSources(number);
  const pump = (await import(`sandproof:start?${number}`)) as Pump;
  pump.configure(JSON.stringify(setup));
  let looking: NodeJS.Timeout | undefined;
  let namespace: { readonly default?: unknown } = {};

  const evaluate = async (): Promise<void> => {
    let phase: 'link' | 'evaluate' = 'link';
    process.once(`sandproof:linked?${number}`, () => (phase = 'evaluate'));
    try {
      const entry = (await import(`sandproof:entry?${number}`)) as { readonly extension: { readonly default?: unknown } };
      namespace = entry.extension;
    } catch (cause) {
      throw new EngineRefusal(phase, shapeOf(cause));
    }
  };
  const enter = async (run: () => void): Promise<void> => {
    run();
    await setImmediate();
  };

  return {
    listen: (bell) => {
      looking = setInterval(() => bell.records(), lookEvery).unref();
    },
    evaluate: async (source) => {
      sources.set(`sandproof:extension?${number}`, source);
      const finished = evaluate();
      await Promise.race([finished.catch(() => undefined), setImmediate()]);
      return { finished };
    },
    register: () => enter(() => pump.register(namespace.default, namespace)),
    dispatch: (call) => enter(() => pump.dispatch(call)),
    deliver: (answer) => enter(() => pump.deliver(answer)),
    drain: () => pump.drain(),
    dispose: () => clearInterval(looking),
  };
};
