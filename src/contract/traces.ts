import type { Json } from './json.ts';
import type { Observation } from './observation.ts';
import { field, same } from './reading.ts';
import { beside, concurrently, endpoint, sequence, type Step } from './stimulus.ts';

/** What the honest extension did in one round, without the round's name. */
export interface Trace {
  /** How each call ended and what its guest reports, in the order in which they were made. */
  readonly calls: readonly Json[];
  readonly logs: readonly string[];
  /** Method, URL and body of each request. */
  readonly requests: readonly string[];
  /** ms of wall time of the slowest call. */
  readonly slowestMs: number;
}

/* One call of `honest-routes`: two records, a sleep, a request, a result. The round's name is a part of all of them. */
const work = (round: string, step: number): Step =>
  beside(endpoint('POST', '/work', { body: { round, step, url: `https://honest.test/${round}/${step}` } }));

/** So many such calls, each after the last, then as many at the same time. */
export const round = (name: string, times = 2): Step => {
  const steps = Array.from({ length: times }, (_, step) => work(name, step));
  return sequence(...steps, concurrently(...steps));
};

/** The answers of the web service that these rounds ask. */
export const answersOf = (...names: readonly string[]): Readonly<Record<string, { readonly body: string }>> =>
  Object.fromEntries(
    names.flatMap((name) => [0, 1, 2, 3].map((step) => [`https://honest.test/${name}/${step}`, { body: `answer ${step}` }])),
  );

/** Returns what the honest extension beside the one under test did in the round of this name. */
export const traceOf = (seen: Observation, name: string): Trace => {
  const calls = seen.besideCalls.filter(({ door }) => 'endpoint' in door && field(door.endpoint.body, 'round') === name);
  const prefix = `https://honest.test/${name}/`;
  return {
    calls: calls.map(({ outcome, act = null, challenge = false }) => [outcome.status, act, challenge]),
    logs: seen.logs.flatMap(({ role, text }) => (role === 'beside' && text.startsWith(`${name} `) ? [text.slice(name.length)] : [])),
    requests: seen.network.flatMap((one) =>
      one.kind === 'request' && one.url.startsWith(prefix) ? [`${one.method} ${one.url.slice(prefix.length)} ${one.body}`] : [],
    ),
    slowestMs: Math.max(...calls.map(({ startedAt, endedAt }) => endedAt - startedAt)),
  };
};

/** Whether two rounds left the same: results, records and requests. A round without calls is like no other. Calls at the same time may log and ask in any order. */
export const sameTraces = (left: Trace, right: Trace): boolean =>
  left.calls.length > 0 &&
  same(left.calls, right.calls) &&
  same(left.logs.toSorted(), right.logs.toSorted()) &&
  same(left.requests.toSorted(), right.requests.toSorted());
