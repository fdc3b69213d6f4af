import { defineCases } from '../../src/contract/define-cases.ts';
import { fuzzCases } from '../../src/fuzz/fuzz-cases.ts';
import { globOrder } from '../../src/fuzz/properties/glob-order.ts';

export default defineCases(
  fuzzCases({
    property: globOrder,
    catches: [
      ['arguments-are-read-twice', 'globs-match-as-in-directus', 'hosts-keep-only-lower-case'],
      ['arguments-are-read-twice', 'hosts-keep-only-lower-case', 'inherited-options-count'],
    ],
  }),
);
