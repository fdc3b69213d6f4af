import type { Json } from '../contract/json.ts';
import type { NetworkRecord } from '../contract/network.ts';
import type { Observation } from '../contract/observation.ts';

/** What is seen when calls give these values and these URLs are requested by GET. */
export const observed = (acts: readonly Json[], urls: readonly string[]): Observation => ({
  load: { accepted: true, limits: {} as never, ms: 1 },
  calls: acts.map((act) => ({
    role: 'subject',
    door: { operation: 'once' },
    outcome: { status: 'returned', json: JSON.stringify(act) },
    startedAt: 0,
    endedAt: 1,
    act,
    challenge: true,
  })),
  besideCalls: [],
  freshCalls: [],
  logs: [],
  network: urls.map((url): NetworkRecord => ({ kind: 'request', method: 'GET', url, headers: {}, body: '', inTable: true })),
  watches: [],
  measures: [],
  troubles: [],
  trip: { secrets: [], connections: 0 },
  challenge: 'answered',
  hostAlive: true,
});

/** The same, when the manifest was refused. */
export const refusedToLoad: Observation = {
  ...observed([], []),
  load: { accepted: false, refused: { phase: 'manifest', error: { name: 'Error', message: 'urls[0]' } }, ms: 1 },
};
