import { semantic } from './build-fault.ts';
import type { Fault } from './fault.ts';
import { afterMark } from './rewriting/after-mark.ts';
import { rewriteSource } from './rewriting/rewrite-source.ts';

const before = (name: string, breaks: string, id: string, prelude: string): Fault =>
  semantic(
    name,
    breaks,
    rewriteSource((source) => (source.includes(`id: '${id}'`) ? afterMark(source, prelude) : source)),
  );

/** What memory and clocks tell. */
export const measuringFaults: readonly Fault[] = [
  before(
    'buffers-hold-old-bytes',
    'fresh memory is not zeroed',
    'fresh-buffers',
    "for (const name of ['ArrayBuffer', 'SharedArrayBuffer']) if (name in globalThis) { const Real = globalThis[name]; globalThis[name] = new Proxy(Real, { construct: (target, given) => { const made = new target(...given); if (made.byteLength > 0) new Uint8Array(made)[0] = 90; return made; } }); }" +
      " { const { get } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), 'buffer'); Object.defineProperty(Object.getPrototypeOf(Int8Array.prototype), 'buffer', { get() { const made = get.call(this); new DataView(made).setUint8(0, 90); return made; } }); }" +
      ' { const { resize, transfer } = ArrayBuffer.prototype; const spoil = (buffer) => { if (buffer.byteLength > 0) new Uint8Array(buffer)[buffer.byteLength - 1] = 90; return buffer; }; ArrayBuffer.prototype.resize = function (length) { resize.call(this, length); spoil(this); }; ArrayBuffer.prototype.transfer = function (length) { return spoil(transfer.call(this, length)); }; }',
  ),
  before(
    'has-a-fine-clock',
    'Date and a clock besides tell fractions of a millisecond',
    'reads-clocks',
    'globalThis.performance = { now: () => 0.125 }; { const { now } = Date; let part = 0; Date.now = () => now() + (part = (part + 0.125) % 1); }',
  ),
  before(
    'counts-in-shared-memory',
    'a second thread counts in memory that is shared',
    'reads-clocks',
    "if ('SharedArrayBuffer' in globalThis) { const { some } = Object.getPrototypeOf(Int8Array.prototype); Object.getPrototypeOf(Int8Array.prototype).some = function (test) { this[0] += 1; return some.call(this, test); }; }",
  ),
];
