import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { act, elapsed, field } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

const tolerance = 2; // ms; clause SLEEP-1

const waits = (id: string, ms: number): ConformanceCase => ({
  id,
  clause: 'SLEEP-1',
  kind: 'provides',
  shared: true,
  says: `sleep(${String(ms)}) resolves to undefined, and not early`,
  given: { extension: 'sleep-for', scopes: { sleep: {} } },
  when: operation('sleep-for', { ms }),
  expect: {
    'it resolves to undefined': (seen) => field(act(seen), 'resolvedTo') === 'undefined',
    'it does not resolve early': (seen) => elapsed(seen) >= ms - tolerance,
  },
  catches: ['sleep-resolves-a-value', 'sleeps-return-early'],
});

export default defineCases([
  waits('sleep/waiting/sixty-ms', 60),
  waits('sleep/waiting/a-quarter-of-a-second', 250),
  waits('sleep/waiting/a-fraction', 40.5),
]);
