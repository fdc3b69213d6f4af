import { describe, expect, it } from 'vitest';

import { builtIns } from '../contract/built-ins.ts';
import { openRealm, type TestSetup } from './open-realm.testing.ts';
import type { GuestRecord } from './records.ts';

const operation = (body: string): string =>
  `import { log, sleep, request } from 'directus:api'; export default { id: 'it', handler: ${body} };`;

const once = (body: string, setup: TestSetup = {}, input: null | object | string = null): readonly GuestRecord[] => {
  using realm = openRealm(operation(body), setup);
  return realm.dispatch({ call: 1, operation: 'it', input: input as null });
};

const result = (body: string, setup?: TestSetup): unknown => {
  const [record] = once(body, setup);
  if (record === undefined || !('returned' in record)) throw new Error(`expected a result, got ${JSON.stringify(record)}`);
  return record.json === undefined ? undefined : JSON.parse(record.json);
};

/** What a `sleep` or `request` was refused with, and every record besides. */
const refusal = (call: string, setup?: TestSetup): unknown =>
  result(`async () => { try { return ['value', await ${call}]; } catch (error) { return [error.name, error.message]; } }`, setup);

describe('the realm', () => {
  it('has no global that is not a standard built-in', () => {
    const names = result('() => Reflect.ownKeys(globalThis).map(String)');
    const allowed = new Set(['globalThis', 'Infinity', 'NaN', 'undefined', ...builtIns.map(({ name }) => name)]);
    expect(names).toContain('Promise');
    expect((names as string[]).filter((name) => !allowed.has(name))).toEqual([]);
  });

  it('keeps every standard built-in that a bare context has', () => {
    const names = result('() => Reflect.ownKeys(globalThis).map(String)') as string[];
    expect(builtIns.filter(({ need, name }) => need === 'core' && !names.includes(name))).toEqual([]);
  });

  it('loses console and WebAssembly', () => {
    expect(result('() => [typeof console, typeof WebAssembly, Object.getPrototypeOf(globalThis) === Object.prototype]')).toEqual([
      'undefined',
      'undefined',
      expect.any(Boolean),
    ]);
  });
});

describe('log', () => {
  it('writes the exact text before the result', () => {
    expect(once('() => { log("a\\u2028\\n\\ud800"); return 1; }')).toEqual([{ log: 'a\u2028\n\ud800' }, { returned: 1, json: '1' }]);
  });

  it('throws at once without the scope, and names itself', () => {
    expect(
      result('() => { try { log("a"); } catch (error) { return [error.name, error.message, error instanceof Error]; } }', {
        scopes: { log: false },
      }),
    ).toEqual(['Error', 'No permission to use "log"', true]);
  });

  it('throws a TypeError for what is not a string, without coercing', () => {
    const body =
      '(values) => { const seen = []; for (const value of [1, null, undefined, {}, Symbol("s"), { toString() { seen.push("coerced"); return "x"; } }]) { try { log(value); } catch (error) { seen.push(error.name); } } return seen; }';
    expect(result(body)).toEqual(Array.from({ length: 6 }, () => 'TypeError'));
  });

  it('ends the call at the limit of lines, and writes no line beyond it', () => {
    const body = '() => { for (let at = 0; at < 10; at += 1) { try { log("line" + at); } catch {} } }';
    expect(once(body, { limits: { logLines: 2 } })).toEqual([{ log: 'line0' }, { log: 'line1' }, { over: 1, limit: 'log' }]);
  });

  it('counts bytes of UTF-8', () => {
    expect(once('() => { log("€"); log("\\u{1f600}"); }', { limits: { logBytes: 7 } })).toEqual([
      { log: '€' },
      { log: '😀' },
      { returned: 1 },
    ]);
    expect(once('() => { log("€"); log("\\u{1f600}"); }', { limits: { logBytes: 6 } })).toEqual([{ log: '€' }, { over: 1, limit: 'log' }]);
  });

  it('counts what runs after an answer for the call that asked', () => {
    using realm = openRealm(operation('async () => { await sleep(1); log("after"); log("more"); }'), { limits: { logLines: 1 } });
    realm.dispatch({ call: 1, operation: 'it', input: null });
    realm.dispatch({ call: 2, operation: 'it', input: null });
    expect(realm.deliver({ resolve: 1 })).toEqual([{ log: 'after' }, { over: 1, limit: 'log' }]);
    expect(realm.deliver({ resolve: 2 })).toEqual([{ log: 'after' }, { over: 2, limit: 'log' }]);
  });
});

