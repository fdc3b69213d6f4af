import { setTimeout as wait } from 'node:timers/promises';

import type { Outcome } from '../contract/outcome.ts';
import { semantic } from './build-fault.ts';
import type { CallMessage, Fault, Rewriting } from './fault.ts';
import { changeExtension, manifestValue, rewriteManifest } from './rewriting/rewrite-manifest.ts';
import { rewriteSource } from './rewriting/rewrite-source.ts';

/* What the fixture that leaves things leaves, as it would be found in a shared realm. */
const leftovers = `
globalThis.leftBehind = 'left';
for (const one of [Object, Array, Promise, Function, String, Map, RegExp, Error]) one.prototype.leftBehind = 'left';
/(left)/.test('left');
`;

const sharedApi = `import * as own from 'directus:api';
const api = Object.fromEntries(Object.entries(own).map(([name, one]) => [name, Object.assign((...given) => one(...given), { leftBehind: 'left' })]));`;

/** Changes calls to the extension that was loaded first while a call of another one runs. */
const whileAnotherRuns = (change: (forward: () => Promise<Outcome>, message: CallMessage) => Promise<Outcome>) => (): Rewriting => {
  let first: string | undefined;
  let running = 0;
  return {
    load: (message, forward) => {
      first ??= message.extension.name;
      return forward(message);
    },
    call: async (message, forward) => {
      if (message.entry.extension === first) return running === 0 ? forward(message) : change(() => forward(message), message);
      running += 1;
      try {
        return await forward(message);
      } finally {
        running -= 1;
      }
    },
  };
};

const isNumbered = ({ entry, input }: CallMessage): boolean => {
  const given = 'endpoint' in entry ? entry.endpoint.body : input;
  return typeof given === 'object' && given !== null && 'n' in given;
};

/** Gives the results of numbered calls that overlap to each other: each gets that of the call which was made before it. */
const mixesUp = (): Rewriting => {
  const open = new Set<Promise<Outcome>>();
  return {
    call: (message: CallMessage, forward) => {
      if (!isNumbered(message)) return forward(message);
      const mine = forward(message);
      const before = [...open].at(-1);
      open.add(mine);
      const over = (): void => void open.delete(mine);
      mine.then(over, over);
      return before ?? mine;
    },
  };
};

/** Answers a call that follows another one of the same extension with the result of that one. */
const lastResultForTheNext = (): Rewriting => {
  const last = new Map<string, Outcome>();
  return {
    call: async (message, forward) => {
      const { extension } = message.entry;
      const { input } = message;
      const waits = typeof input === 'object' && input !== null && 'wait' in input;
      const before = last.get(extension);
      const outcome = await forward(message);
      last.set(extension, outcome);
      return waits ? (before ?? outcome) : outcome;
    },
  };
};

/** Gives every extension the scopes of the one that was loaded first. */
const firstScopesForAll = (): Rewriting => {
  let scopes: ReturnType<typeof manifestValue>;
  return {
    load: (message, forward) => {
      scopes ??= manifestValue(message.extension.manifestText, 'sandbox');
      const given = scopes;
      const { load = (same, next) => next(same) } = rewriteManifest((manifest) =>
        changeExtension(manifest, (extension) => (given === undefined ? undefined : { ...extension, sandbox: given })),
      )();
      return load(message, forward);
    },
  };
};

/** Sends what is asked for at this route of an extension to the one that was loaded last. */
const lastAnswersForAll = (route: string) => (): Rewriting => {
  const names: string[] = [];
  return {
    load: (message, forward) => {
      names.push(message.extension.name);
      return forward(message);
    },
    call: (message, forward) => {
      const last = names.at(-1);
      return last === undefined || !('endpoint' in message.entry) || message.entry.endpoint.target !== route
        ? forward(message)
        : forward({ ...message, entry: { ...message.entry, extension: last } });
    },
  };
};

/** Does something with the unload of an extension. */
const unloadsAlso = (change: { readonly loads?: true; readonly neighbour?: true }) => (): Rewriting => {
  let unloaded = false;
  let first: string | undefined;
  return {
    load: (message, forward) => {
      first ??= message.extension.name;
      return unloaded && change.loads === true
        ? Promise.resolve({ refused: { phase: 'manifest', error: { name: 'Error', message: 'it is loaded already' } } })
        : forward(message);
    },
    call: (message, forward) =>
      unloaded && change.neighbour === true && message.entry.extension === first ? Promise.resolve({ status: 'absent' }) : forward(message),
    dispose: async (forward) => {
      await forward();
      unloaded = true;
    },
  };
};

/** Puts the records of every extension under the name of the one that was loaded first. */
const firstNameForAll = (): Rewriting => {
  let first: string | undefined;
  return {
    load: (message, forward) => {
      first ??= message.extension.name;
      return forward(message);
    },
    log: (record) => [{ ...record, extension: first ?? record.extension }],
  };
};

/** What a call left behind and nobody caught fails the next call of the same extension. */
const failsTheNext = (): Rewriting => {
  const left = new Set<string>();
  return {
    call: async (message, forward) => {
      const { extension } = message.entry;
      if (left.delete(extension)) return { status: 'threw', thrown: 'null', error: { name: 'Error', message: 'late' } };
      const { input } = message;
      if (typeof input === 'object' && input !== null && 'leave' in input && input.leave === 'throw') left.add(extension);
      return forward(message);
    },
  };
};

/** What extensions and calls get of each other. */
export const mixingFaults: readonly Fault[] = [
  semantic(
    'finds-leftovers',
    'a realm has what another extension has left in its own',
    rewriteSource((source) => `${source}\n${leftovers}`),
  ),
  semantic(
    'shares-the-api',
    'the functions of directus:api carry what another extension has written to them',
    rewriteSource((source) => source.replace("import * as api from 'directus:api';", sharedApi)),
  ),
  semantic('mixes-up-results', 'overlapping calls that are numbered get the results of each other', mixesUp),
  semantic('first-scopes-for-all', 'every extension has the scopes of the one that was loaded first', firstScopesForAll),
  semantic('last-scopes-for-all', 'what is asked at one extension is asked by the one that was loaded last', lastAnswersForAll('/ask')),
  semantic('shares-what-is-counted', 'extensions of the same code count in one module and one realm', lastAnswersForAll('/count')),
  semantic('loads-nothing-after-an-unload', 'what was unloaded can not be loaded again', unloadsAlso({ loads: true })),
  semantic('unloads-the-neighbour', 'an unload takes the extension that was loaded first along', unloadsAlso({ neighbour: true })),
  semantic('next-call-gets-the-last-result', 'a call that waits gets the result of the call before it', lastResultForTheNext),
  semantic('first-name-for-all', 'records name the extension that was loaded first', firstNameForAll),
  semantic('late-errors-fail-the-next-call', 'what a call has left to throw fails the next call', failsTheNext),
  semantic(
    'slows-the-neighbour',
    'work of an extension waits while another one runs',
    whileAnotherRuns(async (forward, { entry }) => {
      if ('endpoint' in entry && entry.endpoint.target === '/work') await wait(900);
      return forward();
    }),
  ),
  semantic(
    'starves-the-neighbour',
    'an extension gets nothing done while another one runs',
    whileAnotherRuns(async () => ({ status: 'threw', thrown: 'null', error: { name: 'Error', message: 'busy' } })),
  ),
];
