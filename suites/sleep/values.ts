import { reason, type ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, isArgumentError, refusedIn } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

const names = [
  'text',
  'null',
  'true',
  'list',
  'object',
  'wrapper',
  'undefined',
  'date',
  'emptyList',
  'function',
  'nothing',
  'symbol',
  'bigint',
];

const isTaken = (seen: Observation, name: string): boolean =>
  field(act(seen), 'values', name, 'taken') === true || field(act(seen), 'values', name, 'pending') === true;

const huge = (id: string, ms: string): ConformanceCase => ({
  id,
  clause: 'SLEEP-4',
  kind: 'contains',
  says: `sleep(${ms}) is refused or outlasts a short sleep; it never returns early`,
  given: { extension: 'sleep-race', scopes: { sleep: {} } },
  shared: true,
  when: operation('sleep-race', { ms }),
  expect: {
    'the huge sleep does not win against one of 60 ms': (seen) =>
      refusedIn(seen) !== undefined || field(act(seen), 'first') === 'the short sleep',
    'a refusal says that the number is wrong, and names sleep': reason((seen) => {
      const error = refusedIn(seen);
      return error === undefined ? field(act(seen), 'first') !== undefined : isArgumentError(error, 'sleep');
    }),
  },
  catches: ['huge-sleeps-wrap', 'names-nothing-in-refusals'],
  covers: ['D12'],
});

const noTime = (id: string, ms: string): ConformanceCase => ({
  id,
  clause: 'SLEEP-4',
  kind: 'provides',
  says: `sleep(${ms}) is refused or takes no time; it never hangs`,
  given: { extension: 'sleep-race', scopes: { sleep: {} } },
  shared: true,
  when: operation('sleep-race', { ms }),
  expect: {
    'it is refused, or ends before a sleep of 60 ms': (seen) =>
      refusedIn(seen) !== undefined || field(act(seen), 'first') === 'the huge sleep',
    'a refusal says that the number is wrong, and names sleep': reason((seen) => {
      const error = refusedIn(seen);
      return error === undefined ? field(act(seen), 'first') !== undefined : isArgumentError(error, 'sleep');
    }),
  },
  catches: ['negative-sleeps-hang', 'names-nothing-in-refusals'],
  covers: ['D12'],
});

export default defineCases([
  {
    id: 'sleep/values/no-numbers',
    clause: 'SLEEP-3',
    kind: 'contains',
    says: 'what is no number is refused, or coerced once inside',
    given: { extension: 'sleep-values', scopes: { sleep: {} } },
    when: operation('sleep-values'),
    expect: {
      'the number after them is taken': (seen) => field(act(seen), 'values', 'number', 'taken') === true,
      'no object is coerced twice': (seen) => [0, 1].some((times) => field(act(seen), 'coercions') === times),
      'a refusal says that the type is wrong, and names sleep': reason((seen) =>
        // coercing a big integer or a symbol throws the engine's own error
        names
          .filter((name) => !['bigint', 'symbol'].includes(name))
          .every((name) => {
            const error = refusedIn(seen, 'values', name);
            return error === undefined ? isTaken(seen, name) : isArgumentError(error, 'sleep');
          }),
      ),
    },
    catches: ['coerces-twice', 'names-nothing-in-refusals', 'sleep-breaks-after-a-bad-value'],
    covers: ['D11'],
  },
  huge('sleep/values/infinity', 'Infinity'),
  huge('sleep/values/two-to-the-31', '2147483648'),
  huge('sleep/values/beyond-every-integer', '1e300'),
  huge('sleep/values/once-around', '4294967297'),
  huge('sleep/values/beyond-exact-integers', '9007199254740994'),
  noTime('sleep/values/nan', 'NaN'),
  noTime('sleep/values/minus-one', '-1'),
  noTime('sleep/values/minus-infinity', '-Infinity'),
  noTime('sleep/values/minus-two-to-the-31', '-2147483648'),
]);
