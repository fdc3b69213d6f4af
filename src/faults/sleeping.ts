import { semantic } from './build-fault.ts';
import type { Fault } from './fault.ts';
import { rewriteSource, type Reach } from './rewriting/rewrite-source.ts';
import { wrapImport } from './rewriting/wrap-import.ts';

const sleeps = (name: string, breaks: string, wrapper: string, reach: Reach = 'fixtures'): Fault =>
  semantic(name, breaks, rewriteSource(wrapImport('sleep', wrapper), reach));

const coerceTwice = (convert: string): string =>
  `(real) => (...given) => { if (typeof given[0] === 'object' && given[0] !== null) { ${convert}(given[0]); ${convert}(given[0]); } return real(...given); }`;

/** How long sleep takes, and what it takes. */
export const sleepingFaults: readonly Fault[] = [
  sleeps(
    'sleeps-return-early',
    'sleep lasts a tenth of its time',
    `(real) => (ms) => real(typeof ms === 'number' ? ms / 10 : ms)`,
    'every extension',
  ),
  sleeps('sleep-resolves-a-value', 'sleep resolves to a text', `(real) => (ms) => real(ms).then(() => 'slept')`),
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
