import { setTimeout as wait } from 'node:timers/promises';

import type { Outcome } from '../contract/outcome.ts';
import { semantic } from './build-fault.ts';
import type { CallMessage, Fault, Rewriting } from './fault.ts';
import { wrapDefault } from './rewriting/wrap-default.ts';

const routes = (name: string, breaks: string, wrapper: string): Fault => semantic(name, breaks, wrapDefault(wrapper, ['endpoint']));

const aroundRoutes = (wrap: string): string => `(original) => (router, ...rest) => {
  const wrapped = {};
  for (const kind of Object.keys(router)) wrapped[kind] = (path, handler) => (${wrap})((...given) => router[kind](...given), path, handler);
  return original(wrapped, ...rest);
}`;

type Forward = (message: CallMessage) => Promise<Outcome>;
type TwoExtensions = (message: CallMessage, forward: Forward, first: string, second: string) => Promise<Outcome>;

/** Changes requests to routes where two extensions are loaded; the honest one is loaded first. */
const amongTwo = (change: TwoExtensions) => (): Rewriting => {
  const loaded: string[] = [];
  return {
    load: async (message, forward) => {
      const answer = await forward(message);
      if (!('refused' in answer)) loaded.push(message.extension.name);
      return answer;
    },
    call: (message, forward) => {
      const [first, second] = loaded;
      if (first === undefined || second === undefined || !('endpoint' in message.entry)) return forward(message);
      return change(message, forward, first, second);
    },
  };
};

const to = (message: CallMessage, extension: string): CallMessage => ({ ...message, entry: { ...message.entry, extension } });

const fallBack: TwoExtensions = async (message, forward, first, second) => {
  const outcome = await forward(message);
  return outcome.status === 'absent' && message.entry.extension === first ? forward(to(message, second)) : outcome;
};

const stalledMs = 1_500;

/** A path of many equal letters keeps every request waiting. */
const stalls = (): Rewriting => {
  let stalled = Promise.resolve();
  return {
    call: async (message, forward) => {
      if ('endpoint' in message.entry && /a{40}/.test(message.entry.endpoint.target)) stalled = wait(stalledMs);
      await stalled;
      return forward(message);
    },
  };
};

/** Which route answers. */
export const routingFaults: readonly Fault[] = [
  semantic(
    'routes-have-no-mount',
    'the routes of one extension answer for another',
    amongTwo((message, forward, _, second) => forward(to(message, second))),
  ),
  semantic(
    'mounts-are-swapped',
    'two extensions answer each at the mount of the other',
    amongTwo((message, forward, first, second) => forward(to(message, message.entry.extension === first ? second : first))),
  ),
  semantic('strange-routes-cross-mounts', 'a route takes requests that another extension has no route for', amongTwo(fallBack)),
  semantic('patterns-stall', 'a pattern takes long on some paths, and nothing else is answered meanwhile', stalls),
  routes(
    'last-route-wins',
    'of two equal routes the last one answers',
    `(original) => (router, ...rest) => {
      const held = [];
      let over = false;
      const wrapped = {};
      for (const kind of Object.keys(router)) wrapped[kind] = (...given) => over ? router[kind](...given) : void held.unshift([kind, given]);
      const done = original(wrapped, ...rest);
      over = true;
      for (const [kind, given] of held) { try { router[kind](...given); } catch {} }
      return done;
    }`,
  ),
  routes(
    'parameters-are-literal',
    'a parameter in a path stands for itself',
    aroundRoutes(
      `(register, path, handler) => register(typeof path === 'string' ? path.replaceAll(':', 'literal-').replace('/end/', '/end/of/it') : path, handler)`,
    ),
  ),
  routes(
    'parameters-take-anything',
    'a parameter in a path stands for everything that follows',
    aroundRoutes(
      `(register, path, handler) => register(typeof path === 'string' && path.endsWith('/:id') ? path.replace(':id', '*') : path, handler)`,
    ),
  ),
];
