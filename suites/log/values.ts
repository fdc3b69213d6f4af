import { reason } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, isArgumentError, refusedIn, texts } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

const names = ['number', 'boolean', 'null', 'undefined', 'object', 'list', 'wrapper', 'symbol', 'nothing'];

const taken = (seen: Observation): readonly string[] =>
  [...names, 'string'].filter((name) => field(act(seen), 'values', name, 'taken') === true);

export default defineCases([
  {
    id: 'log/values/no-strings',
    clause: 'LOG-3',
    kind: 'contains',
    says: 'what is no string is refused, or coerced once inside',
    given: { extension: 'log-values', scopes: { log: {} } },
    when: operation('log-values'),
    expect: {
      'what is taken makes one record, what is refused none': (seen) => texts(seen).length === taken(seen).length,
      'the string after them is a record': (seen) => texts(seen).at(-1) === 'a string',
      'no object is coerced twice': (seen) => [0, 1].some((times) => field(act(seen), 'coercions') === times),
      'a refusal says that the type is wrong, and names log': reason((seen) =>
        // coercing a symbol throws the engine's own error
        names
          .filter((name) => name !== 'symbol')
          .every((name) => {
            const error = refusedIn(seen, 'values', name);
            return error === undefined ? taken(seen).includes(name) : isArgumentError(error, 'log');
          }),
      ),
    },
    catches: ['logs-then-refuses', 'coerces-twice', 'names-nothing-in-refusals', 'drops-logs', 'repeats-log-records'],
    covers: ['D09'],
  },
]);
