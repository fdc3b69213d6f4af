import { patientLimits } from '../battery-limits.ts';
import { either, refusedIn, refused, returns, stopped, threw } from '../expectations.ts';
import { bare, operation, whole } from '../extension-source.ts';
import type { Program } from '../program.ts';

/* Takes memory until something gives in. */
const hoard = (id: string, covers: readonly string[], body: string, holds = stopped('memory')): Program => ({
  id: `memory/${id}`,
  covers,
  ...operation(body),
  limits: patientLimits,
  holds,
});

const memoryOrRange = either(stopped('memory'), threw('RangeError'));

/** G14–G22: memory, and sources that cost the parser. */
export const memoryPrograms: readonly Program[] = [
  hoard('arrays', ['G14'], 'const all = []; for (;;) all.push(new Array(1000).fill(1.5));'),
  hoard('objects', ['G14'], 'let last = null; for (;;) last = { last, a: 1, b: [last] };'),
  hoard('closures', ['G14'], 'let last = () => 1; for (;;) { const before = last; last = () => before; }'),
  hoard(
    'arrays-after-a-sleep',
    ['G14', 'G04'],
    'await sleep(5); const all = []; for (;;) { all.push(new Array(1000).fill({})); if (all.length % 1000 === 0) await sleep(0); }',
  ),
  hoard('pending-promises', ['G14', 'G05'], 'const all = []; for (;;) all.push(new Promise(() => {}).then(() => 1));'),
  hoard('a-map', ['G15'], 'const map = new Map(); for (let at = 0; ; at += 1) map.set(at, at);', memoryOrRange),
  hoard('a-set-of-texts', ['G15'], `const set = new Set(); for (let at = 0; ; at += 1) set.add('key ' + at);`, memoryOrRange),
  hoard(
    'a-weak-map',
    ['G15'],
    'const map = new WeakMap(), keys = []; for (;;) { const key = {}; keys.push(key); map.set(key, [key]); }',
    memoryOrRange,
  ),
  hoard('a-fill', ['G16'], 'new Array(1e8).fill(0); return 1;'),
  hoard('a-bigger-fill', ['G16'], 'new Array(2 ** 27).fill(0).map((_, at) => ({ at })); return 1;', memoryOrRange),
  hoard('array-from', ['G16'], 'return Array.from({ length: 2 ** 27 }, (_, at) => at).length;', memoryOrRange),
  hoard(
    'a-buffer-into-an-array',
    ['G17'],
    'const bytes = new Uint8Array(16 * 2 ** 20); const all = []; for (;;) all.push(Array.from(bytes), [...bytes]);',
    memoryOrRange,
  ),
  hoard(
    'a-string-that-doubles',
    ['G18'],
    `let text = 'x'; const all = []; for (;;) { text += text; all.push(text.slice(1).toUpperCase()); }`,
    memoryOrRange,
  ),
  hoard(
    'repeated-strings',
    ['G18'],
    `const all = []; for (let at = 0; ; at += 1) { all.push(('x' + at).repeat(10_000)); JSON.stringify(all[at]); }`,
  ),
  hoard(
    'padded-and-replaced-strings',
    ['G18'],
    `const all = []; for (;;) { const text = 'ab'.padEnd(2 ** 22, 'xy').replaceAll('x', 'long'); all.push([...text].join('-')); }`,
    memoryOrRange,
  ),
  hoard(
    'the-longest-string',
    ['G18'],
    `const said = []; for (const run of [() => 'x'.repeat(2 ** 30), () => 'x'.padEnd(2 ** 30), () => new Array(2 ** 28).join('xxxxx')]) try { run(); said.push('made'); } catch (error) { said.push(error instanceof RangeError); } return said;`,
    either(stopped('memory'), returns([true, true, true])),
  ),
  hoard('buffers', ['G19'], 'const all = []; for (;;) all.push(new Uint8Array(2 ** 20).fill(1));', memoryOrRange),
  hoard(
    'a-huge-buffer',
    ['G19'],
    `const said = []; for (const make of [() => new ArrayBuffer(2 ** 33), () => new SharedArrayBuffer(2 ** 33), () => new Uint8Array(2 ** 32), () => new Uint8Array(new ArrayBuffer(8, { maxByteLength: 2 ** 40 }).resize(2 ** 34))]) try { make(); said.push('made'); } catch (error) { said.push(error instanceof RangeError); } return said;`,
    either(stopped('memory'), returns([true, true, true, true])),
  ),
  hoard(
    'shared-buffers',
    ['G19'],
    'const all = []; for (;;) all.push(new Uint8Array(new SharedArrayBuffer(2 ** 20)).fill(1));',
    memoryOrRange,
  ),
  hoard(
    'a-buffer-that-grows',
    ['G19'],
    'const all = []; for (;;) { const grown = new ArrayBuffer(0, { maxByteLength: 2 ** 24 }); grown.resize(2 ** 24); new Uint8Array(grown).fill(1); all.push(grown); }',
    memoryOrRange,
  ),
  {
    id: 'memory/no-web-assembly',
    covers: ['G20'],
    ...operation(
      `return [typeof globalThis.WebAssembly, (() => { try { return typeof new WebAssembly.Memory({ initial: 20_000 }); } catch (error) { return error.name; } })()];`,
    ),
    holds: returns(['undefined', 'ReferenceError']),
  },
  hoard('symbols', ['G21'], `for (let at = 0; ; at += 1) Symbol.for('symbol ' + at);`),
  hoard('property-names', ['G21'], `const one = {}; for (let at = 0; ; at += 1) one['name' + at] = at;`, memoryOrRange),
  hoard(
    'classes',
    ['G21'],
    `const all = []; for (let at = 0; ; at += 1) all.push(new Function('return class C' + at + ' { a' + at + ' = 1; b() {} }')());`,
  ),
  hoard(
    'made-code',
    ['G21', 'G22'],
    `const all = []; for (let at = 0; ; at += 1) all.push((0, eval)('(function f' + at + '() { return "' + 'x'.repeat(1000) + at + '"; })'));`,
  ),
  {
    id: 'memory/nested-brackets',
    covers: ['G22'],
    ...bare(`${'['.repeat(100_000)}${']'.repeat(100_000)};\nexport default { id: 'it', handler: () => 1 };`),
    holds: refusedIn('link', 'evaluate'),
  },
  {
    id: 'memory/a-million-operators',
    covers: ['G22'],
    ...bare(`const x = ${'~'.repeat(1_000_000)}1;\nexport default { id: 'it', handler: () => x };`),
    holds: either(refusedIn('link', 'evaluate'), refused('evaluate', { limit: 'memory' }), refused('evaluate', { limit: 'crash' })),
  },
  {
    id: 'memory/nested-functions',
    covers: ['G22'],
    ...bare(`const f = ${'(() => '.repeat(20_000)}1${')'.repeat(20_000)};\nexport default { id: 'it', handler: () => typeof f };`),
    holds: either(refusedIn('link', 'evaluate'), returns('function')),
  },
  {
    id: 'memory/a-source-of-nine-megabytes',
    covers: ['G22'],
    ...bare(`const x = '${'x'.repeat(9_000_000)}';\nexport default { id: 'it', handler: () => x.length };`),
    holds: returns(9_000_000),
  },
  {
    id: 'memory/a-source-that-is-too-big',
    covers: ['G22'],
    ...bare(`//${'x'.repeat(11_000_000)}\nexport default { id: 'it', handler: () => 1 };`),
    holds: refused('manifest'),
  },
  {
    id: 'memory/in-a-module-body',
    covers: ['G14'],
    ...whole('const all = []; for (;;) all.push(new Array(1000).fill(1.5));'),
    limits: patientLimits,
    holds: refused('evaluate', { limit: 'memory' }),
  },
  {
    id: 'memory/within-the-budget-is-let-be',
    covers: ['G14', 'G19'],
    ...operation(`const all = []; while (all.length < 3_000) all.push(new Array(1000).fill(1.5)); return all.length;`),
    limits: patientLimits,
    holds: returns(3_000),
  },
];
