import type { Json } from '../../contract/json.ts';
import type { Outcome } from '../../contract/outcome.ts';
import type { CallMessage, Rewriting } from '../fault.ts';
import { parseJson } from './json-record.ts';

/** Changes what goes into every call: the input, or an endpoint request's body. */
export const rewriteInput = (change: (input: Json) => Json) => (): Rewriting => ({
  call: ({ entry, input }, forward) =>
    forward({
      entry: 'endpoint' in entry ? { ...entry, endpoint: { ...entry.endpoint, body: change(entry.endpoint.body) } } : entry,
      input: change(input),
    }),
});

/** Changes how every call ended. */
export const rewriteOutcome = (change: (outcome: Outcome, message: CallMessage) => Outcome) => (): Rewriting => ({
  call: async (message, forward) => change(await forward(message), message),
});

/** Returns the outcome with the value of its JSON text changed; one without such a text stays. */
export const changeResult = (outcome: Outcome, change: (value: Json) => Json): Outcome => {
  const value = outcome.status === 'returned' && 'json' in outcome ? parseJson(outcome.json) : undefined;
  return value === undefined ? outcome : { status: 'returned', json: JSON.stringify(change(value)) };
};

/** Changes the value that calls return. */
export const rewriteResult = (change: (value: Json) => Json): (() => Rewriting) =>
  rewriteOutcome((outcome) => changeResult(outcome, change));
