import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileScopes } from './compile-scopes.ts';

const requestScope = (scope: unknown): unknown => ({ request: scope });
const glob = (text: unknown): unknown => requestScope({ methods: ['GET'], urls: ['https://fine.test/*', text] });
const parsed = (text: string): unknown => JSON.parse(text);

const refusedShapes: readonly (readonly [name: string, scopes: unknown, field: string])[] = [
  ['undefined', undefined, 'requestedScopes'],
  ['null', null, 'requestedScopes'],
  ['a string', 'log', 'requestedScopes'],
  ['an array', ['log'], 'requestedScopes'],
  ['a Map', new Map([['log', {}]]), 'requestedScopes'],
  ['an object with inherited scopes', Object.create({ log: {} }), 'requestedScopes'],
  [
    'a class instance',
    new (class Scopes {
      log = {};
    })(),
    'requestedScopes',
  ],
  ['an unknown scope', { log: {}, fetch: {} }, 'requestedScopes.fetch'],
  ['a scope in another case', { Log: {} }, 'requestedScopes.Log'],
  ['methods and urls one level too high', { methods: [], urls: [] }, 'requestedScopes.methods'],
  ['an own key __proto__', parsed('{"__proto__":{"log":{}}}'), 'requestedScopes.__proto__'],
  ['an own key constructor', parsed('{"constructor":{"prototype":{"log":{}}}}'), 'requestedScopes.constructor'],
  ['an own key toString', { toString: {} }, 'requestedScopes.toString'],
  ['log as true', { log: true }, 'requestedScopes.log'],
  ['log as null', { log: null }, 'requestedScopes.log'],
  ['log as an array', { log: [] }, 'requestedScopes.log'],
  ['log with options', { log: { level: 'info' } }, 'requestedScopes.log'],
  ['sleep as a string', { sleep: 'yes' }, 'requestedScopes.sleep'],
  ['sleep with an own key __proto__', parsed('{"sleep":{"__proto__":{}}}'), 'requestedScopes.sleep'],
  ['request as true', requestScope(true), 'requestedScopes.request'],
  ['request as null', requestScope(null), 'requestedScopes.request'],
  ['request as an array', requestScope([]), 'requestedScopes.request'],
  ['request without anything', requestScope({}), 'requestedScopes.request.methods'],
  ['request without methods', requestScope({ urls: [] }), 'requestedScopes.request.methods'],
  ['request without urls', requestScope({ methods: [] }), 'requestedScopes.request.urls'],
  ['request with another key', requestScope({ methods: [], urls: [], hosts: [] }), 'requestedScopes.request.hosts'],
  ['request with an own key __proto__', parsed('{"request":{"__proto__":{},"methods":[],"urls":[]}}'), 'requestedScopes.request.__proto__'],
  ['methods as a string', requestScope({ methods: 'GET', urls: [] }), 'requestedScopes.request.methods'],
  ['methods as an object', requestScope({ methods: { 0: 'GET', length: 1 }, urls: [] }), 'requestedScopes.request.methods'],
  ['an unknown method', requestScope({ methods: ['GET', 'TRACE'], urls: [] }), 'requestedScopes.request.methods[1]'],
  ['a method in lower case', requestScope({ methods: ['get'], urls: [] }), 'requestedScopes.request.methods[0]'],
  ['a method with a space', requestScope({ methods: ['GET '], urls: [] }), 'requestedScopes.request.methods[0]'],
  ['a method as an array', requestScope({ methods: [['GET']], urls: [] }), 'requestedScopes.request.methods[0]'],
  ['a hole among the methods', requestScope({ methods: new Array(1), urls: [] }), 'requestedScopes.request.methods[0]'],
  ['the method *', requestScope({ methods: ['*'], urls: [] }), 'requestedScopes.request.methods[0]'],
  ['urls as a string', requestScope({ methods: [], urls: 'https://a.test/*' }), 'requestedScopes.request.urls'],
  ['65 globs', requestScope({ methods: [], urls: new Array(65).fill('https://a.test/*') }), 'requestedScopes.request.urls'],
  ['a glob that is null', glob(null), 'requestedScopes.request.urls[1]'],
  ['a glob that is a String object', glob(Object('https://a.test/*')), 'requestedScopes.request.urls[1]'],
  ['a glob that is an array', glob(['https://a.test/*']), 'requestedScopes.request.urls[1]'],
  ['an invalid glob', glob('https://a*'), 'requestedScopes.request.urls[1]'],
];

const throwing = (trap: 'ownKeys' | 'getPrototypeOf' | 'get'): unknown =>
  new Proxy(
    { log: {} },
    {
      [trap]: () => {
        throw new Error('trap');
      },
    },
  );

const revoked = (): unknown => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};

