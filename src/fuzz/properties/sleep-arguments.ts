import fc from 'fast-check';

import { sleepArgument, type SleepArgument } from '../arbitraries/sleep-arguments.ts';
import { attemptsUnder, scopesWith, type Attempt } from '../attempts.ts';
import type { Expectation } from '../expectation.ts';
import type { Property } from '../program.ts';

/* ms that an argument is given to end that may not, or has not to, go on. */
const short = 40;

const ended = 'undefined';
const outlasted = 'the short sleep ended first';

const sleeping = ({ source, class: sleepClass, times = 1 }: SleepArgument): string =>
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

const attempt = (one: SleepArgument, call: number): Attempt => ({
  source: sleeping(one),
  expected: expected(one, call),
  argument: `${one.class === 'coerced or refused' ? 'no number, ' : ''}${one.kind}`,
});

/** A number is waited for, and nothing else makes a sleep return early or hang. */
export const sleepArguments: Property = {
  name: 'sleep-arguments',
  clause: 'SLEEP-3',
  says: 'sleep of a number resolves to undefined and not early; a huge one never returns early, one that is no time is refused or ends at once, anything else is refused, or coerced once inside',
  programs: fc
    .record({ scopes: scopesWith('sleep'), drawn: fc.array(sleepArgument, { minLength: 1, maxLength: 12, size: 'max' }) })
    .map(({ scopes, drawn }) => attemptsUnder('sleep', scopes, drawn.map(attempt))),
};
