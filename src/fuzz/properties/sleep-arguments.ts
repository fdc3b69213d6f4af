import fc from 'fast-check';

import type { Scopes } from '../../contract/case.ts';
import { operation, sequence } from '../../contract/stimulus.ts';
import { sleepArgument, type SleepArgument } from '../arbitraries/sleep-arguments.ts';
import type { Expectation } from '../expectation.ts';
import { fuzzedSource } from '../fuzzed-source.ts';
import type { Program, Property } from '../program.ts';

/* ms that an argument is given to end that may not, or has not to, go on. */
const short = 40;

const ended = 'undefined';
const outlasted = 'the short sleep ended first';

const attempt = ({ source, class: sleepClass, times = 1 }: SleepArgument): string =>
  sleepClass === 'waits'
    ? Array.from({ length: times }, () => `typeof (await sleep(${source}))`).join(' && ')
    : `Promise.race([(async () => typeof (await sleep(${source})))(), sleep(${short}).then(() => ${JSON.stringify(outlasted)})])`;

const values = (value: string): readonly { readonly value: string; readonly reads: number }[] => [0, 1].map((reads) => ({ value, reads }));

/* ms; SLEEP-1, of each sleep. */
const tolerance = 2;

const expected = ({ class: sleepClass, ms = 0, times = 1 }: SleepArgument, call: number): Expectation => {
  switch (sleepClass) {
    case 'waits':
      return { call, gives: [{ value: ended, reads: 0 }], atLeastMs: Math.max(0, ms * times - tolerance * (times - 1)) };
    case 'ends at once':
      return { call, gives: [{ value: ended, reads: 0 }], orRefused: true };
    case 'outlasts':
      return { call, gives: [{ value: outlasted, reads: 0 }], orRefused: true };
    case 'coerced or refused':
      return { call, gives: [...values(ended), ...values(outlasted)], orRefused: true, mostReads: 1 };
  }
};

interface Drawn {
  readonly scopes: Scopes;
  readonly drawn: readonly SleepArgument[];
}

const program = ({ scopes, drawn }: Drawn): Program => {
  const isGranted = Object.hasOwn(scopes, 'sleep');
  return {
    given: { extension: 'announces-itself', scopes, source: fuzzedSource(drawn.map(attempt)) },
    when: sequence(...drawn.map((_, n) => operation('announces-itself', { n }))),
    expects: drawn.map((one, call) => (isGranted ? expected(one, call) : { call, refused: true })),
    covers: drawn.flatMap(({ kind, class: sleepClass }) => [
      `argument: ${sleepClass === 'coerced or refused' ? 'no number, ' : ''}${kind}`,
      `sleep: ${isGranted ? 'granted' : 'denied'}`,
    ]),
  };
};

const scopes = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<Scopes>({ sleep: {} }, { log: {}, sleep: {} }) },
  { weight: 1, arbitrary: fc.constantFrom<Scopes>({}, { log: {} }) },
);

/** A number is waited for, and nothing else makes a sleep return early or hang. */
export const sleepArguments: Property = {
  name: 'sleep-arguments',
  clause: 'SLEEP-3',
  says: 'sleep of a number resolves to undefined and not early; a huge one never returns early, one that is no time is refused or ends at once, anything else is refused, or coerced once inside',
  programs: fc.record({ scopes, drawn: fc.array(sleepArgument, { minLength: 1, maxLength: 12, size: 'max' }) }).map(program),
};
