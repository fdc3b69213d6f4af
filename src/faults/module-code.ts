import { semantic } from './build-fault.ts';
import type { Fault } from './fault.ts';
import { rewriteSource } from './rewriting/rewrite-source.ts';

// `this` behind a sloppy call is the global object, and so on: what strict mode forbids, spelled in a way that it allows.
const sloppy = (source: string): string =>
  source
    .replaceAll(/^(?!\/).*$/gm, (line) => line.replaceAll(/\bthis\b(?! )/g, 'globalThis'))
    .replace('undeclaredName = ', 'globalThis.undeclaredName = ')
    .replace('frozen.held = 2', "Reflect.set(frozen, 'held', 2)");

const changed = (name: string, breaks: string, change: (source: string) => string): Fault => semantic(name, breaks, rewriteSource(change));

/** How the entry file's text is read. */
export const moduleCodeFaults: readonly Fault[] = [
  changed('sloppy-code', 'the entry file is sloppy code', (source) => (source.includes('undeclaredName') ? sloppy(source) : source)),
  changed('ignores-top-level-await', 'a top-level await does not wait', (source) => source.replaceAll(/^(const \w+ = )await /gm, '$1')),
  changed('drops-every-byte-order-mark', 'byte order marks inside a text get lost', (source) => source.replaceAll('\uFEFF', '')),
  changed('runs-the-hashbang', 'what follows a hashbang is code', (source) => source.replace(/^#!/, '')),
  changed('doubles-line-ends', 'a line end of two characters is read as two', (source) => source.replaceAll('\r\n', '\n\n')),
];
