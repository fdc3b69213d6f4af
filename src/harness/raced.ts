import type { Attempt } from '../contract/attempt.ts';
import type { RuntimeInfo } from '../contract/adapter.ts';
import type { LimitName } from '../contract/limits.ts';
import type { LoadSeen, Observation } from '../contract/observation.ts';
import type { SeenOutcome } from '../contract/outcome.ts';

/** So many plays in which a race ended well show that it always does: one that ends badly every other time has a chance of 0.1 % to be missed. */
export const mostPlays = 10;

const loadsOf = ({ load, besideLoad, freshLoad }: Observation): readonly LoadSeen[] =>
  [load, besideLoad, freshLoad].filter((one) => one !== undefined);

const outcomesOf = (seen: Observation): readonly SeenOutcome[] =>
  [...seen.calls, ...seen.besideCalls, ...seen.freshCalls].map(({ outcome }) => outcome);

/** Returns the first thing in an attempt that ended so that the runtime is broken. */
export const brokenOutcome = (seen: Observation): Extract<SeenOutcome, { status: 'crashed' | 'hung' | 'protocol-error' }> | undefined => {
  const loads = loadsOf(seen).flatMap((load) => ('failed' in load ? [load.failed] : []));
  for (const outcome of [...loads, ...outcomesOf(seen), ...seen.troubles])
    if (outcome.status === 'hung' || outcome.status === 'crashed' || outcome.status === 'protocol-error') return outcome;
  return undefined;
};

/* What ends code from within its process; the other limits are kept by letting go of it. */
const isRaced = (limit: LimitName | undefined): boolean => limit === 'cpu' || limit === 'memory';

const sawStop = (seen: Observation): boolean =>
  outcomesOf(seen).some((outcome) => outcome.status === 'stopped' && isRaced(outcome.limit)) ||
  loadsOf(seen).some((load) => 'refused' in load && isRaced(load.refused.limit));

/** Whether something was stopped at the limit of its slice or of its memory and the runtime stands, and it is one for which that is a matter of chance: the case is to be played again. */
export const isUndecidedRace = (attempts: readonly Attempt[], { stopsRace }: RuntimeInfo): boolean =>
  stopsRace === true &&
  attempts.some(({ seen }) => sawStop(seen)) &&
  attempts.every(({ seen }) => seen.hostAlive && brokenOutcome(seen) === undefined);
