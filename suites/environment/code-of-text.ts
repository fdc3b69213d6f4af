import type { Check } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { act, field, same } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

const ways = [
  'direct eval',
  'indirect eval',
  'eval as a value',
  'Function',
  'new Function',
  'Reflect.construct',
  'AsyncFunction',
  'GeneratorFunction',
  'AsyncGeneratorFunction',
  'the constructor of a class',
  'a parameter of text',
];

/* Where no code is made of text, the refusal is an error of the realm. */
const inThisRealm =
  (way: string): Check =>
  (seen) =>
    field(act(seen), way, 'isOwn') === true;

const seesNothingMore =
  (way: string): Check =>
  (seen) =>
    field(act(seen), way, 'ran') === false || same(field(act(seen), way, 'found'), []);

export default defineCases([
  {
    id: 'environment/code-of-text/same-realm',
    clause: 'ENV-5',
    kind: 'contains',
    says: 'code that is made of text runs in the realm of the code that made it, or is refused',
    given: { extension: 'runs-text' },
    shared: true,
    when: operation('runs-text'),
    expect: {
      ...Object.fromEntries(
        ways.map((way) => [`made by ${way}, it has the same globals and intrinsics, or is refused here`, inThisRealm(way)]),
      ),
      ...Object.fromEntries(ways.map((way) => [`made by ${way}, it sees no global of a host`, seesNothingMore(way)])),
    },
    catches: [
      'text-runs-in-another-realm',
      'leaks-process',
      'leaks-console',
      'leaks-timers',
      'leaks-web-functions',
      'leaks-engine-functions',
    ],
    covers: ['C14', 'C15'],
  },
]);
