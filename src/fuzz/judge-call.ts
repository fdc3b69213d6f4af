import type { CallSeen, Observation } from '../contract/observation.ts';
import { field, same } from '../contract/reading.ts';
import type { Role } from '../contract/stimulus.ts';
import { marker, type CallExpectation, type CallOf, type ExpectedRecord, type ExpectedRequest, type Gives } from './expectation.ts';
import { isRecord } from './judge-record.ts';

/** What was done outside and is claimed by no call so far: calls come one after the other, so that it is told apart by its order. */
export interface Unclaimed {
  requests: readonly ExpectedRequest[];
  readonly records: Map<Role, readonly string[]>;
  /** Calls whose request left and was answered, by their names. */
  readonly granted: Set<string>;
  /** Requests that may have left although their calls were not answered. */
  credits: readonly ExpectedRequest[];
}

/* ms; SLEEP-1. */
const tolerance = 2;

const nameOf = ({ call, role = 'subject' }: CallOf): string => `call ${call}${role === 'subject' ? '' : ` of the ${role} extension`}`;

const callOf = (seen: Observation, { call, role = 'subject' }: CallOf): CallSeen | undefined =>
  ({ subject: seen.calls, beside: seen.besideCalls, fresh: seen.freshCalls })[role][call];

const wasRefused = (one: CallSeen | undefined): boolean => typeof field(one?.act, 'refused', 'message') === 'string';

const wasAnswered = (one: CallSeen | undefined): boolean => [field(one?.act, 'data'), field(one?.act, 'value', 'data')].includes(marker);

/** Returns a value for people, at a length that can be read. */
export const briefly = (value: unknown): string => {
  const text = JSON.stringify(value);
  return text.length <= 400 ? text : `${text.slice(0, 400)}… (${text.length - 400} more)`;
};

const told = (one: CallSeen | undefined): string => briefly(one?.act ?? one?.outcome ?? 'no call');

/** Returns requests as a list for people. */
export const listed = (requests: readonly ExpectedRequest[]): string =>
  requests.length === 0 ? 'nothing' : requests.map(({ method, url }) => `${method} ${url}`).join(', then ');

const isSame = (one: ExpectedRequest | undefined, other: ExpectedRequest): boolean => one?.method === other.method && one.url === other.url;

const commonLength = (requests: readonly ExpectedRequest[], expected: readonly ExpectedRequest[]): number => {
  const different = expected.findIndex((one, at) => !isSame(requests[at], one));
  return different === -1 ? expected.length : different;
};

const startsWith = (requests: readonly ExpectedRequest[], expected: readonly ExpectedRequest[]): boolean =>
  commonLength(requests, expected) === expected.length;

const withoutOne = (requests: readonly ExpectedRequest[], one: ExpectedRequest): readonly ExpectedRequest[] => {
  const at = requests.findIndex((other) => isSame(other, one));
  return at === -1 ? requests : requests.toSpliced(at, 1);
};

/* What stands before this request and may have left without an answer. */
const skipCredits = (unclaimed: Unclaimed, wanted: ExpectedRequest | undefined): void => {
  for (
    let [first] = unclaimed.requests;
    first !== undefined && !(wanted !== undefined && isSame(first, wanted));
    [first] = unclaimed.requests
  ) {
    const credits = withoutOne(unclaimed.credits, first);
    if (credits.length === unclaimed.credits.length) return;
    unclaimed.credits = credits;
    unclaimed.requests = unclaimed.requests.slice(1);
  }
};

/** Returns what is left in the end: what left, and neither was expected nor may have left unanswered. */
export const leftOver = ({ requests, credits }: Unclaimed): readonly ExpectedRequest[] => {
  let open = credits;
  return requests.filter((one) => {
    const rest = withoutOne(open, one);
    const isOpen = rest.length < open.length;
    open = rest;
    return !isOpen;
  });
};

const judgeSent = (
  expected: { readonly sends: readonly ExpectedRequest[]; readonly orRefused?: true },
  seen: CallSeen | undefined,
  unclaimed: Unclaimed,
): string | undefined => {
  const { sends, orRefused } = expected;
  // had it been sent all the same, it would be left over, or be a later call's and then that one's would be
  if (orRefused === true && wasRefused(seen)) return undefined;
  skipCredits(unclaimed, sends[0]);
  const left = unclaimed.requests;
  if (!startsWith(left, sends))
    return `expected ${listed(sends)} to leave, got ${listed(left.slice(0, sends.length))}; it was told ${told(seen)}`;
  unclaimed.requests = left.slice(sends.length);
  return wasAnswered(seen) ? undefined : `expected the answer to come back, got ${told(seen)}`;
};

