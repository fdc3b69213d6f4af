import type { Check } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, returned, same, threw } from '../../src/contract/reading.ts';
import { operation, sequence } from '../../src/contract/stimulus.ts';

const options = { title: 'Grüße', lines: ['a', ''], sent: null, weight: { grams: 20.5, stamp: null }, tags: [[], {}] };

const thrown = (seen: Observation, n: number): Json | undefined => {
  const outcome = seen.calls[n]?.outcome;
  if (outcome?.status !== 'threw' || outcome.error !== undefined) return undefined;
  try {
    return JSON.parse(outcome.thrown) as Json;
  } catch {
    return undefined; // the text is no JSON
  }
};

const results: readonly (readonly [how: string, what: string, value: Json])[] = [
  ['text', 'a returned text', 'a sealed letter'],
  ['list', 'a returned list', ['first', { second: 2 }, null]],
  ['promise', 'a promised value', { title: 'promised' }],
  ['later', 'a value that is promised after a sleep', { title: 'after a nap' }],
  // what await resolves is a promise to whoever awaits it, by whatever library it was made
  ['thenable', 'what an object with a then resolves to', { title: 'through a then' }],
  ['callable', 'what a function with a then resolves to', ['of a function']],
];

type Arrival = (seen: Observation, n: number) => boolean;

const failures: readonly (readonly [how: string, what: string, arrives: Arrival])[] = [
  [
    'error',
    'a thrown error',
    (seen, n) => threw(seen, n)?.name === 'SyntaxError' && threw(seen, n)?.message === 'this address can not be read',
  ],
  ['object', 'a thrown object', (seen, n) => same(thrown(seen, n), { reason: 'unknown street', tried: ['North', 'South'], code: 7 })],
  ['rejection', 'a text that a promise rejects with', (seen, n) => thrown(seen, n) === 'nobody at home'],
];

export default defineCases([
  {
    id: 'registration/operations/id',
    clause: 'OPERATION-1',
    kind: 'provides',
    says: 'a default export with id and handler registers that id, and no other',
    given: { extension: 'operation-facts', beside: { extension: 'honest-operation' } },
    when: sequence(operation('facts', options), operation('fact', options), operation('index', options)),
    expect: {
      'the id runs its own handler': (seen) => field(act(seen), 'operation') === 'facts',
      'another id is absent': (seen) => [1, 2].every((n) => seen.calls[n]?.outcome.status === 'absent'),
    },
    catches: ['operations-reach-the-neighbour', 'any-operation-id-answers'],
  },
  {
    id: 'registration/operations/argument',
    clause: 'OPERATION-2',
    kind: 'provides',
    says: 'the handler gets the options and nothing else',
    given: { extension: 'operation-facts' },
    shared: true,
    when: operation('facts', options),
    expect: {
      'it gets one argument': (seen) => field(act(seen), 'handed') === 1,
      'the argument equals the options': (seen) => same(field(act(seen), 'options'), options),
    },
    catches: ['passes-two-arguments', 'inputs-lose-nulls'],
  },
  {
    id: 'registration/operations/resolves',
    clause: 'OPERATION-3',
    kind: 'provides',
    says: 'an operation resolves to exactly what its handler returns or promises',
    given: { extension: 'operation-ends' },
    shared: true,
    when: sequence(...results.map(([how]) => operation('ends', { how }))),
    expect: Object.fromEntries(
      results.map(([, what, value], n): [string, Check] => [`${what} arrives`, (seen) => same(returned(seen, n), value)]),
    ),
    catches: ['only-objects-come-back', 'awaits-only-async-functions'],
  },
  {
    id: 'registration/operations/rejects',
    clause: 'OPERATION-3',
    kind: 'provides',
    says: 'an operation rejects with exactly what its handler throws or rejects with',
    given: { extension: 'operation-ends' },
    shared: true,
    when: sequence(...failures.map(([how]) => operation('ends', { how }))),
    expect: Object.fromEntries(failures.map(([, what, arrives], n): [string, Check] => [`${what} arrives`, (seen) => arrives(seen, n)])),
    catches: ['swallows-what-is-thrown', 'replaces-the-thrown-value'],
  },
]);
