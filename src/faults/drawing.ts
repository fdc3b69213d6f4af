import { semantic } from './build-fault.ts';
import type { Fault } from './fault.ts';
import { afterMark } from './rewriting/after-mark.ts';
import { rewriteSource } from './rewriting/rewrite-source.ts';

const before = (name: string, breaks: string, prelude: string): Fault =>
  semantic(
    name,
    breaks,
    rewriteSource((source) => (source.includes("id: 'draws-numbers'") ? afterMark(source, prelude) : source)),
  );

/** What differs between sandboxes, and must not differ between machines. */
export const drawingFaults: readonly Fault[] = [
  before(
    'draws-the-same-numbers',
    'every realm starts its random numbers at the same seed',
    'let seed = 1; Math.random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;',
  ),
  before(
    'tells-the-time-of-the-machine',
    'dates are in the time zone of the machine',
    `Date.prototype.getTimezoneOffset = function () { return this.getMonth() === 0 ? -825 : -765; };
     Date.prototype.toString = () => 'Mon Jan 15 2024 12:00:00 GMT+1345';
     if ('Intl' in globalThis) { const { resolvedOptions } = Intl.DateTimeFormat.prototype; Intl.DateTimeFormat.prototype.resolvedOptions = function () { return { ...resolvedOptions.call(this), timeZone: 'Pacific/Chatham' }; }; }`.replaceAll(
      /\s*\n\s*/g,
      ' ',
    ),
  ),
  before(
    'speaks-the-language-of-the-machine',
    'Intl has the locale of the machine',
    "if ('Intl' in globalThis) { const { resolvedOptions } = Intl.DateTimeFormat.prototype; Intl.DateTimeFormat.prototype.resolvedOptions = function () { return { ...resolvedOptions.call(this), locale: 'th-TH' }; }; }",
  ),
];
