import { defineCases } from '../../src/contract/define-cases.ts';
import { fuzzCases } from '../../src/fuzz/fuzz-cases.ts';
import { spellings } from '../../src/fuzz/properties/spellings.ts';

export default defineCases(
  fuzzCases({
    property: spellings,
    catches: [
      ['globs-match-as-in-directus', 'hosts-keep-only-lower-case', 'letters-that-look-alike-are-one'],
      ['globs-match-as-in-directus', 'hosts-with-many-labels-are-denied', 'ports-with-zeros-are-octal'],
    ],
  }),
);
