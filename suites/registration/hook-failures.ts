import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { same, texts, threw } from '../../src/contract/reading.ts';
import { action, filter, sequence, watch } from '../../src/contract/stimulus.ts';

const draft = { title: 'To whom it may concern' };

// An action may run after the dispatch has ended: its log has this long, in ms.
const afterwards = watch(30);

const prevented = (seen: Observation): boolean => seen.calls[0]?.outcome.status === 'threw';

const thrownText = (seen: Observation): string | undefined => {
  const outcome = seen.calls[0]?.outcome;
  return outcome?.status === 'threw' && outcome.error === undefined ? outcome.thrown : undefined;
};

const thrownEquals = (value: Parameters<typeof same>[0]) => (seen: Observation) => {
  const text = thrownText(seen);
  try {
    return text !== undefined && same(JSON.parse(text) as Parameters<typeof same>[0], value);
  } catch {
    return false; // the text is no JSON
  }
};

const ends = [
  { id: 'registration/hook-failures/throws', event: 'error.items.create', says: 'a filter that throws prevents the event', also: [] },
  {
    id: 'registration/hook-failures/rejects',
    event: 'rejection.items.create',
    says: 'a filter that rejects prevents the event',
    also: ['awaits-only-async-functions'],
  },
] as const;

const values = [
  {
    id: 'registration/hook-failures/thrown-error',
    event: 'error.items.create',
    says: 'the event is prevented with the error that the filter threw',
    arrives: (seen: Observation) => threw(seen)?.name === 'TypeError' && threw(seen)?.message === 'no letters on a Sunday',
    also: ['stubs-errors-and-promises'],
  },
  {
    id: 'registration/hook-failures/rejected-error',
    event: 'rejection.items.create',
    says: 'the event is prevented with the error that the filter rejected with',
    arrives: (seen: Observation) => threw(seen)?.name === 'RangeError' && threw(seen)?.message === 'the postbox is full',
    also: ['awaits-only-async-functions', 'stubs-errors-and-promises'],
  },
  {
    id: 'registration/hook-failures/thrown-text',
    event: 'text.items.create',
    says: 'the event is prevented with the text that the filter threw',
    arrives: thrownEquals('come back tomorrow'),
    also: [],
  },
  {
    id: 'registration/hook-failures/thrown-object',
    event: 'object.items.create',
    says: 'the event is prevented with the object that the filter threw',
    arrives: thrownEquals({ reason: 'closed', until: [8, 30], note: null }),
    also: [],
  },
  {
    id: 'registration/hook-failures/thrown-undefined',
    event: 'nothing.items.create',
    says: 'the event is prevented also when the filter throws undefined',
    arrives: thrownEquals(null),
    also: [],
  },
] as const;

const failing = [
  {
    id: 'registration/hook-failures/action-throws',
    event: 'error.items.create',
    says: 'an action that throws keeps no other action from running',
  },
  {
    id: 'registration/hook-failures/action-rejects',
    event: 'rejection.items.create',
    says: 'an action that rejects keeps no other action from running',
  },
] as const;

export default defineCases([
  ...ends.map(({ id, event, says, also }): ConformanceCase => ({
    id,
    clause: 'HOOK-4',
    kind: 'provides',
    says,
    given: { extension: 'hook-throws' },
    shared: true,
    when: filter(event, draft),
    expect: {
      'the dispatch throws': prevented,
      'the next filter does not run': (seen) => !texts(seen).includes('the next filter ran'),
    },
    catches: ['swallows-what-is-thrown', 'runs-filters-in-reverse', ...also],
    covers: ['I05'],
  })),
  {
    id: 'registration/hook-failures/honest',
    clause: 'HOOK-4',
    kind: 'provides',
    says: 'a filter that does not throw prevents nothing',
    given: { extension: 'hook-throws' },
    shared: true,
    when: filter('honest.items.create', draft),
    expect: {
      'the dispatch returns': (seen) => seen.calls[0]?.outcome.status === 'returned',
      'the next filter runs': (seen) => texts(seen).includes('the next filter ran'),
    },
    catches: ['every-filter-prevents'],
  },
  ...values.map(({ id, event, says, arrives, also }): ConformanceCase => ({
    id,
    clause: 'HOOK-4.value',
    kind: 'provides',
    says,
    given: { extension: 'hook-throws' },
    shared: true,
    when: filter(event, draft),
    expect: { 'exactly that value arrives at the host': arrives },
    catches: ['replaces-the-thrown-value', 'swallows-what-is-thrown', ...also],
    covers: ['I01'],
  })),
  {
    id: 'registration/hook-failures/action-result',
    clause: 'HOOK-5.isolated',
    kind: 'provides',
    says: 'what an action returns goes nowhere',
    given: { extension: 'hook-actions' },
    when: sequence(action('value.items.create', draft), afterwards),
    expect: {
      'the dispatch returns nothing': (seen) => seen.calls[0]?.outcome.status === 'returned' && (seen.calls[0].value ?? null) === null,
      'the next action runs': (seen) => texts(seen).includes('the second action ran'),
    },
    catches: ['action-results-come-back', 'runs-only-the-first-action'],
  },
  ...failing.map(({ id, event, says }): ConformanceCase => ({
    id,
    clause: 'HOOK-5.isolated',
    kind: 'provides',
    says,
    given: { extension: 'hook-actions' },
    when: sequence(action(event, draft), afterwards),
    expect: { 'the next action runs': (seen) => texts(seen).includes('the second action ran') },
    catches: ['runs-only-the-first-action'],
    covers: ['I06'],
  })),
]);
