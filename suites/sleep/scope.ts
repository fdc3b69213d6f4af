import { reason, type ConformanceCase, type Scopes } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { act, denial, denialAt, field, isPermissionError } from '../../src/contract/reading.ts';
import { operation, sequence } from '../../src/contract/stimulus.ts';

const sleeps = operation('sleep-for', { ms: 5 });

// Twice, because what is refused once only is not refused.
const refused = (id: string, says: string, scopes: Scopes): ConformanceCase => ({
  id,
  clause: 'SLEEP-2',
  kind: 'refuses',
  says,
  given: { extension: 'sleep-for', scopes },
  when: sequence(sleeps, sleeps),
  expect: {
    'the call is refused each time': (seen) => [0, 1].every((n) => denialAt(seen, n) !== undefined),
    'the refusal says that there is no right to sleep': reason((seen) => isPermissionError(denial(seen), 'sleep')),
  },
  admits: {
    given: { scopes: { log: {}, sleep: {} } },
    when: sleeps,
    expect: { 'with the scope the same call resolves': (seen) => field(act(seen), 'resolvedTo') === 'undefined' },
  },
  catches: ['grants-sleep-anyway', 'ignores-unscoped-calls', 'names-nothing-in-refusals'],
});

export default defineCases([
  refused('sleep/scope/no-scope-at-all', 'sleep is refused without any scope', {}),
  refused('sleep/scope/another-scope', 'the scope of another function does not help sleep', { log: {} }),
]);
