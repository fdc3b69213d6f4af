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
    files: 'src/sdk/scope/*.ts',
    original: /^'(?:url|no|method)-[a-z-]+'$|^\{ ok: false, reason: '[a-z-]+' \}$/,
    reason: 'why something is denied is a word for logs and events; it is denied all the same, by an error that names the function',
  },
  {
    files: 'src/sdk/scope/parse-request-url.ts',
    original: /hash|includes\('#'\)/,
    reason: 'a fragment leaves with no request, whether it is cut off before or not',
  },
  {
    files: 'src/sdk/scope/fits-a-name.ts',
    reason: 'it spares the URL parser long hosts of Unicode, which takes quadratic time to refuse them by itself',
  },
  {
    files: 'src/sdk/scope/compile-request-scope.ts',
    original: /hasOwn\(list, index\)/,
    reason: 'a list that was read from JSON has no holes',
  },
  {
    files: 'src/sdk/scope/compile-request-scope.ts',
    original: /literalHost/,
    reason: "an author's glob may open an internal address that it names; REQ-13 does not say that it must, wherever the glob stands",
  },
  {
    files: 'src/sdk/scope/compile-request-scope.ts',
    original: /'string'|typeof method/,
    reason: 'what is no text is no method either, so that the next line refuses it',
  },
  {
    files: 'src/sdk/scope/compile-scopes.ts',
    original: /isPlainRecord\(requested\)/,
    reason: 'what stands behind it refuses the same values, with another word',
  },
  {
    files: 'src/sdk/scope/compile-scopes.ts',
    uncovered: true,
    reason:
      'without the scope the realm refuses before anything is asked of it, and what is read from JSON does not throw; both are for embedders of sandproof/scope',
  },
  {
    files: 'src/sdk/scope/compile-wildcard.ts',
    original: /^<$/,
    reason: 'a step past the end compares nothing with a character, and changes no answer',
  },
  {
    files: 'src/sdk/scope/split-glob.ts',
    original: /startsWith\('\['\)/,
    reason: 'without a bracket the search for its end gives -1, and a search from -1 is one from 0',
  },
  {
    files: 'src/sdk/scope/compile-glob.ts',
    original: /hasDotSegment/,
    reason: 'a URL with a dot segment is denied before, so that such a glob matches nothing',
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
