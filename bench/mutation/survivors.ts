import { matchesGlob } from 'node:path';

import { explanations, type SurvivorKind } from './explanations.ts';
import type { Mutant } from './mutant.ts';

/** Returns why a mutant may survive; undefined when nobody has looked at it. */
export const explain = (mutant: Mutant, uncovered: boolean): { readonly kind: SurvivorKind; readonly reason: string } | undefined =>
  explanations.find(
    ({ files, original, uncovered: only }) =>
      matchesGlob(mutant.file, files) && (original === undefined || original.test(mutant.original)) && (only === undefined || uncovered),
  );
