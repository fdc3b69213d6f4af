import { describe, expect, it } from 'vitest';

import { openRealm } from './open-realm.testing.ts';

/* The attack runs when the module is evaluated, so before registration; `leaks` collects what it could catch. */
const attacked = (attack: string, handler: string) =>
  openRealm(
    `import { log, sleep, request } from 'directus:api'; const leaks = []; ${attack}; export default { id: 'it', handler: ${handler} };`,
  );

const honest = `async (input) => { log('one'); await sleep(1); const answer = await request('https://a.test/', { method: 'GET', headers: { a: 'b' } }); try { await request('u'); } catch (error) { return { input, answer, message: error.message, leaks }; } }`;

const attacks: Readonly<Record<string, string>> = {
  'Object.prototype with protocol names': `for (const key of ['operation','filter','action','endpoint','call','input','resolve','value','error','status','response','over','log','method','headers','body','scopes','limits','next','get','set','writable','enumerable','configurable','owner','ended'])
    Object.prototype[key] = key === 'get' || key === 'set' ? undefined : 'polluted'; for (const key of ['get', 'set']) delete Object.prototype[key]`,
  'setters on Object.prototype': `for (const key of ['resolve','reject','owner','handler','next','id','logLines','number','status','response','name','message','1','2','3'])
    Object.defineProperty(Object.prototype, key, { set(value) { leaks.push(key); }, get() { return undefined; }, configurable: true })`,
  'setters on Array.prototype': `for (const key of ['0','1','2','push','length']) if (key !== 'length') Object.defineProperty(Array.prototype, key, { set(value) { leaks.push2(key); }, get() { return undefined; }, configurable: true })`,
  'Promise.prototype.then': `Promise.prototype.then = function () { leaks.push('then'); throw new Error('never') }; Promise.prototype.catch = Promise.prototype.finally = Promise.prototype.then`,
  'Promise itself': `Promise.resolve = Promise.reject = Promise.withResolvers = () => { throw new Error('never') }; globalThis.Promise = class { constructor() { leaks.push('Promise') } }`,
  'promises without methods': `delete Promise.prototype.then; delete Promise.prototype.catch; delete Promise.prototype.finally`,
  'an inherited tag': `Object.defineProperty(Object.prototype, Symbol.toStringTag, { get() { leaks.push('tag'); throw new Error('never') } })`,
  'Promise species': `Object.defineProperty(Promise, Symbol.species, { get() { leaks.push('species'); throw new Error('never') } })`,
  JSON: `const { parse } = JSON; JSON.stringify = () => { leaks.push('stringify'); return '{}' }; JSON.parse = () => { leaks.push('parse'); return {} }; globalThis.JSON = {}`,
  'toJSON of strings and numbers': `String.prototype.toJSON = Number.prototype.toJSON = Boolean.prototype.toJSON = function () { leaks.push('toJSON'); return 'forged' }`,
  'Reflect and Object': `for (const [owner, names] of [[Reflect, ['apply', 'ownKeys', 'getOwnPropertyDescriptor']], [Object, ['hasOwn', 'create', 'defineProperty', 'freeze', 'getPrototypeOf']], [Array, ['isArray']], [Number, ['isFinite', 'isInteger']]])
    for (const name of names) owner[name] = () => { leaks.push(name); throw new Error('never') }`,
  'Function.prototype': `for (const name of ['call', 'apply', 'bind', 'toString']) Function.prototype[name] = () => { leaks.push(name); throw new Error('never') }`,
  'String.prototype': `for (const name of Object.getOwnPropertyNames(String.prototype)) if (!['constructor', 'length'].includes(name)) String.prototype[name] = () => { leaks.push(name); throw new Error('never') }; String.prototype[Symbol.iterator] = () => { throw 1 }`,
  iterators: `Array.prototype[Symbol.iterator] = function* () { leaks.push('iterator') }; Object.prototype[Symbol.iterator] = Array.prototype[Symbol.iterator]`,
  Error: `globalThis.Error = globalThis.TypeError = globalThis.RangeError = class { constructor() { leaks.push('Error') } }`,
};

