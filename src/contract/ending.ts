import type { Json } from './json.ts';
import type { LimitName } from './limits.ts';
import type { Observation } from './observation.ts';
import type { ErrorShape, SeenOutcome } from './outcome.ts';
import { same } from './reading.ts';

// Small pure readers of how a call ended. As those of reading.ts they never throw: what is not there is `undefined`, and a check on it is false.

/** How the n-th call to the extension under test ended. */
export const ending = (seen: Observation, n = 0): SeenOutcome | undefined => seen.calls[n]?.outcome;

/** The value that the n-th call threw and that is no error; `undefined` when it ended otherwise or its text is no JSON. */
export const thrownValue = (seen: Observation, n = 0): Json | undefined => {
  const outcome = ending(seen, n);
  if (outcome?.status !== 'threw' || outcome.error !== undefined) return undefined;
  try {
    return JSON.parse(outcome.thrown) as Json;
  } catch {
    return undefined; // the text is no JSON
  }
};

const isNamed = (error: ErrorShape | undefined): boolean => error !== undefined && error.name !== '';

/** Whether the n-th call threw an error that has a name and says something: what a value that cannot cross may end in. */
export const failedCleanly = (seen: Observation, n = 0): boolean => {
  const outcome = ending(seen, n);
  return outcome?.status === 'threw' && isNamed(outcome.error) && outcome.error?.message !== '';
};

/** Whether the n-th call was ended by one of these limits. */
export const endedBy = (seen: Observation, n: number, ...limits: readonly LimitName[]): boolean => {
  const outcome = ending(seen, n);
  return outcome?.status === 'stopped' && limits.includes(outcome.limit);
};

/** Whether the n-th call threw something that is JSON or an error, of no more characters than a result of the extension may have bytes. */
export const threwBounded = (seen: Observation, n = 0): boolean => {
  const outcome = ending(seen, n);
  if (outcome?.status !== 'threw' || !seen.load.accepted) return false;
  const plain = outcome.error === undefined ? thrownValue(seen, n) !== undefined : true;
  return plain && JSON.stringify(outcome).length <= seen.load.limits.resultBytes;
};

/** Whether a value is one of these. */
export const oneOf = (value: Json | undefined, ...admitted: readonly Json[]): boolean => admitted.some((one) => same(value, one));
