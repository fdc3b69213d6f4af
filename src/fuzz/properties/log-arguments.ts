import fc from 'fast-check';

import { logArgument, type LogArgument } from '../arbitraries/log-arguments.ts';
import { attemptsUnder, scopesWith, type Attempt } from '../attempts.ts';
import type { Expectation } from '../expectation.ts';
import type { Property } from '../program.ts';

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

const attempt = (one: LogArgument, call: number): Attempt => ({
  source: `(await log(${one.source}), ${JSON.stringify(value)})`,
  expected: expected(one, call),
  argument: one.kind,
});

/** One call is one record: of the exact text, or with what would break a line escaped, or of what no text was coerced to once. */
export const logArguments: Property = {
  name: 'log-arguments',
  clause: 'LOG-3',
  says: 'a text is one record that is exactly it, but for control characters; anything else is refused, or coerced once inside; without the scope nothing is recorded',
  programs: fc
    .record({ scopes: scopesWith('log'), drawn: fc.array(logArgument, { minLength: 1, maxLength: 24, size: 'max' }) })
    .map(({ scopes, drawn }) => attemptsUnder('log', scopes, drawn.map(attempt))),
};
