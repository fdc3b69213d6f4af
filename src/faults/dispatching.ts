import { inMessage, semantic } from './build-fault.ts';
import type { Fault } from './fault.ts';
import { isJsonRecord } from './rewriting/json-record.ts';
import { wrapDefault, wrapHandlers } from './rewriting/wrap-default.ts';

const isPromise = `typeof result?.then === 'function'`;

const filters = (name: string, breaks: string, then: string, which = 'true'): Fault =>
  semantic(
    name,
    breaks,
    wrapHandlers(
      `(handler, kind, name) => kind !== 'filter' || !(${which}) ? handler : (payload) => {
        const result = handler(payload);
        const then = ${then};
        return ${isPromise} ? result.then(then) : then(result);
      }`,
      ['hook'],
    ),
  );

const reversedActions = `(original) => ({ filter, action }, ...rest) => {
  const actions = [];
  const done = original({ filter, action: (...one) => { actions.unshift(one); } }, ...rest);
  for (const one of actions) action(...one);
  return done;
}`;

const onlyPlainNames = `(original) => ({ filter, action }, ...rest) =>
  original({ filter: (event, handler) => { if (typeof event !== 'string' || /^[a-z]+\\.[a-z.]+$/.test(event)) filter(event, handler); }, action }, ...rest)`;

const fallback = 'letters.items.create';

/** Which handlers an event has, in which order, and what they hand on. */
export const dispatchingFaults: readonly Fault[] = [
  filters(
    'only-truthy-results-count',
    'a filter that returns 0, false or an empty text is taken for one that returns nothing',
    '(value) => value || (value === null ? null : undefined)',
  ),
  filters(
    'mutations-are-handed-on',
    'a filter that returns nothing hands on what it made of its payload',
    '(value) => value ?? payload',
    "name.startsWith('mutating.')",
  ),
  inMessage('payloads-are-wrapped', 'a payload that is no object is wrapped in one', () => ({
    call: (message, forward) =>
      forward('filter' in message.entry && !isJsonRecord(message.input) ? { ...message, input: { value: message.input } } : message),
  })),
  semantic('actions-run-in-reverse', 'the action that was registered last starts first', wrapDefault(reversedActions, ['hook'])),
  semantic('odd-events-get-lost', 'only events with plain names are registered', wrapDefault(onlyPlainNames, ['hook'])),
  semantic('every-event-has-a-handler', 'an event that nobody registered for runs the handlers of another', () => ({
    call: (message, forward) => {
      const { entry } = message;
      const unknown = 'filter' in entry && /^toString$|^__defineGetter__$|\.more$/.test(entry.filter);
      return forward(unknown ? { ...message, entry: { ...entry, filter: fallback } } : message);
    },
  })),
];
