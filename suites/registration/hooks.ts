import type { Check } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import { act, field, returned, same, texts } from '../../src/contract/reading.ts';
import { action, filter, sequence, watch } from '../../src/contract/stimulus.ts';

const letter = { title: 'Grüße', lines: ['a', ''], sent: null, weight: { grams: 20.5, stamp: null }, tags: [[], {}] };
const draft = { title: 'To whom it may concern', lines: ['hello'] };
const corrected = { title: 'To whom it may concern, corrected', lines: ['hello', 'kind regards'] };

// An action may run after the dispatch has ended: its log has this long, in ms.
const afterwards = watch(30);

const logged = (text: string | undefined): Json | undefined => {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Json);
  } catch {
    return undefined; // some other record
  }
};

const replacements: Readonly<Record<string, string>> = {
  'value.items.create': 'what a filter returns',
  'promise.items.create': 'what a filter promises',
  'later.items.create': 'what a filter promises after a sleep',
};

const keeping: Readonly<Record<string, string>> = {
  'nothing.items.create': 'undefined that is returned',
  'promised-nothing.items.create': 'undefined that is promised',
};

export default defineCases([
  {
    id: 'registration/hooks/context',
    clause: 'HOOK-1',
    kind: 'provides',
    says: "a hook's default export is called once, with filter and action",
    given: { extension: 'hook-facts' },
    shared: true,
    when: sequence(filter('letters.items.create', letter), filter('letters.items.create', letter)),
    expect: {
      'it is called once': (seen) => [0, 1].every((n) => field(act(seen, n), 'registered') === 1),
      'it gets one argument': (seen) => field(act(seen), 'arguments') === 1,
      'the argument has the functions filter and action, and nothing else': (seen) =>
        same(field(act(seen), 'members'), { filter: 'function', action: 'function' }),
    },
    catches: ['registers-twice', 'passes-two-arguments', 'extra-register-member'],
  },
  {
    id: 'registration/hooks/filter-argument',
    clause: 'HOOK-2',
    kind: 'provides',
    says: 'a filter gets the payload and nothing else',
    given: { extension: 'hook-facts' },
    shared: true,
    when: filter('letters.items.create', letter),
    expect: {
      'it gets one argument': (seen) => field(act(seen), 'handed') === 1,
      'the argument equals the payload': (seen) => same(field(act(seen), 'payload'), letter),
    },
    catches: ['passes-two-arguments', 'inputs-lose-nulls'],
  },
  {
    id: 'registration/hooks/action-argument',
    clause: 'HOOK-5',
    kind: 'provides',
    says: 'an action runs with one argument, which is or holds the payload',
    given: { extension: 'hook-facts' },
    when: sequence(action('letters.items.create', letter), afterwards),
    expect: {
      'it gets one argument': (seen) => field(logged(texts(seen)[0]), 'handed') === 1,
      'the payload arrives': (seen) => same(field(logged(texts(seen)[0]), 'payload'), letter),
    },
    catches: ['passes-two-arguments', 'inputs-lose-nulls'],
  },
  {
    id: 'registration/hooks/replaces',
    clause: 'HOOK-3',
    kind: 'provides',
    says: 'what a filter returns or promises replaces the payload',
    given: { extension: 'hook-returns' },
    shared: true,
    when: sequence(...Object.keys(replacements).map((event) => filter(event, draft))),
    expect: Object.fromEntries(
      Object.values(replacements).map((what, n): [string, Check] => [
        `${what} is exactly the payload afterwards`,
        (seen) => same(returned(seen, n), corrected),
      ]),
    ),
    catches: ['ignores-filter-results', 'awaits-only-async-functions'],
  },
  {
    id: 'registration/hooks/keeps',
    clause: 'HOOK-3.undefined-keeps',
    kind: 'provides',
    says: 'a filter that returns or promises undefined keeps the payload',
    given: { extension: 'hook-returns' },
    shared: true,
    when: sequence(...Object.keys(keeping).map((event) => filter(event, draft))),
    expect: Object.fromEntries(
      Object.values(keeping).map((what, n): [string, Check] => [
        `${what} leaves the payload as it was`,
        (seen) => same(field(returned(seen, n), 'title'), draft.title) && same(field(returned(seen, n), 'lines'), draft.lines),
      ]),
    ),
    catches: ['undefined-empties-the-payload', 'awaits-only-async-functions'],
  },
  {
    id: 'registration/hooks/order',
    clause: 'HOOK-6',
    kind: 'provides',
    says: 'several filters of an event run one after the other',
    given: { extension: 'hook-order' },
    shared: true,
    when: filter('letters.items.create', draft),
    expect: {
      'they run in the order of their registration, each with what the last one returned': (seen) =>
        same(act(seen), ['first', 'second', 'third']),
    },
    catches: ['runs-filters-in-reverse', 'filters-see-the-first-payload'],
  },
]);