describe('the boot module under pollution', () => {
  it.each(Object.entries(attacks))('works after an attack on %s', (_, attack) => {
    using realm = attacked(attack, honest);
    expect(realm.registering).toEqual([{ registered: [{ operation: 'it' }] }]);
    expect(realm.dispatch({ call: 1, operation: 'it', input: { a: 1 } })).toEqual([{ log: 'one' }, { sleep: 1, ms: 1 }]);
    expect(realm.deliver({ resolve: 1 })).toEqual([
      { request: 2, url: 'https://a.test/', options: { method: 'GET', headers: { a: 'b' } } },
    ]);
    const value = { status: 200, statusText: 'OK', headers: {}, data: 'text' };
    expect(realm.deliver({ resolve: 2, value })).toEqual([{ request: 3, url: 'u', options: {} }]);
    expect(realm.deliver({ reject: 3, error: { kind: 'network', name: 'Error', message: 'gone' } })).toEqual([
      { returned: 1, json: JSON.stringify({ input: { a: 1 }, answer: value, message: 'gone', leaks: [] }) },
    ]);
  });

  it('takes nothing inherited as an option of request', () => {
    using realm = attacked(
      `Object.prototype.method = 'DELETE'; Object.prototype.headers = { a: 'b' }; Object.prototype.body = 'x'`,
      `() => { request('u', {}); request('u'); }`,
    );
    expect(realm.dispatch({ call: 1, operation: 'it', input: null }).slice(0, 2)).toEqual([
      { request: 1, url: 'u', options: {} },
      { request: 2, url: 'u', options: {} },
    ]);
  });

  it('takes the value of an option, not an inherited getter', () => {
    using realm = attacked(`Object.prototype.get = () => 'DELETE'`, `() => { request('u', { method: 'GET', headers: { a: 'b' } }); }`);
    expect(realm.dispatch({ call: 1, operation: 'it', input: null })[0]).toEqual({
      request: 1,
      url: 'u',
      options: { method: 'GET', headers: { a: 'b' } },
    });
  });

  it('shows no value of an error to an inherited setter', () => {
    const setters = `for (const key of ['status', 'response', 'name']) Object.defineProperty(Error.prototype, key, { set(value) { leaks.push(key, value); }, get() { return key; }, configurable: true })`;
    using realm = attacked(
      setters,
      `async () => { try { await request('u'); } catch (error) { return [leaks, error.status, error.response, error.name]; } }`,
    );
    realm.dispatch({ call: 1, operation: 'it', input: null });
    expect(realm.deliver({ reject: 1, error: { kind: 'http', name: 'HttpError', message: 'm', status: 404, response: '{}' } })).toEqual([
      { returned: 1, json: '[[],404,"{}","HttpError"]' },
    ]);
  });

  const everyDoor = `for (const key of ['operation', 'endpoint', 'filter', 'action', 'json', 'next', 'any', 'rest', 'text'])
      Object.defineProperty(Object.prototype, key, { value: { method: 'GET', target: '/x' }, writable: true, configurable: true });
    for (const name of Object.getOwnPropertyNames(String.prototype)) if (!['constructor', 'length'].includes(name)) Object.defineProperty(String.prototype, name, { value() { throw new Error('never'); } });
    Array.prototype[Symbol.iterator] = String.prototype[Symbol.iterator] = String.prototype[Symbol.split] = () => { throw new Error('never'); };`;

  it('finds the right door of a hook', () => {
    using realm = openRealm(
      `import { log } from 'directus:api'; ${everyDoor} export default ({ filter, action }) => { filter('e', (p) => [p]); filter('e', (p) => [p]); action('e', () => log('acted')); };`,
      { kind: 'hook' },
    );
    expect(realm.dispatch({ call: 1, filter: 'e', input: 1 })).toEqual([{ returned: 1, json: '[[1]]' }]);
    expect(realm.dispatch({ call: 2, action: 'e', input: 1 })).toEqual([{ log: 'acted' }, { returned: 2 }]);
  });

  it('finds the right route of an endpoint', () => {
    using realm = openRealm(
      `${everyDoor} export default (router) => { router.post('/a/:b', () => ({ status: 200, body: '1' })); router.get('/a/*', ({ url }) => ({ status: 200, body: url })); };`,
      { kind: 'endpoint' },
    );
    expect(realm.dispatch({ call: 1, endpoint: { method: 'GET', target: '/a/b?c', headers: {}, body: null } })).toEqual([
      { returned: 1, json: '{"status":200,"headers":{"content-type":"text/plain; charset=utf-8"},"body":"/a/b?c"}' },
    ]);
    expect(realm.dispatch({ call: 2, endpoint: { method: 'GET', target: '/b', headers: {}, body: null } })).toEqual([{ absent: 2 }]);
  });

  it('keeps scopes where the extension cannot reach them', () => {
    using realm = openRealm(
      `import { log, request } from 'directus:api'; Object.prototype.log = true; Object.prototype.scopes = { log: true, request: true };
       export default { id: 'it', handler: async () => { const seen = []; try { log('x'); } catch (error) { seen.push(error.name); } await request('u').catch((error) => seen.push(error.name)); return seen; } };`,
      { scopes: { log: false, request: false } },
    );
    expect(realm.dispatch({ call: 1, operation: 'it', input: null })).toEqual([{ returned: 1, json: '["Error","Error"]' }]);
  });

  it('hands out functions that lead to no module, no namespace and no other global', () => {
    using realm = openRealm(
      `import { log, sleep, request } from 'directus:api'; export default { id: 'it', handler: () => [log, sleep, request].map((each) => [each.constructor === Function, 'prototype' in each, each.constructor('return typeof process + typeof dispatch + typeof drain')()]) };`,
    );
    expect(realm.dispatch({ call: 1, operation: 'it', input: null })).toEqual([
      { returned: 1, json: JSON.stringify(Array.from({ length: 3 }, () => [true, false, 'undefinedundefinedundefined'])) },
    ]);
  });
});
