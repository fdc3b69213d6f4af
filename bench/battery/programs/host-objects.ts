import { clean, returns, returnsWhere, threwValue, all } from '../expectations.ts';
import { endpoint, hook, operation } from '../extension-source.ts';
import type { Program } from '../program.ts';

const everyTrue = returnsWhere('only true', (value) => Array.isArray(value) && value.length > 0 && value.every((one) => one === true));

/* Whether a value belongs to the program's realm: its constructor is made by this realm's Function. */
const ours = `const ours = (value) => value === undefined || value === null || typeof value !== 'object' && typeof value !== 'function'
  || Object.getPrototypeOf(value) === null || (value.constructor instanceof Function && value.constructor.constructor === Function);`;

/** A01–A11: roads from an object that the host hands in to the realm of the host. */
export const hostObjectPrograms: readonly Program[] = [
  {
    id: 'host-objects/constructor-of-functions',
    covers: ['A01'],
    ...operation(`return [log, sleep, request].map((each) => each.constructor('return typeof process + typeof require')());`),
    holds: returns(['undefinedundefined', 'undefinedundefined', 'undefinedundefined']),
  },
  {
    id: 'host-objects/this-of-made-functions',
    covers: ['A01', 'B09'],
    ...operation(`const makers = [log, sleep, request, async () => 1, function* () {}, async function* () {}].map((each) => each.constructor);
      const runs = makers.map((make) => make('return this === undefined ? globalThis : this'));
      const first = await Promise.all(runs.map(async (run) => { const made = run(); return made.next ? (await made.next()).value : made; }));
      return first.map((each) => each === globalThis);`),
    holds: everyTrue,
  },
  {
    id: 'host-objects/constructor-of-answers',
    covers: ['A02'],
    ...operation(
      `const answer = await request(web + '/json/' + encodeURIComponent('{"list":[{"a":1}],"text":"x"}'));
      return [answer, answer.data, answer.data.list, answer.data.list[0], answer.headers, answer.data.text, answer.status].map((each) => ours(each) && ours(Object(each)));`,
      ours,
    ),
    holds: everyTrue,
  },
  {
    id: 'host-objects/hunt-through-an-answer',
    covers: ['A02', 'A09'],
    ...operation(`const answer = await request(web + '/headers'); return hunt([answer, answer.headers, answer.data, answer.data.list]);`),
    holds: clean,
  },
  {
    id: 'host-objects/constructor-of-promises',
    covers: ['A03'],
    ...operation(`const promises = [sleep(0), sleep('x'), request(web + '/json/1'), request(5)];
      const own = promises.map((each) => each instanceof Promise && each.constructor === Promise && each.constructor.constructor === Function);
      await Promise.allSettled(promises);
      return own;`),
    holds: everyTrue,
  },
  {
    id: 'host-objects/hunt-through-promises',
    covers: ['A03', 'A09'],
    ...operation(`const promises = [sleep(0), sleep('x'), request(web + '/json/1'), request(5)];
      const settled = await Promise.allSettled(promises);
      return hunt([promises, settled]);`),
    holds: clean,
  },
  {
    id: 'host-objects/constructor-of-errors',
    covers: ['A04'],
    ...operation(
      `const fails = [() => log(1), () => sleep('1'), () => sleep(-1), () => request(1), () => request(trip.origin), () => request(web + '/status/404'),
        () => request(web + '/to-trap'), () => request(web + '/x', { method: 'TRACE' }), () => request(web + '/x', { headers: { a: '\\n' } })];
      const errors = [];
      for (const fail of fails) { try { await fail(); errors.push(null); } catch (error) { errors.push(error); } }
      return errors.map((each) => each instanceof Error && ours(each) && ours(each.cause) && ours(each.errors) && typeof each.stack === 'string'
        && (each.response === undefined || typeof each.response === 'string'));`,
      ours,
    ),
    holds: everyTrue,
  },
  {
    id: 'host-objects/hunt-through-errors',
    covers: ['A04', 'A09'],
    ...operation(`const errors = [];
      for (const fail of [() => log(1), () => sleep('1'), () => request(trip.origin), () => request(web + '/status/500'), () => request('x:')]) {
        try { await fail(); } catch (error) { errors.push(error, error.response, error.cause); }
      }
      return hunt(errors);`),
    holds: clean,
  },
  {
    id: 'host-objects/constructor-of-operation-input',
    covers: ['A05'],
    ...operation(`return [input, input.list, input.list[0], input.inner].map(ours);`, ours),
    steps: [{ call: { operation: 'it' }, input: { list: [{ a: 1 }], inner: { b: [2] } } }],
    holds: everyTrue,
  },
  {
    id: 'host-objects/constructor-of-hook-payload',
    covers: ['A05'],
    ...hook(`${ours} filter('it', (payload) => [payload, payload.list, payload.inner].map(ours));`),
    holds: everyTrue,
  },
  {
    id: 'host-objects/constructor-of-endpoint-request',
    covers: ['A05'],
    ...endpoint(
      `${ours} router.post('/it', (asked) => ({ status: 200, body: [asked, asked.url, asked.headers, asked.body, asked.body.list].map(ours) }));`,
      [{ call: { endpoint: { method: 'POST', target: '/it?a', headers: { 'x-a': 'b' }, body: { list: [1] } } } }],
    ),
    holds: returns({ status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, body: [true, true, true, true, true] }),
  },
  {
    id: 'host-objects/hook-registrars',
    covers: ['A06'],
    ...hook(`const made = action('other', () => 1);
      filter('it', () => hunt([events, filter, action, made, Object.getPrototypeOf(events)]));`),
    holds: clean,
  },
  {
    id: 'host-objects/router',
    covers: ['A06'],
    ...endpoint(`const made = router.post('/x', () => ({ status: 200, body: 1 }));
      const own = [router, router.get, router.post, router.put, router.patch, router.delete].map((each) => each.constructor.constructor === Function);
      router.get('/it', () => ({ status: 200, body: [...own, made === undefined, Object.keys(router).length === 5] }));`),
    holds: returnsWhere('nothing of another realm', (value) => JSON.stringify(value).includes('[true,true,true,true,true,true,true,true]')),
  },
  {
    id: 'host-objects/descriptors',
    covers: ['A07'],
    ...operation(`const made = [];
      const look = (value, depth) => {
        if (value === null || (typeof value !== 'object' && typeof value !== 'function') || depth > 3) return;
        for (const { value: inner, get, set } of Object.values(Object.getOwnPropertyDescriptors(value))) {
          for (const each of [inner, get, set]) if (typeof each === 'function') made.push(each.constructor.constructor === Function); else look(each, depth + 1);
        }
        for (const [, inner] of Object.entries(value)) look(inner, depth + 1);
        look(Object.getPrototypeOf(value), depth + 1);
      };
      for (const each of [log, sleep, request, await import('directus:api').catch(() => null), sleep(0), await request(web + '/headers')]) look(each, 0);
      return [made.length > 10, made.every(Boolean)];`),
    holds: returns([true, true]),
  },
  {
    id: 'host-objects/lookup-getter',
    covers: ['A08'],
    ...operation(`const answer = await request(web + '/json/[1]');
      return [log, sleep, request, sleep(0), answer, answer.data].map((each) => {
        const proto = each.__lookupGetter__('__proto__');
        let last = each;
        for (let next = proto.call(last); next !== null; next = proto.call(last)) last = next;
        return last === Object.prototype && proto.constructor === Function && proto.call.constructor('return typeof process')() === 'undefined';
      });`),
    holds: everyTrue,
  },
  {
    id: 'host-objects/prototype-walk',
    covers: ['A09'],
    ...operation(`const known = new Set([Object, Function, Array, Promise, Error, TypeError, RangeError, (async () => 1).constructor].map((each) => each.prototype));
      const errors = await Promise.all([sleep('x'), request(1), request(trip.origin)].map((each) => each.catch((error) => error)));
      const odd = [];
      for (const start of [log, sleep, request, sleep(0), await request(web + '/headers'), ...errors]) {
        for (let each = Object.getPrototypeOf(start); each !== null; each = Object.getPrototypeOf(each)) if (!known.has(each)) odd.push(String(each.constructor?.name));
      }
      return odd;`),
    holds: returns([]),
  },
  {
    id: 'host-objects/has-instance-of-error',
    covers: ['A10'],
    ...operation(`for (const each of [Error, TypeError, Object, Array, Promise, Function])
        Object.defineProperty(each, Symbol.hasInstance, { value: () => { throw new Error('asked'); }, configurable: true });
      throw { a: 1 };`),
    holds: threwValue({ a: 1 }),
  },
  {
    id: 'host-objects/has-instance-of-payload',
    covers: ['A10'],
    ...operation(`const asked = [];
      class Trap { static [Symbol.hasInstance]() { asked.push(new Error().stack); return true; } }
      const value = { constructor: Trap, get [Symbol.toStringTag]() { return 'Error'; }, kept: 1 };
      Object.setPrototypeOf(value, { constructor: Trap });
      if (input.first) return value;
      return asked;`),
    steps: [
      { call: { operation: 'it' }, input: { first: true } },
      { call: { operation: 'it' }, input: {} },
    ],
    holds: returnsWhere('data, and no question', (value) => JSON.stringify(value) === '[]' || JSON.stringify(value) === '{"kept":1}'),
  },
  {
    id: 'host-objects/inspect-symbols',
    covers: ['A11'],
    ...operation(
      `const trap = () => { invoked += 1; return 'trapped'; };
      const value = { a: 1, [Symbol.for('nodejs.util.inspect.custom')]: trap, [Symbol.for('nodejs.rejection')]: trap, inspect: trap, [Symbol.for('nodejs.util.promisify.custom')]: trap };
      if (input.does === 'return') return value;
      if (input.does === 'throw') throw value;
      if (input.does === 'log') { try { log(value); } catch { return 'refused'; } }
      return invoked;`,
      'let invoked = 0;',
    ),
    steps: ['return', 'throw', 'log', 'count'].map((does) => ({ call: { operation: 'it' }, input: { does } })),
    holds: all(({ calls }) => {
      const shown = calls.map(({ outcome }) => ('json' in outcome ? outcome.json : 'thrown' in outcome ? outcome.thrown : outcome.status));
      return shown.join() === '{"a":1},{"a":1},"refused",0' ? [] : [`expected data and no call from outside, got ${shown.join()}`];
    }),
  },
];
