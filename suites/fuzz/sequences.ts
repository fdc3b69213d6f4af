import { defineCases } from '../../src/contract/define-cases.ts';
import { fuzzCases } from '../../src/fuzz/fuzz-cases.ts';
import { sequences } from '../../src/fuzz/properties/sequences.ts';

export default defineCases(
  fuzzCases({
    property: sequences,
    catches: [
      [
        'drops-the-eighth-record',
        'first-name-for-all',
        'loads-nothing-after-an-unload',
        'mixes-up-results',
        'one-bad-manifest-stops-all',
        'refused-handlers-stay',
        'refused-loads-keep-their-name',
        'repeats-log-records',
        'shares-operation-ids',
        'starves-the-neighbour',
        'unload-does-nothing',
      ],
      [
        'drops-the-eighth-record',
        'first-name-for-all',
        'mixes-up-results',
        'mounts-are-swapped',
        'repeats-log-records',
        'shares-what-is-counted',
        'starves-the-neighbour',
        'unload-does-nothing',
        'unloads-the-neighbour',
      ],
    ],
  }),
);
