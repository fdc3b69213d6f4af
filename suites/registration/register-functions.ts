import { reason, type ConformanceCase, type Twin } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { generatedProgram, type ProgramParts } from '../../src/contract/generated-program.ts';
import type { Limits } from '../../src/contract/limits.ts';
import { act, loadRefusal, refusedAt } from '../../src/contract/reading.ts';
import { filter, load, sequence } from '../../src/contract/stimulus.ts';

const draft = { title: 'To whom it may concern' };

const asHook = { type: 'hook', path: 'index.js', source: 'index.js' } as const;
const registers = "filter('letters.items.create', answer);";
const honest = generatedProgram({ exported: `({ filter }) => { ${registers} filter('late.items.create', answer); }` });

interface Failing {
  readonly id: string;
  readonly says: string;
  readonly program: ProgramParts;
  readonly limits?: Partial<Limits>;
}

const events = sequence(filter('letters.items.create', draft), filter('late.items.create', draft));

/* Equal for all of them; so it has the limits that hold when nobody sets any. */
const admits: Twin = {
  given: { source: honest, limits: {} },
  when: events,
  expect: { 'registering at once, both events have a handler': (seen) => [0, 1].every((n) => act(seen, n) === 'ran') },
};

const failing = (row: Failing): ConformanceCase => ({
  id: row.id,
  clause: 'REG-1',
  kind: 'refuses',
  says: `${row.says} is refused and leaves nothing behind`,
  given: {
    extension: 'announces-itself',
    manifest: asHook,
    source: generatedProgram(row.program),
    ...(row.limits === undefined ? {} : { limits: row.limits }),
  },
  when: events,
  expect: {
    'the load is refused, and no handler runs': (seen) =>
      loadRefusal(seen) !== undefined && [0, 1].every((n) => act(seen, n) === undefined),
    'its events have no handler': (seen) => [0, 1].every((n) => seen.calls[n]?.outcome.status === 'absent'),
    'it is refused while it runs or registers': reason((seen) => refusedAt(seen, 'evaluate', 'register')),
  },
  admits,
  catches: ['repairs-register-functions', 'refused-handlers-stay'],
  covers: ['I09', 'I10'],
});

const short = { loadMs: 400, cpuMs: 100 };

// Loaded once more, it is refused for the same reason, which the load that is seen last shows: its name and what it registered are free again.
const onceMore = (one: ConformanceCase): ConformanceCase => ({
  ...one,
  when: sequence(filter('letters.items.create', draft), load('subject'), filter('letters.items.create', draft)),
  catches: [...one.catches, 'refused-loads-keep-their-name'],
});

export default defineCases([
  onceMore(
    failing({
      id: 'registration/register-functions/throws-nothing',
      says: 'a register function that throws undefined after it has registered',
      program: { exported: `({ filter }) => { ${registers} throw undefined; }` },
    }),
  ),
  failing({
    id: 'registration/register-functions/never-returns',
    says: 'a register function that never returns',
    program: { exported: `({ filter }) => { ${registers} for (;;); }` },
    limits: short,
  }),
  failing({
    id: 'registration/register-functions/throws-at-the-top',
    says: 'a module body that throws undefined',
    program: { body: 'throw undefined;', exported: `({ filter }) => { ${registers} }` },
  }),
  failing({
    id: 'registration/register-functions/waits-for-ever',
    says: 'a top-level await that never ends',
    program: { body: 'await new Promise(() => {});', exported: `({ filter }) => { ${registers} }` },
    limits: short,
  }),
  failing({
    id: 'registration/register-functions/no-function',
    says: 'a hook that exports an object',
    program: { exported: '{ filter: answer, action: answer }' },
  }),
  {
    id: 'registration/register-functions/async',
    clause: 'REG-1',
    kind: 'refuses',
    says: 'what an async register function registers late is not registered',
    given: {
      extension: 'announces-itself',
      manifest: asHook,
      source: generatedProgram({ exported: `async ({ filter }) => { ${registers} await null; filter('late.items.create', answer); }` }),
    },
    when: events,
    expect: {
      'the late event has no handler': (seen) => seen.calls[1]?.outcome.status === 'absent' && act(seen, 1) === undefined,
      'the early one has none either, or answers': (seen) => seen.calls[0]?.outcome.status === (seen.load.accepted ? 'returned' : 'absent'),
    },
    admits,
    catches: ['waits-for-async-registration', 'refused-handlers-stay'],
    covers: ['I10'],
  },
  {
    id: 'registration/register-functions/ten-thousand',
    clause: 'REG-1',
    kind: 'refuses',
    says: 'an extension that registers ten thousand handlers and goes on whatever happens is refused or bounded',
    given: {
      extension: 'announces-itself',
      manifest: asHook,
      source: generatedProgram({
        exported: '({ filter }) => { for (let n = 0; n < 10000; n += 1) { try { filter(`letters.${n}`, answer); } catch {} } }',
      }),
    },
    when: sequence(filter('letters.0', draft), filter('letters.9999', draft)),
    expect: {
      'the last of them is not registered': (seen) => seen.calls[1]?.outcome.status === 'absent' && act(seen, 1) === undefined,
      'the first of them is not either, or answers': (seen) =>
        seen.calls[0]?.outcome.status === (seen.load.accepted ? 'returned' : 'absent'),
    },
    admits: {
      given: {
        source: generatedProgram({ exported: '({ filter }) => { for (let n = 0; n < 100; n += 1) filter(`letters.${n}`, answer); }' }),
      },
      when: sequence(filter('letters.0', draft), filter('letters.99', draft)),
      expect: { 'a hundred answer': (seen) => [0, 1].every((n) => act(seen, n) === 'ran') },
    },
    catches: ['registers-without-end', 'refused-handlers-stay'],
    covers: ['I10'],
  },
]);
