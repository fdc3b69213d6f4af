import { defineCases } from '../../src/contract/define-cases.ts';
import { fuzzCases } from '../../src/fuzz/fuzz-cases.ts';
import { narrowerScopes } from '../../src/fuzz/properties/narrower-scopes.ts';

export default defineCases(
  fuzzCases({
    property: narrowerScopes,
    catches: [
      ['globs-match-as-in-directus', 'hosts-keep-only-lower-case', 'letters-that-look-alike-are-one'],
      ['globs-match-as-in-directus', 'mapped-addresses-are-unmapped', 'octal-numbers-are-decimal'],
    ],
  }),
);
