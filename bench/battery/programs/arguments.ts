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

/** D01–D16: arguments that say one thing and then another. */
export const argumentPrograms: readonly Program[] = [
  {
    id: 'arguments/urls-that-are-objects',
    covers: ['D01'],
    ...operation(
      `const url = web + '/x';
      return tryEach([{ toString: () => url }, new String(url), [url], { [Symbol.toPrimitive]: () => url }, new Proxy(new String(url), {}), { href: url }, Symbol(url), 5, null, undefined, true, 10n, () => url].map((each) => () => request(each)));`,
      tryEach,
    ),
    holds: all(returns(times(13, 'TypeError')), sent(0)),
  },
  {
    id: 'arguments/url-that-flips',
    covers: ['D02'],
    ...operation(
      `let asked = 0;
      const flip = { toString: () => (asked++ === 0 ? web + '/x' : trip.origin), valueOf: () => trip.origin, length: 5, slice: () => trip.origin, replace: () => trip.origin };
      const said = await tryEach([() => request(flip), () => request(Object.assign(Object.create(String.prototype), flip)), () => request(Object.setPrototypeOf(new String(web), flip))]);
      return [said, asked];`,
      tryEach,
    ),
    holds: all(returns([times(3, 'TypeError'), 0]), sent(0)),
  },
  {
    id: 'arguments/method-that-flips',
    covers: ['D03'],
    ...operation(
      `let reads = 0;
      await request(web + '/x', { get method() { reads += 1; return reads === 1 ? 'GET' : 'DELETE'; } });
      return reads;`,
    ),
    holds: all(
      returns(1),
      sent(1, ({ method }) => method === 'GET'),
    ),
  },
  {
    id: 'arguments/method-that-flips-to-what-is-not-granted',
    covers: ['D03'],
    ...operation(
      `let reads = 0;
      const said = await tryEach([() => request(web + '/x', { get method() { reads += 1; return reads === 1 ? 'DELETE' : 'GET'; } }), () => request(web + '/x', { method: { toString: () => 'GET' } }), () => request(web + '/x', { method: 'get' })]);
      return [said, reads];`,
      tryEach,
    ),
    holds: all(returns(['Error,TypeError,Error', 1]), sent(0)),
  },
  {
    id: 'arguments/options-that-are-a-proxy',
    covers: ['D04'],
    ...operation(
      `let reads = 0;
      const options = new Proxy({ method: 'GET' }, {
        get: (target, name) => (name === 'method' ? (reads++ % 2 ? 'DELETE' : 'GET') : target[name]),
        getOwnPropertyDescriptor: (target, name) => (name === 'method' ? { value: reads++ % 2 ? 'DELETE' : 'GET', enumerable: true, configurable: true, writable: true } : undefined),
      });
      for (let turn = 0; turn < 4; turn += 1) await request(web + '/x', options).catch(() => 1);
      await request(web + '/y', new Proxy({}, { getOwnPropertyDescriptor() { throw new Error('mine'); } })).catch(() => 1);
      return 'over';`,
    ),
    holds: all(returns('over'), ({ web }) =>
      web.some(({ method, path }) => method !== 'GET' || path === '/y') ? ['something was sent that was not checked'] : [],
    ),
  },
  {
    id: 'arguments/inherited-options',
    covers: ['D05'],
    ...operation(
      `await request(web + '/x', Object.create({ method: 'POST', body: 'inherited', headers: { 'x-a': '1' } }));
      await request(web + '/x', new (class { get method() { return 'POST'; } get body() { return 'inherited'; } })()).catch(() => 1);
      await request(web + '/x', { headers: Object.create({ 'x-a': '1' }) });
      return 'over';`,
    ),
    holds: all(returns('over'), ({ web }) =>
      web.length >= 2 && web.every(({ method, body, headers }) => method === 'GET' && body === '' && headers['x-a'] === undefined)
        ? []
        : ['inherited options were sent'],
    ),
  },
  {
    id: 'arguments/options-of-every-type',
    covers: ['D06'],
    ...operation(
      `return tryEach([null, 1, 'x', [], () => 1, new Date(), new Map(), Symbol('x'), true, 10n, new Set(), new Error('x'), /x/].map((each) => () => request(web + '/x', each)));`,
      tryEach,
    ),
    holds: all(returns(times(13, 'TypeError')), sent(0)),
  },
  {
    id: 'arguments/header-that-flips',
    covers: ['D07'],
    ...operation(
      String.raw`let reads = 0;
      await request(web + '/x', { headers: { get 'x-a'() { reads += 1; return reads === 1 ? 'fine' : 'evil\r\nx-evil: 1'; } } });
      return reads;`,
    ),
    holds: all(
      returns(1),
      sent(1, ({ headers }) => headers['x-a'] === 'fine' && headers['x-evil'] === undefined),
    ),
  },
  {
    id: 'arguments/headers-of-every-type',
    covers: ['D07'],
    ...operation(
      String.raw`const odd = [new Map([['x-a', 'b']]), [['x-a', 'b']], 'x-a: b', 5, null, { 'x-a': ['b'] }, { 'x-a': 5 }, { 'x-a': { toString: () => 'b' } }, { 'x-a': 'b\r\nx-evil: 1' }, { 'x-a\r\nx-evil': 'b' }, { 'x-a': 'b\u0000' }];
      return tryEach(odd.map((headers) => () => request(web + '/x', { headers })));`,
      tryEach,
    ),
    holds: all(returns(times(11, 'TypeError')), sent(0)),
  },
  {
    id: 'arguments/body-with-to-json',
    covers: ['D08'],
    ...operation(
      `let runs = 0;
      await request(web + '/x', { method: 'POST', body: { toJSON() { runs += 1; return { once: runs, realm: typeof process }; } } });
      return runs;`,
    ),
    holds: all(
      returns(1),
      sent(1, ({ body }) => body === '{"once":1,"realm":"undefined"}'),
    ),
  },
  {
    id: 'arguments/bodies-that-json-cannot-hold',
    covers: ['D08', 'D16'],
    ...operation(
      `const cycle = {}; cycle.self = cycle;
      const detached = new Uint8Array(8); detached.buffer.transfer();
      return tryEach([cycle, 10n, () => 1, Symbol('x'), { get a() { throw new TypeError('mine'); } }].map((body) => () => request(web + '/x', { method: 'POST', body })));`,
      tryEach,
    ),
    holds: all(returns(times(5, 'TypeError')), sent(0)),
  },
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
