import { defineCases } from '../../src/contract/define-cases.ts';
import { fuzzCases } from '../../src/fuzz/fuzz-cases.ts';
import { manifests } from '../../src/fuzz/properties/manifests.ts';

export default defineCases(
  fuzzCases({
    property: manifests,
    catches: [
      ['one-bad-manifest-stops-all'],
      ['grants-log-anyway', 'grants-sleep-anyway', 'ignores-unscoped-calls', 'request-without-scope'],
      ['one-bad-manifest-stops-all'],
    ],
  }),
);
