import { semantic } from './build-fault.ts';
import type { Fault, Rewriting } from './fault.ts';
import { aroundHandlers, wrapDefault } from './rewriting/wrap-default.ts';

const twoArguments = `(original) => {
  const wrapped = (${aroundHandlers('(handler) => (...given) => handler(...given, {})')})(original);
  return typeof wrapped === 'function' ? (context) => wrapped(context, {}) : wrapped;
}`;

const twice = `(original) => (context, ...rest) => {
  const done = original(context, ...rest);
  original(Object.fromEntries(Object.keys(context).map((name) => [name, () => {}])), ...rest);
  return done;
}`;

const onlyFirstActions = `(original) => ({ filter, action }, ...rest) => {
  const taken = new Set();
  const first = (event, handler) => { if (taken.has(event)) return; taken.add(event); action(event, handler); };
  return original({ filter, action: first }, ...rest);
}`;

const reversed = `(original) => ({ filter, action }, ...rest) => {
  const filters = [];
  const done = original({ filter: (...one) => { filters.unshift(one); }, action }, ...rest);
  for (const one of filters) filter(...one);
  return done;
}`;

const firstPayload = `(original) => ({ filter, action }, ...rest) => {
  const first = new Map();
  const chained = (event, handler) => {
    if (first.has(event)) return filter(event, () => handler(first.get(event)));
    first.set(event, undefined);
    return filter(event, (payload) => { first.set(event, payload); return handler(payload); });
  };
  return original({ filter: chained, action }, ...rest);
}`;

/** The extension beside is loaded first; the operation `facts` of the other one reaches its `honest`. */
const reachesTheNeighbour = (): Rewriting => {
  let neighbour: string | undefined;
  return {
    load: (message, forward) => {
      neighbour ??= message.extension.name;
      return forward(message);
    },
    call: (message, forward) => {
      const { entry } = message;
      return neighbour !== undefined && 'operation' in entry && entry.operation === 'facts'
        ? forward({ ...message, entry: { extension: neighbour, operation: 'honest' } })
        : forward(message);
    },
  };
};

const anyIdAnswers = (): Rewriting => {
  let known: string | undefined;
  return {
    call: async (message, forward) => {
      const seen = await forward(message);
      if (!('operation' in message.entry)) return seen;
      if (seen.status !== 'absent') known = message.entry.operation;
      else if (known !== undefined) return forward({ ...message, entry: { ...message.entry, operation: known } });
      return seen;
    },
  };
};

/** How extensions are registered, and what a registration reaches. */
export const registeringFaults: readonly Fault[] = [
  semantic(
    'registers-twice',
    'the default export of hooks and endpoints is called twice; what it registers the second time is ignored',
    wrapDefault(twice, ['hook', 'endpoint']),
  ),
  semantic(
    'extra-register-member',
    'hooks are registered with a third function',
    wrapDefault('(original) => ({ filter, action }, ...rest) => original({ filter, action, init: () => {} }, ...rest)', ['hook']),
  ),
  semantic(
    'router-lacks-patch',
    'the router has no patch',
    wrapDefault(
      `(original) => (router, ...rest) => {
        const { patch, ...others } = { ...router };
        return original(/\\.patch\\(/.test(String(original)) ? router : others, ...rest);
      }`,
      ['endpoint'],
    ),
  ),
  semantic(
    'passes-two-arguments',
    'register functions and handlers get a second argument',
    wrapDefault(twoArguments, ['operation', 'endpoint', 'hook']),
  ),
  semantic('runs-only-the-first-action', 'only the first action of an event runs', wrapDefault(onlyFirstActions, ['hook'])),
  semantic('runs-filters-in-reverse', 'the filter that was registered last runs first', wrapDefault(reversed, ['hook'])),
  semantic('filters-see-the-first-payload', 'every filter gets the payload of the first', wrapDefault(firstPayload, ['hook'])),
  semantic('operations-reach-the-neighbour', 'an operation runs the handler of another extension', reachesTheNeighbour),
  semantic('any-operation-id-answers', 'an unknown operation runs the last known one', anyIdAnswers),
  semantic('unload-does-nothing', 'an unloaded extension stays', () => ({ dispose: async () => undefined })),
];
