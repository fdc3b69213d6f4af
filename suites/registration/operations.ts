import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, returned, same, threw } from '../../src/contract/reading.ts';
import { operation, sequence } from '../../src/contract/stimulus.ts';

const options = { title: 'Grüße', lines: ['a', ''], sent: null, weight: { grams: 20.5, stamp: null }, tags: [[], {}] };

const thrown = (seen: Observation): Json | undefined => {
  const outcome = seen.calls[0]?.outcome;
  if (outcome?.status !== 'threw' || outcome.error !== undefined) return undefined;
  try {
    return JSON.parse(outcome.thrown) as Json;
  } catch {
    return undefined; // the text is no JSON
  }
};

const results = [
  {
    id: 'registration/operations/returns-text',
    how: 'text',
    says: 'a returned text resolves the operation',
    value: 'a sealed letter',
    lost: 'only-objects-come-back',
  },
  {
    id: 'registration/operations/returns-list',
    how: 'list',
    says: 'a returned list resolves the operation',
    value: ['first', { second: 2 }, null],
    lost: 'only-objects-come-back',
  },
  {
    id: 'registration/operations/promises',
    how: 'promise',
    says: 'a promised value resolves the operation',
    value: { title: 'promised' },
    lost: 'awaits-only-async-functions',
  },
  {
    id: 'registration/operations/promises-later',
    how: 'later',
    says: 'a value that is promised after a sleep resolves the operation',
    value: { title: 'after a nap' },
    lost: 'awaits-only-async-functions',
  },
] as const;

const failures = [
  {
    id: 'registration/operations/throws-error',
    how: 'error',
    says: 'a thrown error rejects the operation',
    arrives: (seen: Observation) => threw(seen)?.name === 'SyntaxError' && threw(seen)?.message === 'this address can not be read',
    also: ['stubs-errors-and-promises'],
  },
  {
    id: 'registration/operations/throws-object',
    how: 'object',
    says: 'a thrown object rejects the operation',
    arrives: (seen: Observation) => same(thrown(seen), { reason: 'unknown street', tried: ['North', 'South'], code: 7 }),
    also: [],
  },
  {
    id: 'registration/operations/rejects-with-text',
    how: 'rejection',
    says: 'a text that a promise rejects with rejects the operation',
    arrives: (seen: Observation) => thrown(seen) === 'nobody at home',
    also: ['awaits-only-async-functions'],
  },
] as const;

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
  ...results.map(({ id, how, says, value, lost }): ConformanceCase => ({
    id,
    clause: 'OPERATION-3',
    kind: 'provides',
    says,
    given: { extension: 'operation-ends' },
    shared: true,
    when: operation('ends', { how }),
    expect: { 'the operation resolves to exactly that value': (seen) => same(returned(seen), value) },
    catches: [lost],
  })),
  ...failures.map(({ id, how, says, arrives, also }): ConformanceCase => ({
    id,
    clause: 'OPERATION-3',
    kind: 'provides',
    says,
    given: { extension: 'operation-ends' },
    shared: true,
    when: operation('ends', { how }),
    expect: {
      'the operation rejects': (seen) => seen.calls[0]?.outcome.status === 'threw',
      'it rejects with exactly that value': arrives,
    },
    catches: ['swallows-what-is-thrown', 'replaces-the-thrown-value', ...also],
  })),
]);
