import { all, either, logged, returns, returnsEach, returnsWhere, sent, stopped, threw } from '../expectations.ts';
import { operation } from '../extension-source.ts';
import type { Program } from '../program.ts';

/* Names the kinds of errors that calls end with. */
const tryEach = `const tryEach = async (runs) => {
  const said = [];
  for (const run of runs) try { said.push(await run() === undefined ? 'undefined' : 'done'); } catch (error) { said.push(error instanceof Error ? error.name : 'no error'); }
  return said.join();
};`;

const times = (count: number, text: string): string => Array.from({ length: count }, () => text).join();

/** D09–D16: other arguments, and results, that say one thing and then another. */
export const argumentPrograms: readonly Program[] = [
  {
    id: 'arguments/log-types',
    covers: ['D09'],
    ...operation(
      `return tryEach([[], [Symbol('x')], [{}], [5], [undefined], [null], [{ toString: () => 'x' }], [new String('x')], [['x']], [10n]].map((given) => () => log(...given)));`,
      tryEach,
    ),
    holds: all(returns(times(10, 'TypeError')), logged()),
  },
  {
    id: 'arguments/log-injection',
    covers: ['D10'],
    ...operation(String.raw`log('a\r\nb\u001b[2J\u2028c\u0085d\u202ee\u0000{"level":60}'); log('second', 'ignored'); return 1;`),
    holds: all(returns(1), logged(String.raw`a\r\nb\u001b[2J\u2028c\u0085d\u202ee\u0000{"level":60}`, 'second')),
  },
  {
    id: 'arguments/log-of-ten-megabytes',
    covers: ['D10'],
    ...operation(`log('x'.repeat(1e7)); return 1;`),
    holds: all(stopped('log'), logged()),
  },
  {
    id: 'arguments/log-length-that-lies',
    covers: ['D09', 'D10'],
    ...operation(
      `String.prototype.slice = String.prototype.charCodeAt = () => 0;
      Object.defineProperty(String.prototype, 'length', { value: 0 });
      try { log('x'.repeat(3e5)); } catch { return 'refused'; }
      return 'logged';`,
    ),
    holds: either(stopped('log'), threw('TypeError')),
  },
  {
    id: 'arguments/sleep-types',
    covers: ['D11'],
    ...operation(
      `return tryEach([['10'], [null], [], [{ valueOf: () => 1 }], [[1]], [true], [10n], [Symbol('x')], [new Number(1)]].map((given) => () => sleep(...given)));`,
      tryEach,
    ),
    holds: returns(times(9, 'TypeError')),
  },
  {
    id: 'arguments/sleep-range',
    covers: ['D12'],
    ...operation(
      `const early = [];
      for (const ms of [NaN, -1, -Infinity]) early.push(await sleep(ms).then(() => 'done', (error) => error.name));
      for (const ms of [Infinity, 2 ** 31, 2 ** 32, 1e300, Number.MAX_SAFE_INTEGER])
        early.push(await Promise.race([sleep(ms).then(() => 'woke early', (error) => error.name), sleep(150).then(() => 'waits')]));
      return early.every((one) => one !== 'woke early' && one !== 'no error');`,
    ),
    holds: returns(true),
  },
  {
    id: 'arguments/result-with-getters',
    covers: ['D13'],
    ...operation(
      `if (input.count) return reads; return { get a() { reads += 1; return reads; }, get b() { return typeof process; } };`,
      'let reads = 0;',
    ),
    steps: [
      { call: { operation: 'it' }, input: {} },
      { call: { operation: 'it' }, input: { count: true } },
    ],
    holds: returnsEach({ a: 1, b: 'undefined' }, 1),
  },
  {
    id: 'arguments/result-with-to-json',
    covers: ['D14'],
    ...operation(
      `if (input.count) { delete Array.prototype.toJSON; return runs; }
      Array.prototype.toJSON = function () { runs += 1; return { made: typeof process }; };
      return { list: [1], own: { toJSON() { runs += 1; return 'own'; } } };`,
      'let runs = 0;',
    ),
    steps: [
      { call: { operation: 'it' }, input: {} },
      { call: { operation: 'it' }, input: { count: true } },
    ],
    holds: returnsEach({ list: { made: 'undefined' }, own: 'own' }, 2),
  },
  {
    id: 'arguments/shared-memory',
    covers: ['D15'],
    ...operation(
      `if (input.again) { view[0] = 9; return Array.from(view); }
      return [shared, view];`,
      'const shared = new SharedArrayBuffer(8);\nconst view = new Int32Array(shared);',
    ),
    steps: [
      { call: { operation: 'it' }, input: {} },
      { call: { operation: 'it' }, input: { again: true } },
      { call: { operation: 'it' }, input: {} },
    ],
    holds: returnsEach([{}, { 0: 0, 1: 0 }], [9, 0], [{}, { 0: 9, 1: 0 }]),
  },
  {
    id: 'arguments/shared-memory-in-a-body',
    covers: ['D15'],
    ...operation(
      `const view = new Uint8Array(new SharedArrayBuffer(4));
      const running = request(web + '/x', { method: 'POST', body: { view } });
      view.fill(255);
      await running;
      return 1;`,
    ),
    holds: all(
      returns(1),
      sent(1, ({ body }) => body === '{"view":{"0":0,"1":0,"2":0,"3":0}}'),
    ),
  },
  {
    id: 'arguments/buffers-that-change',
    covers: ['D16'],
    ...operation(
      `const resizable = new ArrayBuffer(4, { maxByteLength: 64 });
      const view = new Uint8Array(resizable);
      const detached = new Uint8Array(4);
      detached.buffer.transfer();
      return [view, { get now() { resizable.resize(8); return view; } }, detached, { get out() { resizable.resize(0); return view; } }];`,
    ),
    holds: returnsWhere(
      'copies of what was there',
      (value) =>
        JSON.stringify(value) === '[{"0":0,"1":0,"2":0,"3":0},{"now":{"0":0,"1":0,"2":0,"3":0,"4":0,"5":0,"6":0,"7":0}},{},{"out":{}}]',
    ),
  },
];
