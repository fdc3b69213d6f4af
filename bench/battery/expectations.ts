import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../src/contract/json.ts';
import type { LimitName } from '../../src/contract/limits.ts';
import type { LoadPhase } from '../../src/contract/outcome.ts';
import type { Holds, SeenCall, SeenWebRequest } from './seen.ts';

const show = (value: unknown): string => (JSON.stringify(value) ?? 'undefined').slice(0, 600);

const eachCall =
  (complain: (call: SeenCall) => string | undefined): Holds =>
  ({ calls, loads }) => {
    const refused = loads.find((load) => load.refused !== undefined)?.refused;
    if (refused !== undefined) return [`was refused at load (${refused.phase}): ${refused.error.message}`];
    if (calls.length === 0) return ['was never called'];
    return calls.flatMap((call) => complain(call) ?? []).slice(0, 3);
  };

const valueOf = ({ outcome }: SeenCall): { readonly value: Json | undefined } | undefined => {
  if (outcome.status !== 'returned') return undefined;
  return { value: 'json' in outcome ? (JSON.parse(outcome.json) as Json) : undefined };
};

/** Every call returns exactly this JSON value. */
export const returns = (expected: Json | undefined): Holds =>
  eachCall((call) => {
    const returned = valueOf(call);
    return returned !== undefined && isDeepStrictEqual(returned.value, expected)
      ? undefined
      : `expected ${show(expected)}, got ${show(call.outcome)}`;
  });

/** Every call returns a value for which this is true; `what` says it in words. */
export const returnsWhere = (what: string, is: (value: Json | undefined) => boolean): Holds =>
  eachCall((call) => {
    const returned = valueOf(call);
    return returned !== undefined && is(returned.value) ? undefined : `expected ${what}, got ${show(call.outcome)}`;
  });

/** The calls return these values, in their order. */
export const returnsEach =
  (...expected: readonly (Json | undefined)[]): Holds =>
  (seen) => {
    const got = seen.calls.map((call) => valueOf(call)?.value);
    return isDeepStrictEqual(got, expected) ? [] : [`expected ${show(expected)}, got ${show(seen.calls.map(({ outcome }) => outcome))}`];
  };

/** Every call is stopped by one of these limits. */
export const stopped = (...limits: readonly LimitName[]): Holds =>
  eachCall(({ outcome }) =>
    outcome.status === 'stopped' && limits.includes(outcome.limit)
      ? undefined
      : `expected a stop by ${limits.join(' or ')}, got ${show(outcome)}`,
  );

/** Every call throws an error of this name whose message matches. */
export const threw = (name: string, message = /^/): Holds =>
  eachCall(({ outcome }) =>
    outcome.status === 'threw' && outcome.error?.name === name && message.test(outcome.error.message)
      ? undefined
      : `expected a thrown ${name} ${String(message)}, got ${show(outcome)}`,
  );

/** Every call throws exactly this value, which is no error. */
export const threwValue = (thrown: Json): Holds =>
  eachCall(({ outcome }) =>
    outcome.status === 'threw' && outcome.error === undefined && isDeepStrictEqual(JSON.parse(outcome.thrown), thrown)
      ? undefined
      : `expected the thrown value ${show(thrown)}, got ${show(outcome)}`,
  );

/** No call finds a handler. */
export const absent: Holds = eachCall(({ outcome }) =>
  outcome.status === 'absent' ? undefined : `expected no handler, got ${show(outcome)}`,
);

/** Every load is refused in this phase; by this limit or for this manifest field, when one is named. */
export const refused =
  (phase: LoadPhase, { limit, field }: { readonly limit?: LimitName; readonly field?: string } = {}): Holds =>
  ({ loads, calls }) => {
    const wrong = loads.find(
      (load) => load.refused?.phase !== phase || load.refused.limit !== limit || (field !== undefined && load.refused.field !== field),
    );
    if (loads.length === 0) return ['was never loaded'];
    if (wrong !== undefined)
      return [`expected a refusal (${[phase, limit, field].filter(Boolean).join(', ')}), got ${show(wrong.refused ?? 'a load')}`];
    return calls.length === 0 ? [] : ['was called although it was refused'];
  };

/** Every load is refused, in one of these phases. */
export const refusedIn =
  (...phases: readonly LoadPhase[]): Holds =>
  ({ loads }) =>
    loads.length > 0 &&
    loads.every((load) => load.refused !== undefined && load.refused.limit === undefined && phases.includes(load.refused.phase))
      ? []
      : [`expected a refusal in ${phases.join(' or ')}, got ${show(loads)}`];

/** Both or all hold. */
export const all =
  (...parts: readonly Holds[]): Holds =>
  (seen) =>
    parts.flatMap((part) => part(seen));

/** At least one holds. */
export const either =
  (...parts: readonly Holds[]): Holds =>
  (seen) => {
    const complaints = parts.map((part) => part(seen));
    return complaints.some((list) => list.length === 0) ? [] : complaints.flat();
  };

/** The server got exactly so many requests from the program, hunts aside, and each of them is as said. */
export const sent =
  (count: number, is: (request: SeenWebRequest) => boolean = () => true): Holds =>
  ({ web }) => {
    const own = web.filter(({ path }) => path !== '/to-trap');
    const odd = own.find((request) => !is(request));
    if (own.length !== count) return [`expected ${count} requests at the server, got ${own.length}: ${show(own.slice(0, 5))}`];
    return odd === undefined ? [] : [`the server got what it must not get: ${show(odd)}`];
  };

/** The host's logger got exactly these records. */
export const logged =
  (...expected: readonly string[]): Holds =>
  ({ logs }) =>
    logs.count === expected.length && isDeepStrictEqual(logs.first, expected)
      ? []
      : [`expected the log ${show(expected)}, got ${String(logs.count)} records: ${show(logs.first)}`];

/** The host's logger got at most so many records. */
export const loggedAtMost =
  (count: number): Holds =>
  ({ logs }) =>
    logs.count <= count ? [] : [`expected at most ${count} log records, got ${logs.count}`];

/** The operator was told of a stop by this limit. */
export const toldOfStop =
  (limit: LimitName): Holds =>
  ({ events }) =>
    events.some((event) => event.type === 'stop' && event.limit === limit) ? [] : [`no event told of a stop by ${limit}: ${show(events)}`];

/** The operator was told of no stop at all. */
export const noStop: Holds = ({ events }) => {
  const stop = events.find(({ type }) => type === 'stop');
  return stop === undefined ? [] : [`was stopped: ${show(stop)}`];
};

/** The calls hold one by one, in their order. */
export const inOrder =
  (...parts: readonly Holds[]): Holds =>
  (seen) => {
    if (seen.calls.length !== parts.length) return [`expected ${parts.length} calls, got ${seen.calls.length}: ${show(seen.loads)}`];
    return parts.flatMap((part, at) => part({ ...seen, calls: seen.calls.slice(at, at + 1) }).map((text) => `call ${at + 1}: ${text}`));
  };

/** Every call returns the report of a hunt that found nothing of the host. */
export const clean: Holds = returnsWhere('a hunt that finds nothing', (value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { tried, foreign, found } = value as { readonly tried?: Json; readonly foreign?: Json; readonly found?: Json };
  return typeof tried === 'number' && tried > 0 && isDeepStrictEqual([foreign, found], [[], []]);
});
