import { reason, type Check, type Checks, type ConformanceCase, type ReasonCheck } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, returned, same, texts } from '../../src/contract/reading.ts';
import { action, bare, endpoint, filter, sequence, watch, type CallStep } from '../../src/contract/stimulus.ts';

const draft = { title: 'To whom it may concern' };

interface Late {
  readonly by: string;
  readonly when: 'in the handler' | 'after a sleep';
}

const refusal = (seen: Observation, n: number): string | undefined => {
  const message = field(act(seen, n), 'refused', 'message');
  return typeof message === 'string' ? message : undefined;
};

const checksOf = (rows: readonly Late[]): Checks => ({
  ...Object.fromEntries(
    rows.flatMap(({ by, when }, n): [string, Check][] => [
      [`"${by}" ${when} is refused`, (seen) => refusal(seen, 2 * n) !== undefined],
      [`"${by}" ${when} registers nothing`, (seen) => seen.calls[2 * n + 1]?.outcome.status === 'absent'],
    ]),
  ),
  ...Object.fromEntries(
    rows.map(({ by, when }, n): [string, ReasonCheck] => [
      `the error of "${by}" ${when} names the function`,
      reason((seen) => (refusal(seen, 2 * n) ?? '').includes(by)),
    ]),
  ),
});

const late = (
  id: string,
  extension: string,
  rows: readonly Late[],
  register: (how: { readonly [key: string]: Json }) => CallStep,
  call: (by: string) => CallStep,
): ConformanceCase => ({
  id,
  clause: 'REG-2',
  kind: 'refuses',
  says: `a register function of "${extension}", kept and called later, is refused`,
  given: { extension },
  shared: true,
  when: sequence(...rows.flatMap(({ by, when }) => [register({ when, kind: by, method: by }), bare(call(by))])),
  expect: checksOf(rows),
  admits: {
    when: register({ when: 'never', kind: 'none', method: 'none' }),
    expect: { 'what was registered in time answers': (seen) => act(seen) === 'nothing registered' },
  },
  catches: ['registers-at-any-time', 'names-nothing-in-refusals'],
  covers: ['A06', 'I10'],
});

// The stop costs a slice of this many ms; less than what an honest slice takes on a busy machine would stop honest ones too.
const limits = { cpuMs: 100 };

export default defineCases([
  late(
    'registration/later/hooks',
    'hook-registers-late',
    [
      { by: 'filter', when: 'in the handler' },
      { by: 'filter', when: 'after a sleep' },
      { by: 'action', when: 'in the handler' },
    ],
    (how) => filter('letters.items.create', how),
    (by) => (by === 'filter' ? filter('late.items.create', draft) : action('late.items.create', draft)),
  ),
  late(
    'registration/later/routes',
    'endpoint-registers-late',
    [
      { by: 'get', when: 'in the handler' },
      { by: 'post', when: 'after a sleep' },
      { by: 'delete', when: 'after a sleep' },
    ],
    (how) => endpoint('POST', '/register', { body: how }),
    (by) => endpoint(by.toUpperCase(), '/late'),
  ),
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
