import type { Check } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import { act, returned, same, texts } from '../../src/contract/reading.ts';
import { action, bare, filter, sequence, watch } from '../../src/contract/stimulus.ts';

const draft = { title: 'To whom it may concern' };

const results: readonly (readonly [how: string, value: Json])[] = [
  ['null', null],
  ['zero', 0],
  ['false', false],
  ['empty text', ''],
  ['list', ['first', { second: null }]],
  ['empty object', {}],
  ['frozen', { title: 'frozen', lines: ['a'] }],
  ['proxy', { title: 'a proxy' }],
  ['promise of a proxy', ['a', 'proxy']],
  ['thenable', { title: 'a thenable' }],
  ['late null', null],
];

const payloads: readonly (readonly [kind: string, payload: Json])[] = [
  ['string', 'a letter'],
  ['number', 20.5],
  ['boolean', false],
  ['null', null],
  ['list', ['a', [], { b: null }]],
];

// An action may run after the dispatch has ended: its log has this long, in ms.
const afterwards = watch(40);

export default defineCases([
  {
    id: 'registration/payloads/results',
    clause: 'HOOK-3',
    kind: 'provides',
    says: 'whatever a filter returns or promises, the payload afterwards is exactly that value',
    given: { extension: 'hook-values' },
    shared: true,
    when: sequence(...results.map(([how]) => filter('letters.items.create', { how, ...draft }))),
    expect: Object.fromEntries(
      results.map(([how, value], n): [string, Check] => [`it is exactly that value: ${how}`, (seen) => same(returned(seen, n), value)]),
    ),
    catches: ['ignores-filter-results', 'only-truthy-results-count', 'awaits-only-async-functions'],
    covers: ['I14'],
  },
  {
    id: 'registration/payloads/arrive',
    clause: 'HOOK-2',
    kind: 'provides',
    says: 'a payload that is no object arrives as it is',
    given: { extension: 'hook-payloads' },
    shared: true,
    when: sequence(filter('letters.items.create', draft), ...payloads.map(([, payload]) => bare(filter('letters.items.create', payload)))),
    expect: Object.fromEntries(
      payloads.map(([kind, payload], n): [string, Check] => [
        `the filter gets exactly that value: ${kind}`,
        (seen) => same(returned(seen, n + 1), { kind, payload }),
      ]),
    ),
    catches: ['payloads-are-wrapped', 'inputs-lose-nulls'],
  },
  {
    id: 'registration/payloads/later-filters-in-order',
    clause: 'HOOK-6',
    kind: 'provides',
    says: 'filters that sleep, each shorter than the last, run one after the other all the same',
    given: { extension: 'hook-chains' },
    shared: true,
    when: filter('later.items.create', draft),
    expect: { 'they run in the order of their registration': (seen) => same(act(seen), ['first', 'second', 'third']) },
    catches: ['runs-filters-in-reverse', 'filters-see-the-first-payload'],
  },
  {
    id: 'registration/payloads/nothing-between',
    clause: 'HOOK-3.undefined-keeps',
    kind: 'provides',
    says: 'filters that return undefined hand on what they got',
    given: { extension: 'hook-chains' },
    shared: true,
    when: filter('gap.items.create', draft),
    expect: { 'the last filter sees what the first returned': (seen) => same(act(seen), ['first', 'last']) },
    catches: ['filters-see-the-first-payload', 'runs-filters-in-reverse'],
  },
  {
    id: 'registration/payloads/mutation-in-vain',
    clause: 'HOOK-3.undefined-keeps',
    kind: 'provides',
    says: 'what a filter changes on its payload without returning it changes nothing',
    given: { extension: 'hook-chains' },
    shared: true,
    when: filter('mutating.items.create', draft),
    expect: { 'only what is returned counts': (seen) => same(act(seen), ['first', 'last']) },
    catches: ['mutations-are-handed-on'],
    covers: ['F06'],
  },
  {
    id: 'registration/payloads/second-filter-rejects',
    clause: 'HOOK-4',
    kind: 'provides',
    says: 'a second filter that rejects after a sleep prevents the event, with its value, and the third does not run',
    given: { extension: 'hook-chains' },
    shared: true,
    when: filter('failing.items.create', draft),
    expect: {
      'the dispatch throws that value': (seen) => {
        const outcome = seen.calls[0]?.outcome;
        return outcome?.status === 'threw' && outcome.error === undefined && outcome.thrown === '{"reason":"the second one failed"}';
      },
      'the third filter does not run': (seen) => !texts(seen).includes('the third filter ran'),
    },
    catches: ['swallows-what-is-thrown', 'replaces-the-thrown-value', 'awaits-only-async-functions'],
  },
  {
    id: 'registration/payloads/actions-in-order',
    clause: 'HOOK-6',
    kind: 'provides',
    says: 'the actions of an event start in the order of their registration, whatever becomes of the first',
    given: { extension: 'hook-chains' },
    when: sequence(action('letters.items.create', draft), afterwards),
    expect: { 'first, second, third': (seen) => texts(seen).join() === 'first,second,third' },
    catches: ['runs-only-the-first-action', 'actions-run-in-reverse'],
  },
]);
