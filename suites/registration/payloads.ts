import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import { act, returned, same, texts } from '../../src/contract/reading.ts';
import { action, bare, filter, sequence, watch } from '../../src/contract/stimulus.ts';

const draft = { title: 'To whom it may concern' };

const result = (row: {
  readonly id: string;
  readonly how: string;
  readonly value: Json;
  readonly also?: readonly string[];
}): ConformanceCase => ({
  id: row.id,
  clause: 'HOOK-3',
  kind: 'provides',
  says: `a filter that returns ${row.how} leaves exactly that`,
  given: { extension: 'hook-values' },
  shared: true,
  when: filter('letters.items.create', { how: row.how, ...draft }),
  expect: { 'the payload afterwards is exactly that value': (seen) => same(returned(seen), row.value) },
  catches: ['ignores-filter-results', ...(row.also ?? [])],
  covers: ['I14'],
});

const payload = (row: {
  readonly id: string;
  readonly kind: string;
  readonly payload: Json;
  readonly also?: readonly string[];
}): ConformanceCase => ({
  id: row.id,
  clause: 'HOOK-2',
  kind: 'provides',
  says: `a payload that is a ${row.kind} arrives as it is`,
  given: { extension: 'hook-payloads' },
  shared: true,
  when: sequence(filter('letters.items.create', draft), bare(filter('letters.items.create', row.payload))),
  expect: { 'the filter gets exactly that value': (seen) => same(returned(seen, 1), { kind: row.kind, payload: row.payload }) },
  catches: ['payloads-are-wrapped', ...(row.also ?? [])],
});

// An action may run after the dispatch has ended: its log has this long, in ms.
const afterwards = watch(40);

export default defineCases([
  result({ id: 'registration/payloads/returns-null', how: 'null', value: null }),
  result({ id: 'registration/payloads/returns-zero', how: 'zero', value: 0, also: ['only-truthy-results-count'] }),
  result({ id: 'registration/payloads/returns-false', how: 'false', value: false, also: ['only-truthy-results-count'] }),
  result({ id: 'registration/payloads/returns-empty-text', how: 'empty text', value: '', also: ['only-truthy-results-count'] }),
  result({ id: 'registration/payloads/returns-text', how: 'text', value: 'a letter' }),
  result({ id: 'registration/payloads/returns-a-list', how: 'list', value: ['first', { second: null }] }),
  result({ id: 'registration/payloads/returns-an-empty-object', how: 'empty object', value: {} }),
  result({ id: 'registration/payloads/returns-frozen', how: 'frozen', value: { title: 'frozen', lines: ['a'] } }),
  result({ id: 'registration/payloads/returns-a-proxy', how: 'proxy', value: { title: 'a proxy' } }),
  result({
    id: 'registration/payloads/promises-a-proxy',
    how: 'promise of a proxy',
    value: ['a', 'proxy'],
    also: ['awaits-only-async-functions'],
  }),
  result({
    id: 'registration/payloads/returns-a-thenable',
    how: 'thenable',
    value: { title: 'a thenable' },
    also: ['awaits-only-async-functions'],
  }),
  result({ id: 'registration/payloads/promises-null', how: 'late null', value: null, also: ['awaits-only-async-functions'] }),
  payload({ id: 'registration/payloads/gets-text', kind: 'string', payload: 'a letter' }),
  payload({ id: 'registration/payloads/gets-a-number', kind: 'number', payload: 20.5 }),
  payload({ id: 'registration/payloads/gets-false', kind: 'boolean', payload: false }),
  payload({ id: 'registration/payloads/gets-null', kind: 'null', payload: null }),
  payload({ id: 'registration/payloads/gets-a-list', kind: 'list', payload: ['a', [], { b: null }], also: ['inputs-lose-nulls'] }),
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
