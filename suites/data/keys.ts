import type { Check, Checks } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, returned, same } from '../../src/contract/reading.ts';
import { endpoint, filter, operation } from '../../src/contract/stimulus.ts';

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
  {
    id: 'data/keys/through-an-endpoint',
    clause: 'DATA-2',
    kind: 'provides',
    says: 'keys that mean something elsewhere are plain data in the body of a request and of its answer',
    given: { extension: 'odd-keys-endpoint' },
    when: endpoint('POST', '/odd', { headers: { 'content-type': 'application/json' }, body: { value: odd } }),
    expect: {
      ...everyKey('inside', inside),
      ...everyKey('in the answer', inAct),
      'the status is the one of the answer': (seen) => field(returned(seen), 'status') === 200,
    },
    catches: ['loses-odd-keys', 'takes-status-from-the-body'],
    covers: ['E01', 'E06', 'I13'],
  },
  {
    id: 'data/keys/through-a-filter',
    clause: 'DATA-2',
    kind: 'provides',
    says: 'keys that mean something elsewhere are plain data in a payload before and after a filter',
    given: { extension: 'odd-keys-filter' },
    when: filter('suite.odd', { value: odd }),
    expect: { ...everyKey('inside', inside), ...everyKey('in the payload after it', inAct) },
    catches: ['loses-odd-keys'],
    covers: ['E05'],
  },
]);
