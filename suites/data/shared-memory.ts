import type { Check } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { failedCleanly, oneOf } from '../../src/contract/ending.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, same } from '../../src/contract/reading.ts';
import { operation, sequence, watch } from '../../src/contract/stimulus.ts';

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

export default defineCases([
  {
    id: 'data/shared-memory/results',
    clause: 'DATA-5',
    kind: 'provides',
    says: 'what an operation returns is a copy, whatever memory it stands in and whatever happens to that memory later',
    given: { extension: 'shares-memory', scopes: { log: {}, sleep: {} } },
    when: sequence(...memories.map(([what]) => operation('shares-memory', { what })), watch(30), operation('shares-memory')),
    expect: Object.fromEntries(
      memories.map(([, says], n): [string, Check] => [
        `${says} arrives as it was when it was returned, or is refused`,
        (seen) => asReturned(seen, n),
      ]),
    ),
    catches: ['results-change-later', 'fills-empty-results'],
    covers: ['D15', 'D16'],
  },
  {
    id: 'data/shared-memory/later-changes',
    clause: 'DATA-5',
    kind: 'provides',
    says: 'memory that was returned stays that of the extension',
    given: { extension: 'shares-memory', scopes: { log: {}, sleep: {} } },
    when: sequence(operation('shares-memory', { what: 'plain' }), operation('shares-memory')),
    expect: {
      'what arrived is the copy from before': (seen) => asReturned(seen, 0),
      'inside, the memory changed afterwards': (seen) => same(act(seen, 1), [66, 66, 66]),
    },
    catches: ['results-change-later', 'nothing-changes-later'],
    covers: ['D16'],
  },
  {
    id: 'data/shared-memory/detached',
    clause: 'DATA-5',
    kind: 'provides',
    says: 'a view of memory that was given away is empty or refused',
    given: { extension: 'shares-memory', scopes: { log: {}, sleep: {} } },
    when: operation('shares-memory', { what: 'detached' }),
    expect: { 'nothing stands in it': (seen) => failedCleanly(seen) || oneOf(seen.calls[0]?.value, {}, [], null, '') },
    catches: ['fills-empty-results'],
    covers: ['D16'],
  },
]);
