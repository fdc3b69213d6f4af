import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { idle, stopped } from '../../src/contract/reading.ts';
import { beside, concurrently, endpoint, filter, operation, sequence, watch } from '../../src/contract/stimulus.ts';

// The loops end by themselves after 3,000 ms: far beyond the limit of a slice, beyond all windows of the watch that follows, and before the limit of the
// call and the suite's deadline. So a runtime without a limit for the slice in question returns, and is seen to.
const endless = 3000;
const limits = { cpuMs: 150, wallMs: 5000 };
const honest = { extension: 'honest-operation' };

const places = [
  { id: 'limits/loops/handler', where: 'handler', says: 'a loop in a handler is stopped', covers: ['G01'], late: [] },
  { id: 'limits/loops/microtasks', where: 'microtasks', says: 'a loop that awaits null for ever is stopped', covers: ['G02'], late: [] },
  { id: 'limits/loops/reaction', where: 'reaction', says: 'a loop in a promise reaction is stopped', covers: ['G03'], late: [] },
  {
    id: 'limits/loops/after-sleep',
    where: 'after-sleep',
    says: 'a loop after a sleep is stopped',
    covers: ['G04'],
    late: ['timeout-not-armed-on-delivery'],
  },
] as const;

const loads = [
  {
    id: 'limits/loops/module-body',
    extension: 'spins-while-loading',
    says: 'a loop in the module body is stopped',
    twin: endpoint('POST', '/loaded'),
    phase: 'evaluate',
    covers: ['G01'],
  },
  {
    id: 'limits/loops/register-function',
    extension: 'spins-while-registering',
    says: 'a loop in the register function is stopped',
    twin: filter('letters.items.create', {}),
    phase: 'register',
    covers: ['G01'],
  },
] as const;

export default defineCases([
  ...places.map(({ id, where, says, covers, late }): ConformanceCase => ({
    id,
    clause: 'LIM-1',
    kind: 'contains',
    says,
    given: { extension: 'spins', limits, beside: honest },
    when: sequence(
      operation('spins', { where, ms: 0 }),
      concurrently(
        sequence(operation('spins', { where, ms: endless }), watch(500)),
        sequence(beside(operation('honest')), beside(operation('honest'))),
      ),
      beside(operation('honest')),
    ),
    expect: {
      'the loop is stopped, by the limit of the slice or of the call': (seen) => stopped(seen, 1, 'cpu', 'wall'),
      'nothing of it runs on': idle,
      'the honest extension beside it keeps answering': (seen) =>
        seen.besideCalls.length === 3 && seen.besideCalls.every(({ challenge }) => challenge === true),
    },
    admits: {
      when: operation('spins', { where, ms: 20 }),
      expect: { 'a loop that ends in time returns': (seen) => seen.calls[0]?.act === where },
    },
    catches: ['timeout-not-armed', 'keeps-running-after-stop', 'stops-the-neighbour', ...late],
    covers,
  })),
  ...loads.map(({ id, extension, says, twin, phase, covers }): ConformanceCase => ({
    id,
    clause: 'LIM-1',
    kind: 'contains',
    says,
    given: { extension, limits: { cpuMs: 100, loadMs: 400 }, beside: honest },
    when: sequence(watch(300), beside(operation('honest'))),
    expect: {
      [`the load is refused in phase ${phase}, by a limit of time`]: ({ load }) =>
        !load.accepted && 'refused' in load && load.refused.phase === phase && ['cpu', 'load', 'wall'].includes(load.refused.limit ?? ''),
      'nothing of it runs on': idle,
      'the honest extension beside it keeps answering': (seen) => seen.besideCalls.length === 1 && seen.besideCalls[0]?.challenge === true,
    },
    // The same bytes with more time. The loop lasts 2,200 ms: longer than the load limit and all four windows of the watch.
    admits: {
      given: { limits: { cpuMs: 4000, loadMs: 8000 } },
      when: twin,
      expect: { 'with more time it loads and answers': (seen) => seen.calls[0]?.challenge === true },
    },
    challenge: { standIn: 'the twin loads the same bytes under longer limits and answers' },
    catches: ['timeout-not-armed', 'only-claims-to-stop', 'stops-the-neighbour'],
    covers,
  })),
]);
