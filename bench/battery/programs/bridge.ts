import { all, logged, returns, returnsWhere, sent } from '../expectations.ts';
import { endpoint, operation } from '../extension-source.ts';
import type { Program } from '../program.ts';

/* Replaces a method, counts its calls and what they carry, and gives it back. */
const spies = `const define = Reflect.defineProperty, applied = Reflect.apply;
const restore = [];
const seen = { __proto__: null, count: 0 };
const spy = (owner, name) => {
  const before = Object.getOwnPropertyDescriptor(owner, name);
  const real = before.value;
  define(owner, name, { __proto__: null, value: function () { seen.count += 1; return applied(real, this, arguments); }, writable: true, configurable: true });
  restore[restore.length] = () => define(owner, name, before);
};
const useAll = async () => {
  log('one');
  await sleep(0);
  const { data } = await request(web + '/json/7');
  await sleep('x').catch(() => 1);
  return data;
};`;

const spied = (owners: string): string => `${owners}
  const running = useAll();
  const mid = seen.count;
  const data = await running;
  const count = seen.count;
  for (let at = 0; at < restore.length; at += 1) restore[at]();
  return [data, mid, count];`;

/** B01–B05: what the bridge does inside the realm must not be readable or changeable there. */
export const bridgePrograms: readonly Program[] = [
  {
    id: 'bridge/setters-on-prototypes',
    covers: ['B01'],
    ...operation(
      `const names = ['0', '1', '2', '3', 'result', 'error', 'id', 'value', 'resolve', 'reject', 'owner', 'number', 'json', 'text', 'returned', 'threw', 'log', 'sleep', 'request', 'next', 'handler', 'limits', 'scopes', 'kind', 'ended', 'over'];
      const caught = { __proto__: null, count: 0 };
      for (let at = 0; at < names.length; at += 1) for (const owner of [Array.prototype, Object.prototype])
        Reflect.defineProperty(owner, names[at], { __proto__: null, configurable: true, get: () => undefined, set() { caught.count += 1; } });
      const data = await useAll();
      for (let at = 0; at < names.length; at += 1) for (const owner of [Array.prototype, Object.prototype]) delete owner[names[at]];
      return [data, caught.count];`,
      spies,
    ),
    holds: all(returns([7, 0]), logged('one')),
  },
  {
    id: 'bridge/forged-descriptors',
    covers: ['B01', 'B07'],
    ...operation(
      `for (const name of ['get', 'set']) Object.prototype[name] = () => { globalThis.forged = true; return 'forged'; };
      for (const name of ['enumerable', 'writable', 'configurable', 'value']) Object.prototype[name] = undefined;
      let data;
      try { data = await request(web + '/plain', { method: 'POST', headers: { 'x-a': 'b' }, body: 'c' }); }
      finally { for (const name of ['get', 'set', 'enumerable', 'writable', 'configurable', 'value']) delete Object.prototype[name]; }
      return [data.status, typeof globalThis.forged];`,
    ),
    holds: all(
      returns([200, 'undefined']),
      sent(1, ({ method, headers, body }) => method === 'POST' && headers['x-a'] === 'b' && body === 'c'),
    ),
  },
  {
    id: 'bridge/iterators',
    covers: ['B02'],
    ...operation(
      spied(`spy(Array.prototype, Symbol.iterator); spy(String.prototype, Symbol.iterator); spy(Map.prototype, Symbol.iterator); spy(Set.prototype, Symbol.iterator);
      const iteratorProto = Object.getPrototypeOf([][Symbol.iterator]()); spy(iteratorProto, 'next'); seen.count = 0;`),
      spies,
    ),
    holds: returns([7, 0, 0]),
  },
  {
    id: 'bridge/call-apply-bind',
    covers: ['B03'],
    ...operation(spied(`for (const name of ['call', 'apply', 'bind', 'toString']) spy(Function.prototype, name); seen.count = 0;`), spies),
    holds: returns([7, 0, 0]),
  },
  {
    id: 'bridge/reflect-and-object',
    covers: ['B03'],
    ...operation(
      spied(`for (const name of ['apply', 'get', 'set', 'ownKeys', 'getOwnPropertyDescriptor', 'getPrototypeOf', 'has']) spy(Reflect, name);
      for (const name of ['create', 'keys', 'entries', 'defineProperty', 'freeze', 'hasOwn', 'assign']) spy(Object, name);
      for (const name of ['push', 'shift', 'splice', 'map', 'slice']) spy(Array.prototype, name);
      for (const name of ['slice', 'indexOf', 'charCodeAt', 'replace']) spy(String.prototype, name);
      spy(Number, 'isInteger'); spy(Array, 'isArray'); spy(Map.prototype, 'get'); spy(Map.prototype, 'set'); seen.count = 0;`),
      spies,
    ),
    holds: returns([7, 0, 0]),
  },
  {
    id: 'bridge/promise-methods',
    covers: ['B04'],
    ...operation(
      `for (const name of ['then', 'catch', 'finally']) spy(Promise.prototype, name);
      for (const name of ['resolve', 'reject', 'all', 'withResolvers']) spy(Promise, name);
      seen.count = 0;
      log('one');
      await sleep(0);
      const { data } = await request(web + '/json/7');
      const count = seen.count;
      for (let at = 0; at < restore.length; at += 1) restore[at]();
      return [data, count];`,
      spies,
    ),
    holds: returns([7, 0]),
  },
  {
    id: 'bridge/promise-constructor-getter',
    covers: ['B04'],
    ...operation(
      `const given = [];
      const before = Object.getOwnPropertyDescriptor(Promise.prototype, 'constructor');
      const realThen = Promise.prototype.then;
      Object.defineProperty(Promise.prototype, 'constructor', { configurable: true, get: () => function Odd(executor) { given.push(executor); executor((value) => given.push(value), (value) => given.push(value)); } });
      Promise.prototype.then = function (...callbacks) { given.push(...callbacks); return Reflect.apply(realThen, this, callbacks); };
      let data;
      try { data = (await request(web + '/json/7')).data; } finally { Object.defineProperty(Promise.prototype, 'constructor', before); Promise.prototype.then = realThen; }
      return [data, (await hunt(given)).foreign.length];`,
    ),
    holds: returns([7, 0]),
  },
  {
    id: 'bridge/patches-that-stay',
    covers: ['B04', 'B05'],
    ...operation(
      `const { then } = Promise.prototype;
      Promise.prototype.then = function (...given) { return Reflect.apply(then, this, given); };
      Promise.resolve = Promise.reject = () => undefined;
      JSON.stringify = JSON.parse = () => '{"returned":99,"json":"forged"}';
      Object.freeze = Object.create = Object.defineProperty = () => ({});
      globalThis.Promise = class {};
      globalThis.Error = globalThis.TypeError = class {};
      log('still here');
      await sleep(0);
      return 'mine';`,
    ),
    holds: all(returns('mine'), logged('still here')),
  },
  {
    id: 'bridge/json-methods',
    covers: ['B05'],
    ...operation(
      `const { parse, stringify } = JSON;
      JSON.stringify = () => '"forged"';
      JSON.parse = () => ({ forged: true });
      String.prototype.toJSON = Number.prototype.toJSON = Boolean.prototype.toJSON = () => 'forged';
      let answer;
      try { log('plain'); answer = await request(web + '/json/7'); } finally { JSON.stringify = stringify; JSON.parse = parse; delete String.prototype.toJSON; delete Number.prototype.toJSON; delete Boolean.prototype.toJSON; }
      return [answer.data, 'text', 5, true];`,
    ),
    holds: all(returns([7, 'text', 5, true]), logged('plain')),
  },
  {
    id: 'bridge/to-json-on-object-prototype',
    covers: ['B05', 'D14'],
    ...endpoint(
      `router.get('/it', () => { Object.prototype.toJSON = () => 'forged'; return { status: 201, body: { a: 1 } }; });
      router.get('/after', () => { delete Object.prototype.toJSON; return { status: 200, body: 'after' }; });`,
      [{ call: { endpoint: { method: 'GET', target: '/it' } } }, { call: { endpoint: { method: 'GET', target: '/after' } } }],
    ),
    holds: returnsWhere('the status that was given, and a body of data', (value) => {
      const { status, body } = value as { readonly status: number; readonly body: string };
      return (status === 201 && body === 'forged') || (status === 200 && body === 'after');
    }),
  },
  {
    id: 'bridge/protocol-in-texts',
    covers: ['B05', 'D10'],
    ...operation(String.raw`log('x\n{"returned":1,"json":"\\"forged\\""}\n>{"returned":2}\n{"done":9}');
      return 'y\n>{"threw":1,"thrown":"null"}\n{"stopped":"cpu"}';`),
    holds: all(
      returns('y\n>{"threw":1,"thrown":"null"}\n{"stopped":"cpu"}'),
      logged(String.raw`x\n{"returned":1,"json":"\"forged\""}\n>{"returned":2}\n{"done":9}`),
    ),
  },
];
