import type { Check } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { failedCleanly, oneOf } from '../../src/contract/ending.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, same } from '../../src/contract/reading.ts';
import { operation, sequence } from '../../src/contract/stimulus.ts';

const memories = [
  ['list', 'a list'],
  ['object', 'an object'],
  ['plain', 'a typed array'],
  ['resizable', 'a typed array whose buffer can grow'],
  ['shared', 'a typed array on shared memory'],
  ['sharedWhole', 'shared memory itself'],
] as const;

// The extension writes 7, 8, 9 before it returns and 66 into every place later.
const asReturned = (seen: Observation, n: number): boolean =>
  failedCleanly(seen, n) || oneOf(seen.calls[n]?.value, [7, 8, 9], { '0': 7, '1': 8, '2': 9 }, {}, 'BwgJ', 'there is no shared memory');

const detached = memories.length;
const report = memories.length + 2;

export default defineCases([
  {
    id: 'data/shared-memory/results',
    clause: 'DATA-5',
    kind: 'provides',
    says: 'what an operation returns is a copy, whatever memory it stands in and whatever happens to that memory later',
    given: { extension: 'shares-memory', scopes: { log: {}, sleep: {} } },
    when: sequence(
      ...memories.map(([what]) => operation('shares-memory', { what })),
      operation('shares-memory', { what: 'detached' }),
      operation('shares-memory', { what: 'plain' }),
      operation('shares-memory'),
    ),
    expect: {
      ...Object.fromEntries(
        memories.map(([, says], n): [string, Check] => [
          `${says} arrives as it was when it was returned, or is refused`,
          (seen) => asReturned(seen, n),
        ]),
      ),
      'nothing stands in a view of memory that was given away': (seen) =>
        failedCleanly(seen, detached) || oneOf(seen.calls[detached]?.value, {}, [], null, ''),
      'inside, the memory changed afterwards': (seen) => same(act(seen, report), [66, 66, 66]),
    },
    catches: ['results-change-later', 'fills-empty-results', 'nothing-changes-later'],
    covers: ['D15', 'D16'],
  },
]);
