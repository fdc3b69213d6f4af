import { reason, type ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import { act, refusedIn, returned, same, texts } from '../../src/contract/reading.ts';
import { action, bare, endpoint, filter, sequence, watch, type CallStep } from '../../src/contract/stimulus.ts';

const draft = { title: 'To whom it may concern' };

interface Late {
  readonly id: string;
  readonly by: string;
  readonly when: 'in the handler' | 'after a sleep';
}

const late = (
  row: Late,
  extension: string,
  register: (how: { readonly [key: string]: Json }) => CallStep,
  call: CallStep,
): ConformanceCase => ({
  id: row.id,
  clause: 'REG-2',
  kind: 'refuses',
  says: `"${row.by}", kept and called ${row.when}, is refused`,
  given: { extension },
  shared: true,
  when: sequence(register({ when: row.when, kind: row.by, method: row.by }), bare(call)),
  expect: {
    'the call is refused': (seen) => refusedIn(seen) !== undefined,
    'nothing is registered': (seen) => seen.calls[1]?.outcome.status === 'absent',
    'the error names the function': reason((seen) => refusedIn(seen)?.message.includes(row.by) === true),
  },
  admits: {
    when: register({ when: 'never', kind: row.by, method: row.by }),
    expect: { 'what was registered in time answers': (seen) => act(seen) === 'nothing registered' },
  },
  catches: ['registers-at-any-time', 'names-nothing-in-refusals'],
  covers: ['A06', 'I10'],
});

const hook = (row: Late): ConformanceCase =>
  late(
    row,
    'hook-registers-late',
    (how) => filter('letters.items.create', how),
    row.by === 'filter' ? filter('late.items.create', draft) : action('late.items.create', draft),
  );

const route = (row: Late): ConformanceCase =>
  late(row, 'endpoint-registers-late', (how) => endpoint('POST', '/register', { body: how }), endpoint(row.by.toUpperCase(), '/late'));

// The stop costs a slice of this many ms; less than what an honest slice takes on a busy machine would stop honest ones too.
const limits = { cpuMs: 100 };

export default defineCases([
  hook({ id: 'registration/later/filter-in-the-handler', by: 'filter', when: 'in the handler' }),
  hook({ id: 'registration/later/filter-after-a-sleep', by: 'filter', when: 'after a sleep' }),
  hook({ id: 'registration/later/action-in-the-handler', by: 'action', when: 'in the handler' }),
  route({ id: 'registration/later/get-in-the-handler', by: 'get', when: 'in the handler' }),
  route({ id: 'registration/later/post-after-a-sleep', by: 'post', when: 'after a sleep' }),
  route({ id: 'registration/later/delete-after-a-sleep', by: 'delete', when: 'after a sleep' }),
  {
    id: 'registration/later/comes-back-whole',
    clause: 'REG-2',
    kind: 'provides',
    says: 'after a stop all that was registered is there again, each once, or nothing is',
    given: { extension: 'hook-comes-back', limits },
    when: sequence(
      filter('letters.items.create', draft),
      filter('letters.items.create', { ...draft, loop: true }),
      filter('letters.items.create', draft),
      filter('stamps.items.create', draft),
      action('letters.items.create', draft),
      watch(40),
    ),
    expect: {
      'both filters answer again, or neither does': (seen) =>
        same([act(seen, 2) ?? null, act(seen, 3) ?? null], ['a letter', 'a stamp']) ||
        [2, 3].every((n) => seen.calls[n]?.outcome.status === 'absent'),
      'each handler runs once': (seen) =>
        act(seen, 2) === undefined ||
        (texts(seen).filter((text) => text === 'a letter').length === 2 && texts(seen).filter((text) => text === 'an action').length === 1),
    },
    catches: ['comes-back-with-less', 'comes-back-twice'],
    covers: ['F09', 'F10'],
  },
  {
    id: 'registration/later/comes-back-changed',
    clause: 'REG-2',
    kind: 'refuses',
    says: 'an extension that registers something else when it is started again is not available',
    given: { extension: 'hook-comes-back-changed', limits },
    when: sequence(
      filter('letters.items.create', draft),
      filter('letters.items.create', { ...draft, loop: true }),
      filter('letters.items.create', draft),
    ),
    expect: { 'after the stop none of its handlers runs': (seen) => act(seen, 2) === undefined && returned(seen, 2) === undefined },
    // a scene of its own, because the stopped one does not come back
    admits: {
      given: {},
      when: sequence(filter('letters.items.create', draft), filter('letters.items.create', draft)),
      expect: { 'without a stop it goes on answering': (seen) => [0, 1].every((n) => act(seen, n) === 'a letter') },
    },
    catches: ['comes-back-whatever-it-registers'],
    covers: ['F10'],
  },
]);
