import { defineCases } from '../../src/contract/define-cases.ts';
import { fuzzCases } from '../../src/fuzz/fuzz-cases.ts';
import { logArguments } from '../../src/fuzz/properties/log-arguments.ts';

export default defineCases(
  fuzzCases({
    property: logArguments,
    catches: [
      ['grants-log-anyway', 'ignores-unscoped-calls'],
      [
        'coerces-twice',
        'drops-the-eighth-record',
        'inspects-what-is-logged',
        'logs-raw-control-characters',
        'logs-then-refuses',
        'repeats-log-records',
        'splits-logs',
        'truncates-logs',
      ],
    ],
  }),
);
