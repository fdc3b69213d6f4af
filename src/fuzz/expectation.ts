import type { Json } from '../contract/json.ts';
import type { CallSeen, Observation } from '../contract/observation.ts';
import { field, same, sent } from '../contract/reading.ts';
import type { Role } from '../contract/stimulus.ts';

/** What one request must have become on the network. */
export interface ExpectedRequest {
  readonly method: string;
  readonly url: string;
}

/** Which call of a generated program: `call` counts from 0 those of one extension, of the one under test when no role is said. */
export interface CallOf {
  readonly role?: Role;
  readonly call: number;
}

/**
 * What must be seen of one call of a generated program, as data: it stands in a file, too. Every call also has to answer the challenge.
 * `sends`: these requests left, in this order, and the last one's answer came back; with `orRefused`, none left is as good.
 * `refused`: an error came back, and nothing left. `answers`: exactly this value came back.
 * `allows`: this request left or none, whatever came back; with `asMuchAs`, it left and was answered if that of an earlier call was.
 * `follows`: the first of these requests left, and behind it any number of the others in their order, but nothing else; whatever came back.
 */
export type Expectation = CallOf &
  (
    | { readonly sends: readonly ExpectedRequest[]; readonly orRefused?: true }
    | { readonly refused: true }
    | { readonly answers: Json }
    | { readonly allows: ExpectedRequest; readonly asMuchAs?: CallOf }
    | { readonly follows: readonly ExpectedRequest[] }
  );

/** What a network of generated programs answers to every request that may leave. */
export const marker = 'you reached it';

const lists = { subject: 'calls', beside: 'besideCalls', fresh: 'freshCalls' } as const satisfies Record<Role, keyof Observation>;

const wasRefused = (seen: CallSeen | undefined): boolean => typeof field(seen?.act, 'refused', 'message') === 'string';

const wasAnswered = (seen: CallSeen | undefined): boolean => field(seen?.act, 'data') === marker;

const told = (seen: CallSeen | undefined): string => JSON.stringify(seen?.act === undefined ? (seen?.outcome ?? 'no call') : seen.act);

const nameOf = ({ role, call }: CallOf): string =>
  `call ${call}${role === undefined || role === 'subject' ? '' : ` of the extension ${role}`}`;

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
  const granted = new Set<string>();
  const sentences = expectations.flatMap((one): readonly string[] => {
    const [name, call] = [nameOf(one), seen[lists[one.role ?? 'subject']][one.call]];
    // whoever runs no code and sends nothing has kept no rule
    if (call?.challenge !== true) return [`${name}: the code inside did not answer the challenge; ${told(call)}`];
    if ('answers' in one)
      return same(call.act, one.answers) ? [] : [`${name}: expected ${JSON.stringify(one.answers)} to come back, got ${told(call)}`];
    if ('follows' in one) {
      const length = commonLength(left, one.follows);
      const first = left;
      left = left.slice(length);
      return length > 0 ? [] : [`${name}: expected ${listed(one.follows.slice(0, 1))} to leave, got ${listed(first.slice(0, 1))}`];
    }
    if ('allows' in one) {
      const hasLeft = isSame(left[0], one.allows);
      if (hasLeft) left = left.slice(1);
      if (hasLeft && wasAnswered(call)) granted.add(name);
      const other = one.asMuchAs === undefined ? undefined : nameOf(one.asMuchAs);
      return other === undefined || granted.has(name) || !granted.has(other)
        ? []
        : [`${name}: expected to be granted what ${other} was, got ${told(call)}`];
    }
    const refused = wasRefused(call);
    if ('refused' in one) return refused ? [] : [`${name}: expected a refusal, got ${told(call)}`];
    if (one.orRefused === true && refused && !startsWith(left, one.sends)) return [];
    if (!startsWith(left, one.sends))
      return [`${name}: expected ${listed(one.sends)} to leave, got ${listed(left.slice(0, one.sends.length))}; it was told ${told(call)}`];
    left = left.slice(one.sends.length);
    return wasAnswered(call) ? [] : [`${name}: expected the answer to come back, got ${told(call)}`];
  });
  const strays = seen.network.filter(({ kind }) => kind === 'connect');
  return [
    ...(left.length > 0 ? [`${listed(left)} left the host, and nothing grants it`] : []),
    ...(strays.length > 0 ? [`a connection was opened: ${JSON.stringify(strays[0])}`] : []),
    ...sentences,
  ];
};
