import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, returned, same } from '../../src/contract/reading.ts';
import { filter, operation, sequence } from '../../src/contract/stimulus.ts';

const numbers = [0, -1, 0.1, 1e21, 5e-324, 1.7976931348623157e308, 9007199254740991, 4294967296.5];
const strings = ['', ' ', '\u0000\u001f', 'Grüße', '漢字', '😀', '\u2028\u2029', '"\\/\b', 'x'.repeat(5000)];
const shapes = { empty: [[], {}], nothing: null, truth: [true, false], '': 'empty key', 'a b': { '0': 'digit', ü: [null, [null]] } };

const nested = (levels: number): Json =>
  levels === 0 ? 'the bottom' : levels % 2 === 0 ? { down: nested(levels - 1) } : [nested(levels - 1)];
const deep = nested(64);

// What the extension has inside, as it writes it itself.
const inside = (seen: Observation, key: string): Json | undefined => {
  const text = field(act(seen), 'text');
  try {
    return typeof text === 'string' ? field(JSON.parse(text) as Json, key) : undefined;
  } catch {
    return undefined; // the extension's text is no JSON
  }
};

const outside = (seen: Observation, key: string): Json | undefined => field(act(seen), 'value', key);

export default defineCases([
  {
    id: 'data/copies/json-both-ways',
    clause: 'DATA-1',
    kind: 'provides',
    says: 'every value of the JSON data model crosses unchanged, in and out',
    given: { extension: 'echo-data' },
    shared: true,
    when: operation('echo-data', { value: { numbers, strings, shapes, deep } }),
    expect: {
      'numbers arrive inside': (seen) => same(inside(seen, 'numbers'), numbers),
      'strings arrive inside': (seen) => same(inside(seen, 'strings'), strings),
      'lists, objects, null and odd keys arrive inside': (seen) => same(inside(seen, 'shapes'), shapes),
      'sixty-four levels arrive inside': (seen) => same(inside(seen, 'deep'), deep),
      'numbers come back': (seen) => same(outside(seen, 'numbers'), numbers),
      'strings come back': (seen) => same(outside(seen, 'strings'), strings),
      'lists, objects, null and odd keys come back': (seen) => same(outside(seen, 'shapes'), shapes),
      'sixty-four levels come back': (seen) => same(outside(seen, 'deep'), deep),
    },
    catches: ['spoils-inputs', 'spoils-results', 'inputs-lose-nulls'],
  },
  {
    id: 'data/copies/fresh-input',
    clause: 'DATA-1',
    kind: 'contains',
    says: 'what a call does to its input is not seen by the next call',
    given: { extension: 'mutates-input' },
    when: sequence(operation('mutates-input', { list: ['one'] }), operation('mutates-input', { list: ['one'] })),
    expect: {
      'the second call sees its input as the host gave it': (seen) => same(field(act(seen, 1), 'saw'), ['one']),
      'each call gets an object of its own': (seen) => field(act(seen, 1), 'own') === true,
      'nobody touches the object that the first call kept': (seen) => same(field(act(seen, 1), 'keptBefore'), ['one', 'changed inside']),
    },
    catches: ['remembers-inputs', 'takes-inputs-back'],
    covers: ['F06'],
  },
  {
    id: 'data/copies/payload-of-the-host',
    clause: 'DATA-1',
    kind: 'contains',
    says: "a filter that changes its payload in place changes nothing of the host's",
    given: { extension: 'mutates-payload', scopes: { log: {} } },
    when: filter('suite.mutates', { list: ['one'], inner: {} }),
    expect: {
      'nothing that the filter added is in the payload after it': (seen) =>
        same(field(returned(seen), 'list'), ['one']) && same(field(returned(seen), 'inner'), {}),
    },
    catches: ['applies-mutations', 'ignores-filter-results', 'undefined-empties-the-payload'],
    covers: ['F06'],
  },
]);
