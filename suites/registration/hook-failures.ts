import type { Check } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { same, texts, threw } from '../../src/contract/reading.ts';
import { action, filter, sequence, watch } from '../../src/contract/stimulus.ts';

const draft = { title: 'To whom it may concern' };

// An action may run after the dispatch has ended: its log has this long, in ms.
const afterwards = watch(30);

const thrownText = (seen: Observation, n: number): string | undefined => {
  const outcome = seen.calls[n]?.outcome;
  return outcome?.status === 'threw' && outcome.error === undefined ? outcome.thrown : undefined;
};

type Arrival = (seen: Observation, n: number) => boolean;

const error =
  (name: string, message: string): Arrival =>
  (seen, n) =>
    threw(seen, n)?.name === name && threw(seen, n)?.message === message;

const value =
  (wanted: Json): Arrival =>
  (seen, n) => {
    const text = thrownText(seen, n);
    try {
      return text !== undefined && same(JSON.parse(text) as Json, wanted);
    } catch {
      return false; // the text is no JSON
    }
  };

const ends: readonly (readonly [event: string, what: string, arrives: Arrival])[] = [
  ['error', 'a thrown error', error('TypeError', 'no letters on a Sunday')],
  ['rejection', 'an error that it rejects with', error('RangeError', 'the postbox is full')],
  ['text', 'a thrown text', value('come back tomorrow')],
  ['object', 'a thrown object', value({ reason: 'closed', until: [8, 30], note: null })],
  ['nothing', 'undefined, thrown,', value(null)],
];

export default defineCases([
  {
    id: 'registration/hook-failures/prevent',
    clause: 'HOOK-4',
    kind: 'provides',
    says: 'a filter that throws or rejects prevents the event',
    given: { extension: 'hook-throws' },
    shared: true,
    when: sequence(...ends.map(([event]) => filter(`${event}.items.create`, draft))),
    expect: {
      ...Object.fromEntries(
        ends.map(([, what], n): [string, Check] => [
          `${what} makes the dispatch throw`,
          (seen) => seen.calls[n]?.outcome.status === 'threw',
        ]),
      ),
      'the next filter never runs': (seen) => !texts(seen).includes('the next filter ran'),
    },
    catches: ['swallows-what-is-thrown', 'runs-filters-in-reverse', 'awaits-only-async-functions'],
    covers: ['I05'],
  },
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
  {
    id: 'registration/hook-failures/values',
    clause: 'HOOK-4.value',
    kind: 'provides',
    says: 'the event is prevented with exactly the value that the filter threw',
    given: { extension: 'hook-throws' },
    shared: true,
    when: sequence(...ends.map(([event]) => filter(`${event}.items.create`, draft))),
    expect: Object.fromEntries(
      ends.map(([, what, arrives], n): [string, Check] => [`${what} arrives at the host`, (seen) => arrives(seen, n)]),
    ),
    catches: ['replaces-the-thrown-value', 'swallows-what-is-thrown'],
    covers: ['I01'],
  },
  {
    id: 'registration/hook-failures/actions',
    clause: 'HOOK-5.isolated',
    kind: 'provides',
    says: 'what an action returns goes nowhere, and one that fails keeps no other from running',
    given: { extension: 'hook-actions' },
    when: sequence(...['value', 'error', 'rejection'].map((end) => action(`${end}.items.create`, draft)), afterwards),
    expect: {
      'the dispatch returns nothing': (seen) => seen.calls[0]?.outcome.status === 'returned' && (seen.calls[0].value ?? null) === null,
      'the next action runs each time': (seen) => texts(seen).filter((text) => text === 'the second action ran').length === 3,
    },
    catches: ['action-results-come-back', 'runs-only-the-first-action'],
    covers: ['I06'],
  },
]);
