import { defineCases } from '../../src/contract/define-cases.ts';
import { fuzzCases } from '../../src/fuzz/fuzz-cases.ts';
import { sleepArguments } from '../../src/fuzz/properties/sleep-arguments.ts';

export default defineCases(
  fuzzCases({
    property: sleepArguments,
    catches: [
      [
        'broken-after-an-engine-error',
        'coerces-twice',
        'huge-sleeps-wrap',
        'loses-range-errors',
        'sleep-resolves-a-value',
        'sleeps-return-early',
      ],
      ['ignores-unscoped-calls'],
    ],
  }),
);
