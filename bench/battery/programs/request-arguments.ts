import { all, returns, sent } from '../expectations.ts';
import { operation } from '../extension-source.ts';
import type { Program } from '../program.ts';

/* Names the kinds of errors that calls end with. */
const tryEach = `const tryEach = async (runs) => {
  const said = [];
  for (const run of runs) try { said.push(await run() === undefined ? 'undefined' : 'done'); } catch (error) { said.push(error instanceof Error ? error.name : 'no error'); }
  return said.join();
};`;

const times = (count: number, text: string): string => Array.from({ length: count }, () => text).join();

/** D01–D08: arguments of `request` that say one thing and then another. */
export const requestArgumentPrograms: readonly Program[] = [
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
];
