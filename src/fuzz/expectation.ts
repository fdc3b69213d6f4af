import type { Json } from '../contract/json.ts';
import type { Observation } from '../contract/observation.ts';
import { act, field, same, sent } from '../contract/reading.ts';

/** What one request must have become on the network. */
export interface ExpectedRequest {
  readonly method: string;
  readonly url: string;
}

/**
 * What must be seen of one call of a generated program, as data: it stands in a file, too. `call` counts from 0. Every call also has to answer the challenge.
 * `sends`: these requests left, in this order, and the last one's answer came back; with `orRefused`, none left is as good.
 * `refused`: an error came back, and nothing left. `answers`: exactly this value came back.
 * `allows`: this request left or none, whatever came back.
 * `follows`: the first of these requests left, and behind it any number of the others in their order, but nothing else; whatever came back.
 */
export type Expectation =
  | { readonly call: number; readonly sends: readonly ExpectedRequest[]; readonly orRefused?: true }
  | { readonly call: number; readonly refused: true }
  | { readonly call: number; readonly answers: Json }
  | { readonly call: number; readonly allows: ExpectedRequest }
  | { readonly call: number; readonly follows: readonly ExpectedRequest[] };

/** What a network of generated programs answers to every request that may leave. */
export const marker = 'you reached it';

const leak = 'left the host, and nothing grants it';

/** Whether one of these sentences says that something left which nothing grants. */
export const tellsOfALeak = (sentences: readonly string[]): boolean => sentences.some((one) => one.endsWith(leak));

const wasRefused = (seen: Observation, call: number): boolean => typeof field(act(seen, call), 'refused', 'message') === 'string';

const wasAnswered = (seen: Observation, call: number): boolean => field(act(seen, call), 'data') === marker;

const told = (seen: Observation, call: number): string => {
  const { outcome, act: value } = seen.calls[call] ?? {};
  return value === undefined ? JSON.stringify(outcome ?? 'no call') : JSON.stringify(value);
};

const listed = (requests: readonly ExpectedRequest[]): string =>
  requests.length === 0 ? 'nothing' : requests.map(({ method, url }) => `${method} ${url}`).join(', then ');

const isSame = (one: ExpectedRequest | undefined, other: ExpectedRequest): boolean => one?.method === other.method && one.url === other.url;

const commonLength = (requests: readonly ExpectedRequest[], expected: readonly ExpectedRequest[]): number => {
  const different = expected.findIndex((one, at) => !isSame(requests[at], one));
  return different === -1 ? expected.length : different;
};

const startsWith = (requests: readonly ExpectedRequest[], expected: readonly ExpectedRequest[]): boolean =>
  commonLength(requests, expected) === expected.length;

/**
 * Returns a sentence for each expectation that was not met, first of all for what left without being expected; none when all is well. Pure.
 * Calls come one after the other, so that what left is told apart by its order.
 */
export const unmet = (expectations: readonly Expectation[], seen: Observation): readonly string[] => {
  // who refuses to load what may do nothing has not let it do anything; one that breaks while it loads has refused nothing
  if (!seen.load.accepted) {
    const isRefusal = 'refused' in seen.load && expectations.every((one) => 'refused' in one) && seen.network.length === 0;
    return isRefusal ? [] : [`the extension did not load: ${JSON.stringify(seen.load)}`];
  }
  let left: readonly ExpectedRequest[] = sent(seen);
  const sentences = expectations.flatMap((one): readonly string[] => {
    const { call } = one;
    // whoever runs no code and sends nothing has kept no rule
    if (seen.calls[call]?.challenge !== true) return [`call ${call}: the code inside did not answer the challenge; ${told(seen, call)}`];
    if ('answers' in one)
      return same(act(seen, call), one.answers)
        ? []
        : [`call ${call}: expected ${JSON.stringify(one.answers)} to come back, got ${told(seen, call)}`];
    if ('follows' in one) {
      const length = commonLength(left, one.follows);
      const first = left;
      left = left.slice(length);
      return length > 0 ? [] : [`call ${call}: expected ${listed(one.follows.slice(0, 1))} to leave, got ${listed(first.slice(0, 1))}`];
    }
    if ('allows' in one) {
      if (isSame(left[0], one.allows)) left = left.slice(1);
      return [];
    }
    const refused = wasRefused(seen, call);
    if ('refused' in one) return refused ? [] : [`call ${call}: expected a refusal, got ${told(seen, call)}`];
    // had it been sent all the same, it would be left over, or be a later call's and then that one's would be
    if (one.orRefused === true && refused) return [];
    if (!startsWith(left, one.sends))
      return [
        `call ${call}: expected ${listed(one.sends)} to leave, got ${listed(left.slice(0, one.sends.length))}; it was told ${told(seen, call)}`,
      ];
    left = left.slice(one.sends.length);
    return wasAnswered(seen, call) ? [] : [`call ${call}: expected the answer to come back, got ${told(seen, call)}`];
  });
  const strays = seen.network.filter(({ kind }) => kind === 'connect');
  return [
    ...(left.length > 0 ? [`${listed(left)} ${leak}`] : []),
    ...(strays.length > 0 ? [`a connection was opened: ${JSON.stringify(strays[0])}`] : []),
    ...sentences,
  ];
};
