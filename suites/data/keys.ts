import type { Check, Checks } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, returned, same } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

const odd: { readonly [key: string]: Json } = {
  ['__proto__']: { polluted: 'yes' },
  constructor: 'text',
  then: 'text',
  toJSON: 'text',
  length: 3,
  status: 418,
  error: 'text',
  result: 'text',
};

// One check a key, on what is found at a place.
const everyKey = (where: string, find: (seen: Observation) => Json | undefined): Checks =>
  Object.fromEntries(
    Object.entries(odd).map(([key, value]): [string, Check] => [
      `${key} is a plain key ${where}`,
      (seen) => same(field(find(seen), key), value),
    ]),
  );

const inside = (seen: Observation): Json | undefined => {
  const text = field(act(seen), 'text');
  try {
    return typeof text === 'string' ? (JSON.parse(text) as Json) : undefined;
  } catch {
    return undefined; // the extension's text is no JSON
  }
};

const inAct = (seen: Observation): Json | undefined => field(act(seen), 'odd');

export default defineCases([
  {
    id: 'data/keys/into-an-operation',
    clause: 'DATA-2',
    kind: 'provides',
    says: 'keys that mean something elsewhere are plain data in the options of an operation',
    given: { extension: 'echo-data' },
    shared: true,
    when: operation('echo-data', { value: odd }),
    expect: {
      ...everyKey('inside', inside),
      'the value inherits from an ordinary prototype': (seen) => field(act(seen), 'plain') === true,
      'no other object inherits what stood below __proto__': (seen) => field(act(seen), 'inherited') === 'undefined',
    },
    catches: ['loses-odd-keys', 'merges-proto-keys'],
    covers: ['E01', 'E06'],
  },
  {
    id: 'data/keys/out-of-an-operation',
    clause: 'DATA-2',
    kind: 'provides',
    says: 'keys that mean something elsewhere are plain data in what an operation returns, at its top and below',
    given: { extension: 'returns-odd-keys' },
    when: operation('returns-odd-keys'),
    expect: { ...everyKey('at the top of the result', returned), ...everyKey('below it', inAct) },
    catches: ['loses-odd-keys'],
    covers: ['E05', 'E06'],
  },
]);
