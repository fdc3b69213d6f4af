import { semantic } from './build-fault.ts';
import type { Fault, LoadMessage, Rewriting } from './fault.ts';
import { forAges, otherLimits } from './rewriting/other-limits.ts';
import { rewriteSource, type Reach } from './rewriting/rewrite-source.ts';
import { wrapImport } from './rewriting/wrap-import.ts';

const sleeps = (name: string, breaks: string, wrapper: string, reach: Reach = 'fixtures'): Fault =>
  semantic(name, breaks, rewriteSource(wrapImport('sleep', wrapper), reach));

const coerceTwice = (convert: string): string =>
  `(real) => (...given) => { if (typeof given[0] === 'object' && given[0] !== null) { ${convert}(given[0]); ${convert}(given[0]); } return real(...given); }`;

const busy = '(real) => (ms) => { for (const end = Date.now() + ms; Date.now() < end; ); return real(0); }';

/** Whether it is about nothing but sleep. */
const isAbout = ({ extension }: LoadMessage): boolean => Object.values(extension.files).some((text) => text.includes("id: 'sleep-for'"));

/** Waits busily, which uses up processor time: a limit of that would end it before it is seen that others have waited. */
const waitsBusily = (): Rewriting => {
  const [spinning, longer] = [rewriteSource(wrapImport('sleep', busy))(), otherLimits(() => forAges)()];
  return {
    load: (message, forward) => (isAbout(message) ? longer.load(message, (longest) => spinning.load(longest, forward)) : forward(message)),
  };
};

const oneAtATime = (): Rewriting => {
  let isAboutSleep = false;
  let last: Promise<unknown> = Promise.resolve();
  return {
    load: (message, forward) => {
      isAboutSleep ||= isAbout(message);
      return forward(message);
    },
    call: (message, forward) => {
      if (!isAboutSleep) return forward(message);
      const mine = last.then(() => forward(message));
      last = mine.catch(() => undefined);
      return mine;
    },
  };
};

/** How long sleep takes, and what it takes. */
export const sleepingFaults: readonly Fault[] = [
  sleeps(
    'sleeps-return-early',
    'sleep lasts a tenth of its time',
    `(real) => (ms) => real(typeof ms === 'number' ? ms / 10 : ms)`,
    'every extension',
  ),
  sleeps('sleep-resolves-a-value', 'sleep resolves to a text', `(real) => (ms) => real(ms).then(() => 'slept')`),
  sleeps(
    'negative-sleeps-hang',
    'a sleep of less than nothing never ends',
    '(real) => (ms) => (ms >= 0 ? real(ms) : typeof ms === "number" ? new Promise(() => {}) : real(ms))',
  ),
  semantic('sleeps-block-their-extension', 'while a call sleeps nothing else of its extension runs', waitsBusily),
  semantic('sleeps-block-everybody', 'while a call sleeps no other begins', oneAtATime),
  semantic(
    'pending-sleeps-are-unbounded',
    'any number of sleeps may be pending',
    otherLimits(() => ({ pendingCalls: 1_000_000 })),
  ),
  sleeps('huge-sleeps-wrap', 'a sleep of 2^31 ms or more lasts one', '(real) => (ms) => real(ms >= 2 ** 31 ? 1 : ms)'),
  sleeps(
    'sleep-breaks-after-a-bad-value',
    'after a value that is no number sleep is broken',
    `(real) => (given) => { if (globalThis.sleepIsBroken && given === 1) throw new TypeError('sleep is broken'); if (typeof given !== 'number') globalThis.sleepIsBroken = true; return real(given); }`,
  ),
  semantic(
    'coerces-twice',
    'an object as argument is coerced more than once',
    rewriteSource((source) => wrapImport('sleep', coerceTwice('Number'))(wrapImport('log', coerceTwice('String'))(source))),
  ),
];
