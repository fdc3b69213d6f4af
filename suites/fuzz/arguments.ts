import { defineCases } from '../../src/contract/define-cases.ts';
import { fuzzCases } from '../../src/fuzz/fuzz-cases.ts';
import { requestArguments } from '../../src/fuzz/properties/arguments.ts';

export default defineCases(
  fuzzCases({
    property: requestArguments,
    catches: [
      ['arguments-are-read-twice', 'inherited-options-count', 'methods-go-unchecked'],
      ['arguments-are-read-twice', 'inherited-options-count', 'methods-go-unchecked', 'urls-go-unchecked'],
      ['arguments-are-read-twice', 'inherited-options-count', 'urls-go-unchecked'],
      ['arguments-are-read-twice', 'inherited-options-count'],
    ],
  }),
);
