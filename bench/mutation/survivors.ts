import { matchesGlob } from 'node:path';

import type { Mutant } from './mutant.ts';

/** Why mutants of a kind are not noticed. The first that fits counts. */
interface Explanation {
  readonly files: string;
  /** Fits what stands at the mutant's place; everything when left out. */
  readonly original?: RegExp;
  readonly uncovered?: true;
  readonly reason: string;
}

const explanations: readonly Explanation[] = [];

/** Returns the reason why a mutant may survive; undefined when nobody has looked at it. */
export const reasonOf = (mutant: Mutant, uncovered: boolean): string | undefined =>
  explanations.find(
    ({ files, original, uncovered: only }) =>
      matchesGlob(mutant.file, files) && (original === undefined || original.test(mutant.original)) && (only === undefined || uncovered),
  )?.reason;
