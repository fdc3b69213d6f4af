import { reason, type ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Scopes } from '../../src/contract/case.ts';
import { denial, denialAt, isPermissionError, same, texts } from '../../src/contract/reading.ts';
import { operation, sequence } from '../../src/contract/stimulus.ts';

const logs = operation('log-lines', { lines: ['a line'] });

// Twice, because what is refused once only is not refused.
const refused = (id: string, says: string, scopes: Scopes): ConformanceCase => ({
  id,
  clause: 'LOG-2',
  kind: 'refuses',
  says,
  given: { extension: 'log-lines', scopes },
  when: sequence(logs, logs),
  expect: {
    'the call is refused each time': (seen) => [0, 1].every((n) => denialAt(seen, n) !== undefined),
    'no record is made': (seen) => texts(seen).length === 0,
    'the refusal says that there is no right to log': reason((seen) => isPermissionError(denial(seen), 'log')),
  },
  admits: {
    given: { scopes: { sleep: {}, log: {} } },
    when: logs,
    expect: { 'with the scope the same call makes the record': (seen) => same(texts(seen), ['a line']) },
  },
  catches: ['grants-log-anyway', 'ignores-unscoped-calls', 'names-nothing-in-refusals'],
});

export default defineCases([
  refused('log/scope/no-scope-at-all', 'log is refused without any scope', {}),
  refused('log/scope/another-scope', 'the scope of another function does not help log', { sleep: {} }),
]);
