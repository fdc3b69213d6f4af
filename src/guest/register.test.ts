import { describe, expect, it } from 'vitest';

import { openRealm } from './open-realm.testing.ts';
import type { ExtensionKind, GuestRecord, GuestSetup } from './records.ts';

const registering = (kind: ExtensionKind, source: string, limits: Partial<GuestSetup['limits']> = {}): readonly GuestRecord[] => {
  using realm = openRealm(source, { kind, limits });
  return realm.registering;
};

const refused = (message: string): readonly unknown[] => [{ refused: { name: 'TypeError', message: expect.stringContaining(message) } }];

describe('register', () => {
  it('takes an operation', () => {
    expect(registering('operation', 'export default { id: "a", handler() {} }')).toEqual([{ registered: [{ operation: 'a' }] }]);
  });

  it('refuses an operation of another shape', () => {
    for (const source of ['1', 'null', '() => 1']) expect(registering('operation', `export default ${source};`)).toEqual(refused(''));
    for (const source of ['{ handler() {} }', '{ id: 1, handler() {} }', '{ id: "", handler() {} }'])
      expect(registering('operation', `export default ${source};`)).toEqual(refused('id'));
    for (const source of ['{ id: "a" }', '{ id: "a", handler: "f" }'])
      expect(registering('operation', `export default ${source};`)).toEqual(refused('handler'));
    expect(registering('operation', 'export const other = 1;')).toEqual(refused('default export'));
  });

  it('gives an endpoint a frozen router with five functions, once', () => {
    const source = `let calls = 0; export default (...seen) => { calls += 1; const [router] = seen;
      router.get('/' + calls + '/' + seen.length + '/' + Object.isFrozen(router) + '/' + Object.keys(router).sort().join(), () => {});
      router.delete('/d', () => {}); router.post('/p', () => {}); router.put('/u', () => {}); router.patch('/a', () => {}); };`;
    expect(registering('endpoint', source)).toEqual([
      {
        registered: [
          { endpoint: { method: 'GET', path: '/1/1/true/delete,get,patch,post,put' } },
          { endpoint: { method: 'DELETE', path: '/d' } },
          { endpoint: { method: 'POST', path: '/p' } },
          { endpoint: { method: 'PUT', path: '/u' } },
          { endpoint: { method: 'PATCH', path: '/a' } },
        ],
      },
    ]);
  });

  it('gives a hook filter and action, and nothing else', () => {
    const source =
      'export default (...seen) => { seen[0].filter(Reflect.ownKeys(seen[0]).join() + seen.length, () => {}); seen[0].action("a", () => {}); };';
    expect(registering('hook', source)).toEqual([{ registered: [{ filter: 'filter,action1' }, { action: 'a' }] }]);
  });

  it('refuses wrong types of paths, events and handlers', () => {
    for (const call of ['get(1, () => {})', 'get(/x/, () => {})', 'get("/")', 'get("/", "f")'])
      expect(registering('endpoint', `export default (router) => router.${call};`)).toEqual(refused('"get"'));
    for (const call of ['filter(1, () => {})', 'filter("e")', 'filter("e", {})'])
      expect(registering('hook', `export default (on) => on.${call};`)).toEqual(refused('"filter"'));
    expect(registering('hook', 'export default { id: "a", handler() {} };')).toEqual(refused('function'));
  });

  it('refuses a register function that is async, throws an error, or throws anything', () => {
    expect(registering('hook', 'export default async ({ filter }) => { filter("a", () => {}); };')).toEqual(refused('async'));
    expect(registering('hook', 'export default () => ({ then() {} });')).toEqual(refused('async'));
    expect(registering('hook', 'export default () => { throw new RangeError("no"); };')).toEqual([
      { refused: { name: 'RangeError', message: 'no' } },
    ]);
    expect(registering('hook', 'export default () => { throw { a: 1 }; };')).toEqual([{ refused: { name: 'Error', message: '{"a":1}' } }]);
    expect(
      registering('hook', 'export default () => { throw Object.defineProperty(new Error("x"), "message", { get() { throw 1; } }); };'),
    ).toEqual([{ refused: { name: 'Error', message: '' } }]);
  });

  it('says that there were too many, even if the extension hides it', () => {
    const source =
      'export default ({ filter }) => { for (let at = 0; at < 10000; at += 1) { try { filter("e" + at, () => {}); } catch {} } };';
    expect(registering('hook', source, { registrations: 3 })).toEqual([{ over: 0, limit: 'registrations' }]);
    expect(registering('hook', source.replace('10000', '3'), { registrations: 3 })).toEqual([
      { registered: [{ filter: 'e0' }, { filter: 'e1' }, { filter: 'e2' }] },
    ]);
  });

  it('leaves the functions dead afterwards', () => {
    const source = `let later; export default ({ filter }) => { later = filter;
      filter('e', () => { try { later('other', () => {}); } catch (error) { return error.message; } }); };`;
    using realm = openRealm(source, { kind: 'hook' });
    expect(realm.dispatch({ call: 1, filter: 'e', input: null })).toEqual([
      { returned: 1, json: '"\\"filter\\" works only while the extension registers"' },
    ]);
    expect(realm.dispatch({ call: 2, filter: 'other', input: null })).toEqual([{ absent: 2 }]);
  });

  it('waits for a top-level await', () => {
    using realm = openRealm('import { sleep } from "directus:api"; await sleep(5); export default { id: "late", handler() {} };');
    expect(realm.registering).toEqual([{ sleep: 1, ms: 5 }]);
    expect(realm.deliver({ resolve: 1 })).toEqual([{ registered: [{ operation: 'late' }] }]);
  });
});
