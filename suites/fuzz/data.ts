import { defineCases } from '../../src/contract/define-cases.ts';
import { fuzzCases } from '../../src/fuzz/fuzz-cases.ts';
import { data } from '../../src/fuzz/properties/data.ts';

export default defineCases(
  fuzzCases({
    property: data,
    catches: [
      ['spoils-inputs', 'spoils-results'],
      ['inputs-lose-nulls', 'spoils-inputs', 'spoils-results'],
      ['inputs-lose-nulls', 'spoils-results'],
    ],
  }),
);
