import { inMessage, semantic } from './build-fault.ts';
import type { Fault } from './fault.ts';
import { rewriteOutcome } from './rewriting/rewrite-call.ts';
import { wrapHandlers, type ExtensionType } from './rewriting/wrap-default.ts';

const handlers = (name: string, breaks: string, wrap: string, types?: readonly ExtensionType[]): Fault =>
  semantic(name, breaks, wrapHandlers(wrap, types));

const isPromise = `typeof result?.then === 'function'`;

/** What happens to a handler's result, and to what it throws. */
export const handlingFaults: readonly Fault[] = [
  handlers(
    'awaits-only-async-functions',
    'a promise is awaited only when the handler was written with async',
    `(handler) => handler.constructor.name === 'AsyncFunction' ? handler : (...given) => {
      const result = handler(...given);
      if (!(${isPromise})) return result;
      result.then(() => {}, () => {});
      return {};
    }`,
  ),
  handlers(
    'ignores-filter-results',
    'what a filter returns is ignored',
    `(handler, kind) => kind !== 'filter' ? handler : (payload) => {
      const result = handler(payload);
      return ${isPromise} ? result.then(() => payload) : payload;
    }`,
    ['hook'],
  ),
  handlers(
    'undefined-empties-the-payload',
    'a filter that returns undefined leaves null',
    `(handler, kind) => kind !== 'filter' ? handler : (payload) => {
      const result = handler(payload);
      return ${isPromise} ? result.then((value) => value ?? null) : result ?? null;
    }`,
    ['hook'],
  ),
  handlers(
    'swallows-what-is-thrown',
    'what a handler throws is swallowed',
    `(handler) => (...given) => {
      try {
        const result = handler(...given);
        return ${isPromise} ? result.then((value) => value, () => undefined) : result;
      } catch {
        return undefined;
      }
    }`,
  ),
  handlers(
    'every-filter-prevents',
    'an honest filter prevents its event',
    `(handler, kind, name) => kind !== 'filter' || !String(name).startsWith('honest.') ? handler : (...given) => { handler(...given); throw new Error('prevented'); }`,
    ['hook'],
  ),
  handlers(
    'only-objects-come-back',
    'results that are text or lists get lost',
    `(handler, kind) => kind !== 'operation' ? handler : (...given) => {
      const result = handler(...given);
      return typeof result === 'object' && !Array.isArray(result) ? result : undefined;
    }`,
  ),
  handlers(
    'async-lists-come-back-in-reverse',
    'a list that an operation resolves to comes back in reverse',
    `(handler, kind) => kind !== 'operation' ? handler : (...given) => {
      const result = handler(...given);
      return ${isPromise} ? result.then((value) => (Array.isArray(value) ? [...value].reverse() : value)) : result;
    }`,
  ),
  inMessage(
    'replaces-the-thrown-value',
    'another value arrives than the one that was thrown',
    rewriteOutcome((outcome) =>
      outcome.status === 'threw' ? { status: 'threw', thrown: 'null', error: { name: 'Error', message: 'an error occurred' } } : outcome,
    ),
  ),
  inMessage(
    'action-results-come-back',
    'the dispatch of an action returns a value',
    rewriteOutcome((outcome, { entry }) =>
      'action' in entry && outcome.status === 'returned' ? { status: 'returned', json: '"from the action"' } : outcome,
    ),
  ),
];