describe('sleep', () => {
  it('asks the host and resolves to undefined', () => {
    using realm = openRealm(operation('async () => [await sleep(12.5)]'));
    expect(realm.dispatch({ call: 1, operation: 'it', input: null })).toEqual([{ sleep: 1, ms: 12.5 }]);
    expect(realm.deliver({ resolve: 1 })).toEqual([{ returned: 1, json: '[null]' }]);
    expect(realm.deliver({ resolve: 1 })).toEqual([]);
  });

  it('refuses other types and numbers out of range', () => {
    for (const value of ['"10"', 'null', 'undefined', '{ valueOf: () => 1 }', '1n'])
      expect(refusal(`sleep(${value})`)).toEqual(['TypeError', expect.stringContaining('"sleep"')]);
    for (const value of ['NaN', '-1', 'Infinity', '2 ** 31', '1e300'])
      expect(refusal(`sleep(${value})`)).toEqual(['RangeError', expect.stringContaining('"sleep"')]);
  });

  it('rejects without the scope', () => {
    expect(refusal('sleep(1)', { scopes: { sleep: false } })).toEqual(['Error', 'No permission to use "sleep"']);
  });

  it('counts only what is still pending', () => {
    using realm = openRealm(operation('async () => { for (let at = 0; at < 3; at += 1) await sleep(1); }'), {
      limits: { pendingCalls: 1 },
    });
    realm.dispatch({ call: 1, operation: 'it', input: null });
    expect([1, 2, 3].map((number) => realm.deliver({ resolve: number }))).toEqual([
      [{ sleep: 2, ms: 1 }],
      [{ sleep: 3, ms: 1 }],
      [{ returned: 1 }],
    ]);
  });

  it('ends the call at the limit of pending calls', () => {
    expect(once('() => { sleep(1); sleep(2).catch(() => {}); sleep(3).catch(() => {}); }', { limits: { pendingCalls: 1 } })).toEqual([
      { sleep: 1, ms: 1 },
      { over: 1, limit: 'pending' },
    ]);
  });
});

describe('request', () => {
  const asked = (call: string): unknown => once(`() => { ${call}.catch(() => {}); }`)[0];

  it('hands over the URL and a snapshot of the options', () => {
    expect(
      asked('request("https://a.test/", { method: "POST", headers: { "x-a": "1" }, body: { deep: [1, { toJSON: () => 2 }] }, other: 1 })'),
    ).toEqual({
      request: 1,
      url: 'https://a.test/',
      options: { method: 'POST', headers: { 'x-a': '1' }, body: { deep: [1, 2] } },
    });
    expect(asked('request("https://a.test/")')).toEqual({ request: 1, url: 'https://a.test/', options: {} });
  });

  it('takes own enumerable values only, and reads each once', () => {
    expect(asked('request("u", Object.create({ method: "DELETE" }))')).toEqual({ request: 1, url: 'u', options: {} });
    expect(asked('request("u", Object.defineProperty({}, "method", { value: "DELETE" }))')).toEqual({ request: 1, url: 'u', options: {} });
    expect(
      asked('(() => { let reads = 0; return request("u", { get method() { reads += 1; return "GET" + reads; } }); })()'),
    ).toMatchObject({ options: { method: 'GET1' } });
    expect(
      asked(
        '(() => { let reads = 0; return request("u", new Proxy({ method: "" }, { getOwnPropertyDescriptor: (_, key) => key === "method" ? { value: "M" + (reads += 1), enumerable: true, configurable: true } : undefined })); })()',
      ),
    ).toMatchObject({
      options: { method: 'M1' },
    });
    expect(asked('request("u", { headers: Object.assign(Object.create({ a: "inherited" }), { b: "own" }) })')).toMatchObject({
      options: { headers: { b: 'own' } },
    });
  });

  it('keeps __proto__ as a plain header name', () => {
    const record = asked('request("u", { headers: JSON.parse(\'{"__proto__":"x"}\') })') as { options: { headers: object } };
    expect(Object.entries(record.options.headers)).toEqual([['__proto__', 'x']]);
  });

  it('refuses other types with a TypeError', () => {
    const options = [
      'null',
      '1',
      '"GET"',
      '[]',
      '() => 1',
      'new Date(0)',
      'new Map()',
      '{ method: 1 }',
      '{ headers: [] }',
      '{ headers: { a: 1 } }',
      '{ headers: new Map() }',
      '{ body: () => 1 }',
      '{ body: 1n }',
    ];
    for (const option of options) expect([option, refusal(`request("u", ${option})`)]).toEqual([option, ['TypeError', expect.any(String)]]);
    for (const url of ['{ toString: () => "u" }', 'new String("u")', '["u"]', 'undefined'])
      expect(refusal(`request(${url})`)).toEqual(['TypeError', expect.stringContaining('"request"')]);
  });

  it('rejects without the scope, and beyond the limit of bytes', () => {
    expect(refusal('request("u")', { scopes: { request: false } })).toEqual(['Error', 'No permission to use "request"']);
    expect(refusal('request("u", { body: "x".repeat(100_000) })', { limits: { requestBytes: 1000 } })).toEqual([
      'RangeError',
      expect.stringContaining('"request"'),
    ]);
  });

  it('resolves to a fresh object of the realm', () => {
    using realm = openRealm(
      operation(
        'async () => { const answer = await request("u"); return [answer, Object.getPrototypeOf(answer) === Object.prototype, Object.keys(answer.data)]; }',
      ),
    );
    realm.dispatch({ call: 1, operation: 'it', input: null });
    const value = JSON.parse('{"status":200,"statusText":"OK","headers":{},"data":{"__proto__":1}}');
    expect(realm.deliver({ resolve: 1, value })).toEqual([{ returned: 1, json: `[${JSON.stringify(value)},true,["__proto__"]]` }]);
  });

  it('rejects with an error of the realm that carries status and response', () => {
    using realm = openRealm(
      operation(
        'async () => { try { await request("u"); } catch (error) { return [error instanceof Error, error.name, error.message, { ...error }]; } }',
      ),
    );
    realm.dispatch({ call: 1, operation: 'it', input: null });
    expect(
      realm.deliver({ reject: 1, error: { kind: 'http', name: 'HttpError', message: 'Not found', status: 404, response: '{}' } }),
    ).toEqual([{ returned: 1, json: '[true,"HttpError","Not found",{"status":404,"response":"{}"}]' }]);
  });
});
