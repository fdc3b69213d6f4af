import type { Json } from './json.ts';
import type { LimitName } from './limits.ts';
import type { NetworkRecord } from './network.ts';
import type { Observation } from './observation.ts';
import type { ErrorShape, LoadPhase, Refusal } from './outcome.ts';

// Small pure readers for checks. None of them ever throws: what is not there is `undefined`, and a check on it is false.

/** A member of the JSON data model by its own keys; `undefined` when any step of the way is missing. */
export const field = (value: Json | undefined, ...path: readonly (string | number)[]): Json | undefined => {
  let at: unknown = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = Reflect.get(at, key);
  }
  return at as Json | undefined;
};

/** Whether two values of the JSON data model are equal; the order of keys does not count, `-0` is not `0`. */
export const same = (left: Json | undefined, right: Json | undefined): boolean => {
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return Object.is(left, right);
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && same(field(left, key), field(right, key)))
  );
};

/** What the n-th call's guest reports as its `act`. */
export const act = (seen: Observation, n = 0): Json | undefined => seen.calls[n]?.act;

/** The parsed value that the n-th call returned; `undefined` when it ended otherwise or returned undefined. */
export const returned = (seen: Observation, n = 0): Json | undefined =>
  seen.calls[n]?.outcome.status === 'returned' ? seen.calls[n].value : undefined;

/** The error that the n-th call threw; `undefined` when it ended otherwise or threw something that is no error. */
export const threw = (seen: Observation, n = 0): ErrorShape | undefined => {
  const outcome = seen.calls[n]?.outcome;
  return outcome?.status === 'threw' ? outcome.error : undefined;
};

/** The texts of the log records of the extension under test (and of those that nobody claims), in order of arrival. */
export const texts = (seen: Observation): readonly string[] =>
  seen.logs.filter(({ role }) => role === 'subject' || role === 'unknown').map(({ text }) => text);

/** The requests that reached the network, in order. */
export const sent = (seen: Observation): readonly (NetworkRecord & { readonly kind: 'request' })[] =>
  seen.network.filter((record) => record.kind === 'request');

/** Whether no DNS query, no connection and no request left the runtime; that an earlier connection ends is no leaving. */
export const nothingLeft = (seen: Observation): boolean => seen.network.every(({ kind }) => kind === 'close');

/** How the load of the extension under test was refused; `undefined` when it was accepted or ended otherwise. */
export const loadRefusal = (seen: Observation): Refusal | undefined =>
  !seen.load.accepted && 'refused' in seen.load ? seen.load.refused : undefined;

/** Whether the load of the extension under test was refused in one of these phases. */
export const refusedAt = (seen: Observation, ...phases: readonly LoadPhase[]): boolean => {
  const refusal = loadRefusal(seen);
  return refusal !== undefined && phases.includes(refusal.phase);
};

const errorAt = (value: Json | undefined): ErrorShape | undefined => {
  const name = field(value, 'name');
  const message = field(value, 'message');
  return typeof name === 'string' && typeof message === 'string' ? { name, message } : undefined;
};

/** The error that a fixture caught and reports as `{ refused: { name, message } }` at this place of its `act`. */
export const refusedIn = (seen: Observation, ...path: readonly (string | number)[]): ErrorShape | undefined =>
  errorAt(field(act(seen), ...path, 'refused'));

/** The refusal of a function of `directus:api` in the n-th call, in whichever form: caught inside (at `path` of its act), or a link error at load. */
export const denialAt = (seen: Observation, n: number, ...path: readonly (string | number)[]): ErrorShape | undefined => {
  const refusal = loadRefusal(seen);
  return refusal === undefined ? errorAt(field(act(seen, n), ...path, 'refused')) : refusal.phase === 'link' ? refusal.error : undefined;
};

/** The same of the first call. */
export const denial = (seen: Observation, ...path: readonly (string | number)[]): ErrorShape | undefined => denialAt(seen, 0, ...path);

const names = (error: ErrorShape | undefined, word: string): error is ErrorShape =>
  error !== undefined && `${error.name} ${error.message}`.toLowerCase().includes(word.toLowerCase());

/** Whether an error says that there is no right to use this function, and names it. */
export const isPermissionError = (error: ErrorShape | undefined, functionName: string): boolean =>
  names(error, functionName) &&
  /permission|permitted|scope|denied|forbidden|not allowed|unauthori[sz]ed|grant|access/i.test(`${error.name} ${error.message}`);

/** Whether an error says that an argument has a wrong type or value, and names the function. */
export const isArgumentError = (error: ErrorShape | undefined, functionName: string): boolean =>
  names(error, functionName) && /type|range|expect|must be|has to be|invalid|not a /i.test(`${error.name} ${error.message}`);

/** Whether the n-th call was stopped, by one of these limits. */
export const stopped = (seen: Observation, n: number, ...limits: readonly LimitName[]): boolean => {
  const outcome = seen.calls[n]?.outcome;
  return outcome?.status === 'stopped' && limits.includes(outcome.limit);
};

/** ms of wall time from the start of the n-th call to its end; `NaN` when it was not made. */
export const elapsed = (seen: Observation, n = 0): number => {
  const call = seen.calls[n];
  return call === undefined ? Number.NaN : call.endedAt - call.startedAt;
};

/** Whether a time in ms lies between so many times and so many times the limit that really applies to the extension under test. */
export const within = (ms: number, seen: Observation, limit: 'cpuMs' | 'wallMs', least: number, most: number): boolean =>
  seen.load.accepted && ms >= least * seen.load.limits[limit] && ms <= most * seen.load.limits[limit];

/** Whether the runtime used at most 5 % of a core in every watch (clause LIM-10); false when that could not be measured. */
export const idle = (seen: Observation): boolean =>
  seen.watches.length > 0 && seen.watches.every(({ busyShare }) => busyShare !== undefined && busyShare <= 0.05);
