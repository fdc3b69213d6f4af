import type { Observation } from './observation.ts';

/** One play of a case: the case itself, or its twin before or after it. */
export interface Attempt {
  readonly role: 'case' | 'twin-before' | 'twin-after';
  readonly seen: Observation;
}
