import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { act, stopped } from '../../src/contract/reading.ts';
import { operation, sequence } from '../../src/contract/stimulus.ts';

const ways = [
  { id: 'limits/recursion/direct', way: 'direct', says: 'a function that calls itself comes to an end' },
  { id: 'limits/recursion/mutual', way: 'mutual', says: 'two functions that call each other come to an end' },
  { id: 'limits/recursion/getter', way: 'getter', says: 'a getter that reads itself comes to an end' },
  { id: 'limits/recursion/to-json', way: 'to-json', says: 'a toJSON that serialises itself comes to an end' },
  { id: 'limits/recursion/async-function', way: 'async-function', says: 'an async function that calls itself comes to an end' },
  { id: 'limits/recursion/proxy', way: 'proxy', says: 'a proxy that asks itself comes to an end' },
] as const;

export default defineCases(
  ways.map(({ id, way, says }): ConformanceCase => ({
    id,
    clause: 'LIM-5',
    kind: 'provides',
    says,
    given: { extension: 'recurses', limits: { cpuMs: 1000, wallMs: 4000 } },
    when: sequence(operation('recurses'), operation('recurses', { way }), operation('recurses')),
    expect: {
      // QuickJS throws an InternalError
      'it is an error that the code itself catches, or a stop': (seen) =>
        act(seen, 1) === 'RangeError' || act(seen, 1) === 'InternalError' || stopped(seen, 1, 'cpu', 'wall', 'memory'),
      'the next call is answered, or nothing is there': (seen) =>
        seen.calls[2]?.outcome.status === 'absent' || act(seen, 2) === 'nothing came of it',
    },
    catches: ['loses-range-errors', 'broken-after-an-engine-error'],
    covers: ['G08'],
    shared: true,
  })),
);