const judgeAllowed = (
  { allows, asMuchAs }: { readonly allows: ExpectedRequest; readonly asMuchAs?: CallOf },
  name: string,
  seen: CallSeen | undefined,
  unclaimed: Unclaimed,
): string | undefined => {
  if (wasAnswered(seen)) {
    skipCredits(unclaimed, allows);
    if (isSame(unclaimed.requests[0], allows)) {
      unclaimed.requests = unclaimed.requests.slice(1);
      unclaimed.granted.add(name);
    }
  } else unclaimed.credits = [...unclaimed.credits, allows];
  const other = asMuchAs === undefined ? undefined : nameOf(asMuchAs);
  return other === undefined || unclaimed.granted.has(name) || !unclaimed.granted.has(other)
    ? undefined
    : `expected to be granted what ${other} was, got ${told(seen)}`;
};

const areRecords = (texts: readonly string[], expected: readonly ExpectedRecord[]): boolean =>
  expected.every((one, at) => texts[at] !== undefined && isRecord(texts[at], one));

const judgeGiven = (expected: Gives, role: Role, seen: CallSeen | undefined, unclaimed: Unclaimed): string | undefined => {
  const { gives, logs = [], orRefused, mostReads, atLeastMs } = expected;
  const reads = field(seen?.act, 'reads');
  if (mostReads !== undefined && !(typeof reads === 'number' && reads <= mostReads))
    return `expected its argument to be read ${mostReads} times at most, got ${told(seen)}`;
  if (orRefused === true && wasRefused(seen)) return undefined;
  if (!gives.some((one) => same(seen?.act, one))) return `expected ${gives.map(briefly).join(' or ')} to come back, got ${told(seen)}`;
  const texts = unclaimed.records.get(role) ?? [];
  if (!areRecords(texts, logs)) return `expected the records ${briefly(logs)}, got ${briefly(texts.slice(0, logs.length))}`;
  unclaimed.records.set(role, texts.slice(logs.length));
  const ms = seen === undefined ? Number.NaN : seen.endedAt - seen.startedAt;
  if (atLeastMs !== undefined && !(ms >= atLeastMs - tolerance))
    return `expected it to take ${atLeastMs} ms at least, and it took ${ms.toFixed(1)}`;
  return undefined;
};

const judge = (expected: CallExpectation, seen: CallSeen | undefined, unclaimed: Unclaimed): string | undefined => {
  if ('absent' in expected) return seen?.outcome.status === 'absent' ? undefined : `expected nothing to be there, got ${told(seen)}`;
  // whoever runs no code and sends nothing has kept no rule
  if (seen?.challenge !== true) return `the code inside did not answer the challenge; ${told(seen)}`;
  if ('answers' in expected)
    return same(seen.act, expected.answers) ? undefined : `expected ${briefly(expected.answers)} to come back, got ${told(seen)}`;
  if ('gives' in expected) return judgeGiven(expected, expected.role ?? 'subject', seen, unclaimed);
  if ('follows' in expected) {
    const first = unclaimed.requests;
    const length = commonLength(first, expected.follows);
    unclaimed.requests = first.slice(length);
    return length > 0 ? undefined : `expected ${listed(expected.follows.slice(0, 1))} to leave, got ${listed(first.slice(0, 1))}`;
  }
  if ('allows' in expected) {
    return judgeAllowed(expected, nameOf(expected), seen, unclaimed);
  }
  if ('refused' in expected) return wasRefused(seen) ? undefined : `expected a refusal, got ${told(seen)}`;
  return judgeSent(expected, seen, unclaimed);
};

/** Returns a sentence when a call did not do what is expected of it, and takes what it was expected to do outside from what is unclaimed. */
export const judgeCall = (expected: CallExpectation, seen: Observation, unclaimed: Unclaimed): string | undefined => {
  const sentence = judge(expected, callOf(seen, expected), unclaimed);
  return sentence === undefined ? undefined : `${nameOf(expected)}: ${sentence}`;
};
