import fc from 'fast-check';

import type { Scopes } from '../../contract/case.ts';
import { operation, sequence } from '../../contract/stimulus.ts';
import { logArgument, type LogArgument } from '../arbitraries/log-arguments.ts';
import type { Expectation } from '../expectation.ts';
import { fuzzedSource } from '../fuzzed-source.ts';
import type { Program, Property } from '../program.ts';

const value = 'logged';

const expected = ({ record, isText }: LogArgument, call: number): Expectation => {
  const logs = [record];
  // what a text's own methods say is nobody's business, and how often they are asked is not judged
  const gives = [
    { value, reads: 0 },
    { value, reads: 1 },
  ];
  return isText ? { call, gives, logs } : { call, gives, logs, orRefused: true, mostReads: 1 };
};

interface Drawn {
  readonly scopes: Scopes;
  readonly drawn: readonly LogArgument[];
}

const program = ({ scopes, drawn }: Drawn): Program => {
  const isGranted = Object.hasOwn(scopes, 'log');
  return {
    given: {
      extension: 'announces-itself',
      scopes,
      source: fuzzedSource(drawn.map(({ source }) => `(await log(${source}), ${JSON.stringify(value)})`)),
    },
    when: sequence(...drawn.map((_, n) => operation('announces-itself', { n }))),
    expects: drawn.map((one, call) => (isGranted ? expected(one, call) : { call, refused: true })),
    covers: drawn.flatMap(({ kind }) => [`argument: ${kind}`, `log: ${isGranted ? 'granted' : 'denied'}`]),
  };
};

const scopes = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<Scopes>({ log: {} }, { log: {}, sleep: {} }) },
  { weight: 1, arbitrary: fc.constantFrom<Scopes>({}, { sleep: {} }) },
);

/** One call is one record: of the exact text, or with what would break a line escaped, or of what no text was coerced to once. */
export const logArguments: Property = {
  name: 'log-arguments',
  clause: 'LOG-3',
  says: 'a text is one record that is exactly it, but for control characters; anything else is refused, or coerced once inside; without the scope nothing is recorded',
  programs: fc.record({ scopes, drawn: fc.array(logArgument, { minLength: 1, maxLength: 24, size: 'max' }) }).map(program),
};
