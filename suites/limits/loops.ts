import type { Check, ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { generatedProgram } from '../../src/contract/generated-program.ts';
import { act, idle, stopped, texts } from '../../src/contract/reading.ts';
import { filter, operation, sequence, watch } from '../../src/contract/stimulus.ts';

// The loops end by themselves after 1,500 ms: far beyond the limit of a slice and all windows of the watch that follows, and before the limit of the call.
// So a runtime without a limit for the slice in question lets them come to their end, and is seen to.
const endless = 1500;
const twiceEndless = 2 * endless;
const limits = { cpuMs: 100, wallMs: 4000 };

// Only loops here: whoever goes on at full speed takes ten times the share that a watch allows, in each of its windows.
const afterwards = watch(100);
// Where the call is over first, the loop and the start of what takes its place fall into the windows: with 100 ms, one of ten loaded runs found none quiet.
const longAfterwards = watch(300);
const isLong = (where: string): boolean => where.endsWith('after-return');

const neverEnds: Check = (seen) => [endless, twiceEndless].every((ms) => !texts(seen).includes(`burnt ${ms}`));

const inCalls: readonly {
  readonly id: string;
  readonly where: string;
  readonly says: string;
  readonly covers?: readonly string[];
  readonly late?: string;
}[] = [
  { id: 'limits/loops/handler', where: 'handler', says: 'a loop in a handler is stopped', covers: ['G01'] },
  { id: 'limits/loops/microtasks', where: 'microtasks', says: 'a loop that awaits null for ever is stopped', covers: ['G02'] },
  {
    id: 'limits/loops/after-sleep',
    where: 'after-sleep',
    says: 'a loop after a sleep is stopped',
    covers: ['G04'],
    late: 'timeout-not-armed-on-delivery',
  },
  { id: 'limits/loops/getter', where: 'getter', says: 'a loop in a getter of the result is stopped', covers: ['G13'] },
];

/* The call may return before its loop is stopped, or be stopped with it; and an engine may never run such code at all. */
const behindCalls: typeof inCalls = [
  {
    id: 'limits/loops/after-return',
    where: 'after-return',
    says: 'a loop in a promise reaction that is left at the return is stopped',
    covers: ['G03'],
  },
  {
    id: 'limits/loops/after-sleep-after-return',
    where: 'after-sleep-after-return',
    says: 'a loop after a sleep that outlives its call is stopped',
    covers: ['G04', 'F07'],
    late: 'timeout-not-armed-on-delivery',
  },
  { id: 'limits/loops/import-jobs', where: 'import-jobs', says: 'a loop in a job that import() leaves is stopped', covers: ['G03'] },
  {
    id: 'limits/loops/stack',
    where: 'stack',
    says: 'a loop in Error.prepareStackTrace is stopped, for an error that nobody catches too',
    covers: ['G12'],
  },
];

const neverRun: typeof inCalls = [
  { id: 'limits/loops/finalizer', where: 'finalizer', says: 'a loop in a clean-up of FinalizationRegistry is stopped' },
  { id: 'limits/loops/wait-async', where: 'wait-async', says: 'a loop in a reaction to Atomics.waitAsync is stopped' },
];

const called = ({ id, where, says, covers }: (typeof inCalls)[number]) =>
  ({
    id,
    clause: 'LIM-1',
    kind: 'contains',
    says,
    given: { extension: 'spins', limits },
    when: isLong(where)
      ? sequence(operation('spins', { where, ms: 0 }), operation('spins', { where, ms: twiceEndless }), longAfterwards)
      : sequence(operation('spins', { where, ms: 0 }), operation('spins', { where, ms: endless }), afterwards),
    admits: {
      when: operation('spins', { where, ms: 10 }),
      expect: { 'a loop that ends in time returns': (seen) => act(seen) === where },
    },
    ...(covers === undefined ? {} : { covers }),
  }) satisfies Partial<ConformanceCase>;

const spin = (ms: number): string => `for (const end = Date.now() + ${ms}; Date.now() < end; );`;

/* The loop lasts longer than the limit of the load and the four windows of a watch; in the twin it is over at once. */
const loads = [
  {
    id: 'limits/loops/module-body',
    says: 'a loop in the module body is stopped',
    phase: 'evaluate',
    manifest: {},
    source: (ms: number) => generatedProgram({ body: spin(ms) }),
    twin: operation('announces-itself'),
  },
  {
    id: 'limits/loops/register-function',
    says: 'a loop in the register function is stopped',
    phase: 'register',
    manifest: { type: 'hook', path: 'index.js', source: 'index.js' },
    source: (ms: number) => generatedProgram({ exported: `({ filter }) => { ${spin(ms)} filter('letters.items.create', answer); }` }),
    twin: filter('letters.items.create', {}),
  },
] as const;

export default defineCases([
  ...inCalls.map((row): ConformanceCase => ({
    ...called(row),
    expect: {
      'the loop is stopped, by the limit of the slice or of the call': (seen) => stopped(seen, 1, 'cpu', 'wall'),
      'it never comes to its end': neverEnds,
      'nothing of it runs on': idle,
    },
    catches: ['timeout-not-armed', 'keeps-running-after-stop', ...(row.late === undefined ? [] : [row.late])],
  })),
  ...behindCalls.map((row): ConformanceCase => ({
    ...called(row),
    expect: {
      // One that begins after the return would come to its end after the watch.
      ...(row.where === 'after-sleep-after-return' ? {} : { 'the loop never comes to its end': neverEnds }),
      'nothing of it runs on': idle,
    },
    catches: ['timeout-not-armed', 'keeps-running-after-stop', ...(row.late === undefined ? [] : [row.late])],
  })),
  ...neverRun.map((row): ConformanceCase => ({
    ...called(row),
    // An engine that never gets to it keeps this too, so it is nothing that shows containment by itself.
    kind: 'provides',
    expect: { 'the loop never comes to its end': neverEnds },
    catches: ['late-code-not-limited'],
  })),
  ...loads.map(({ id, says, phase, manifest, source, twin }): ConformanceCase => ({
    id,
    clause: 'LIM-1',
    kind: 'contains',
    says,
    given: { extension: 'announces-itself', manifest, source: source(1600), limits: { cpuMs: 100, loadMs: 800 } },
    when: afterwards,
    expect: {
      [`the load is refused in phase ${phase}, by a limit of time`]: ({ load }) =>
        !load.accepted && 'refused' in load && load.refused.phase === phase && ['cpu', 'load', 'wall'].includes(load.refused.limit ?? ''),
      'nothing of it runs on': idle,
    },
    admits: {
      given: { source: source(5) },
      when: twin,
      expect: { 'where the loop ends in time it loads and answers': (seen) => seen.calls[0]?.challenge === true },
    },
    challenge: { standIn: 'the twin loads the same program with a shorter loop and answers' },
    catches: ['timeout-not-armed', 'only-claims-to-stop'],
    covers: ['G01'],
  })),
]);
