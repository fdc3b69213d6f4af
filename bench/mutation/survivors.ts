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

const explanations: readonly Explanation[] = [
  {
    files: 'src/sdk/scope/scope-ceilings.ts',
    reason: 'a ceiling may lie anywhere above what REQ-5.capacity asks for, so that no case can judge its number',
  },
  {
    files: 'src/sdk/scope/*.ts',
    original: /scopeCeilings/,
    reason: 'a ceiling may lie anywhere above what REQ-5.capacity asks for, and a runtime may have none',
  },
  {
    files: 'src/sdk/scope/compile-host.ts',
    original: /startsWith\('\['\)|includes\(':'\)/,
    reason: 'a glob is cut at its first colon before its host is read, so that no address of IPv6 comes behind *. and no colon into a name',
  },
];

/** Returns the reason why a mutant may survive; undefined when nobody has looked at it. */
export const reasonOf = (mutant: Mutant, uncovered: boolean): string | undefined =>
  explanations.find(
    ({ files, original, uncovered: only }) =>
      matchesGlob(mutant.file, files) && (original === undefined || original.test(mutant.original)) && (only === undefined || uncovered),
  )?.reason;
