import { defineCases } from '../../src/contract/define-cases.ts';
import { act, elapsed, field, stopped, within } from '../../src/contract/reading.ts';
import { measured, operation, sequence, watch } from '../../src/contract/stimulus.ts';

export default defineCases([
  {
    id: 'limits/latency/slice',
    clause: 'LIM-9',
    kind: 'contains',
    says: 'a loop is stopped within twice the limit that stops it',
    given: { extension: 'spins', limits: { cpuMs: 250, wallMs: 1500 } },
    when: sequence(operation('spins', { where: 'handler', ms: 0 }), operation('spins', { where: 'handler', ms: 3000 })),
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
    given: { extension: 'waits', limits: { cpuMs: 150, wallMs: 400 } },
    when: sequence(operation('waits'), operation('waits', { on: 'never' })),
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
  {
    id: 'limits/latency/memory',
    clause: 'LIM-9',
    kind: 'contains',
    says: 'memory is held within twice its limit',
    needs: ['memory-limit'],
    given: { extension: 'fills', limits: { memoryMiB: 128, cpuMs: 8000, wallMs: 12_000 } },
    // What a runtime starts behind a load is not the extension's.
    when: sequence(operation('fills'), watch(100), measured(operation('fills', { kind: 'typed-arrays', most: 500 }))),
    expect: {
      "the runtime's processes grow by no more than twice the limit": (seen) =>
        seen.load.accepted &&
        seen.measures.length === 1 &&
        seen.measures[0]?.grownMiB !== undefined &&
        seen.measures[0].grownMiB <= 2 * seen.load.limits.memoryMiB,
    },
    admits: {
      when: operation('fills', { kind: 'typed-arrays', most: 1 }),
      expect: { 'a little is held': (seen) => seen.calls[0]?.challenge === true && field(act(seen), 'held') === 1 },
    },
    catches: ['memory-not-limited'],
    covers: ['G14'],
  },
]);
