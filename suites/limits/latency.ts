import { defineCases } from '../../src/contract/define-cases.ts';
import { elapsed, stopped, within } from '../../src/contract/reading.ts';
import { beside, concurrently, operation, sequence } from '../../src/contract/stimulus.ts';

const honest = { extension: 'honest-operation' };

export default defineCases([
  {
    id: 'limits/latency/slice',
    clause: 'LIM-9',
    kind: 'contains',
    says: 'a loop is stopped within twice the limit that stops it',
    given: { extension: 'spins', limits: { cpuMs: 500, wallMs: 2500 }, beside: honest },
    when: sequence(
      operation('spins', { where: 'handler', ms: 0 }),
      concurrently(operation('spins', { where: 'handler', ms: 5000 }), beside(operation('honest'))),
      beside(operation('honest')),
    ),
    expect: {
      'from the call to its end no more than twice the limit passes': (seen) =>
        (stopped(seen, 1, 'cpu') && within(elapsed(seen, 1), seen, 'cpuMs', 0, 2)) ||
        (stopped(seen, 1, 'wall') && within(elapsed(seen, 1), seen, 'wallMs', 0, 2)),
    },
    admits: {
      when: operation('spins', { where: 'handler', ms: 20 }),
      expect: { 'a loop that ends in time returns': (seen) => seen.calls[0]?.act === 'handler' },
    },
    catches: ['late-stop'],
  },
  {
    id: 'limits/latency/call',
    clause: 'LIM-9',
    kind: 'contains',
    says: 'a call that never settles is stopped within twice its wall-clock limit',
    given: { extension: 'waits', limits: { cpuMs: 150, wallMs: 400 }, beside: honest },
    when: sequence(
      operation('waits'),
      concurrently(operation('waits', { on: 'never' }), beside(operation('honest'))),
      beside(operation('honest')),
    ),
    expect: {
      'from the call to its end no more than twice the limit passes': (seen) =>
        stopped(seen, 1, 'wall') && within(elapsed(seen, 1), seen, 'wallMs', 0, 2),
    },
    admits: {
      when: operation('waits', { on: 'sleep', ms: 20 }),
      expect: { 'a wait that ends in time returns': (seen) => seen.calls[0]?.act === 'done' },
    },
    catches: ['late-stop'],
  },
]);