describe('compileScopes', () => {
  it.each(refusedShapes)('refuses %s and names the field', (_name, scopes, field) => {
    const result = compileScopes(scopes);
    expect(result).toMatchObject({ ok: false, error: { field } });
  });

  it.each(['ownKeys', 'getPrototypeOf', 'get'] as const)('refuses a proxy whose %s trap throws', (trap) => {
    expect(compileScopes(throwing(trap)).ok).toBe(false);
  });

  it('refuses revoked proxies at every level', () => {
    for (const scopes of [
      revoked(),
      { log: revoked() },
      requestScope(revoked()),
      requestScope({ methods: revoked(), urls: [] }),
      requestScope({ methods: [], urls: revoked() }),
    ]) {
      expect(compileScopes(scopes).ok).toBe(false);
    }
  });

  it('grants exactly the scopes that are there', () => {
    expect(compileScopes({})).toMatchObject({ ok: true, log: false, sleep: false, request: false });
    expect(compileScopes({ log: {} })).toMatchObject({ ok: true, log: true, sleep: false, request: false });
    expect(compileScopes({ sleep: {} })).toMatchObject({ ok: true, log: false, sleep: true, request: false });
    expect(compileScopes(requestScope({ methods: [], urls: [] }))).toMatchObject({ ok: true, log: false, sleep: false, request: true });
  });

  it('is not fooled by what Object.prototype has', () => {
    const polluted = Object.prototype as { log?: unknown; request?: unknown };
    polluted.log = {};
    polluted.request = { methods: ['GET'], urls: ['https://*'] };
    try {
      const scopes = compileScopes({});
      expect(scopes).toMatchObject({ ok: true });
      expect(Object.entries(scopes)).toContainEqual(['log', false]);
      expect(scopes.ok && scopes.check('https://a.test/')).toEqual({ ok: false, reason: 'no-scope' });
    } finally {
      delete polluted.log;
      delete polluted.request;
    }
  });

  it('is not fooled by elements and keys that prototypes have', () => {
    const lists = Array.prototype as { 0?: unknown };
    const objects = Object.prototype as { urls?: unknown };
    lists[0] = 'GET';
    objects.urls = ['https://*'];
    try {
      expect(compileScopes(requestScope({ methods: new Array(1), urls: [] }))).toMatchObject({
        error: { field: 'requestedScopes.request.methods[0]' },
      });
      expect(compileScopes(requestScope({ methods: ['GET'] }))).toMatchObject({ error: { field: 'requestedScopes.request.urls' } });
    } finally {
      delete lists[0];
      delete objects.urls;
    }
  });

  it('reads every list and every key once', () => {
    const reads: string[] = [];
    const noting = (name: string, value: object): object =>
      new Proxy(value, {
        get: (target, key) => {
          reads.push(`${name}.${String(key)}`);
          return Reflect.get(target, key) as unknown;
        },
      });
    const request = noting('request', { methods: noting('methods', ['GET']), urls: noting('urls', ['https://*']) });
    expect(compileScopes(noting('scopes', { request }))).toMatchObject({ ok: true });
    expect(reads).toEqual(['scopes.request', 'request.methods', 'methods.length', 'methods.0', 'request.urls', 'urls.length', 'urls.0']);
  });

  it('keeps its decisions when the object it was made of changes', () => {
    const urls = ['https://a.test/*'];
    const methods = ['GET'];
    const scopes = compileScopes(requestScope({ methods, urls }));
    urls.push('https://b.test/*');
    methods.push('DELETE');
    expect(scopes.ok && scopes.check('https://b.test/')).toEqual({ ok: false, reason: 'url-not-granted' });
    expect(scopes.ok && scopes.check('https://a.test/', 'DELETE')).toEqual({ ok: false, reason: 'method-not-granted' });
  });

  it('accepts 64 globs of 2048 characters with 8 wildcards each', () => {
    const end = '/a*b*c*d*e*f*g*h*';
    const start = 'https://a.test/';
    const urls = Array.from({ length: 64 }, (_, index) => `${start}${String(index).padStart(2048 - start.length - end.length, 'x')}${end}`);
    expect(urls.every((url) => url.length === 2048)).toBe(true);
    expect(compileScopes(requestScope({ methods: ['GET'], urls }))).toMatchObject({ ok: true });
  });

  it('quotes what it got, bounded and on one line', () => {
    const result = compileScopes(glob(`https://a\n\u202e${'x'.repeat(3_000)}`));
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.error.got).toContain('https://a\\n\\u202e');
    expect(result.error.got.length).toBeLessThan(120);
  });

  it('never throws, whatever it gets', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.anything(), (scopes, url, method) => {
        expect(typeof compileScopes(scopes).ok).toBe('boolean');
        const compiled = compileScopes(requestScope({ methods: ['GET'], urls: ['https://*'] }));
        expect(compiled.ok && compiled.check(url, method).ok).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});
