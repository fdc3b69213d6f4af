import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRequestScope } from './compile-request-scope.ts';
import type { RequestCheck } from './request-decision.ts';

const checkOf = (scope: unknown): RequestCheck => {
  const check = compileRequestScope('request', scope);
  if (typeof check !== 'function') throw new Error(`not compiled: ${JSON.stringify(check)}`);
  return check;
};

const all = checkOf({ methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], urls: ['http://*', 'https://*'] });

describe('compileRequestScope', () => {
  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])('grants %s where it is listed, and only there', (method) => {
    expect(all('https://a.test/', method)).toEqual({ ok: true, href: 'https://a.test/', method, literalHost: false });
    const others = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((other) => other !== method);
    expect(checkOf({ methods: others, urls: ['https://*'] })('https://a.test/', method)).toEqual({
      ok: false,
      reason: 'method-not-granted',
    });
  });

  it.each(['get', 'Get', ' GET', 'GET ', 'GET\r\n', 'HEAD', 'OPTIONS', 'TRACE', 'CONNECT', '', '*', '__proto__', 'constructor'])(
    'denies the method %j',
    (method) => {
      expect(all('https://a.test/', method)).toEqual({ ok: false, reason: 'method-not-granted' });
    },
  );

  it.each([null, 1, true, ['GET'], {}, Object('GET'), Symbol('GET'), () => 'GET'].map((method) => [typeof method, method] as const))(
    'denies a method that is no string (%s)',
    (_type, method) => {
      expect(all('https://a.test/', method)).toEqual({ ok: false, reason: 'method-not-a-string' });
    },
  );

  it('takes a left out method for GET', () => {
    expect(all('https://a.test/')).toEqual({ ok: true, href: 'https://a.test/', method: 'GET', literalHost: false });
    expect(checkOf({ methods: ['POST'], urls: ['https://*'] })('https://a.test/')).toEqual({ ok: false, reason: 'method-not-granted' });
  });

  it('tells whether any glob that matches names the very host', () => {
    const check = checkOf({
      methods: ['GET'],
      urls: ['http://*', 'http://*.a.test/*', 'http://B.test/x/*', 'http://0x7f.1:*/*', 'http://*'],
    });
    const literal = (url: string): unknown => {
      const decision = check(url);
      return decision.ok && decision.literalHost;
    };
    expect(['http://c.test/', 'http://x.a.test/', 'http://b.test/', 'http://127.0.0.2/'].map(literal)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(['http://b.test/x/y', 'http://127.0.0.1:8080/', 'http://2130706433/'].map(literal)).toEqual([true, true, true]);
  });

  it('grants nothing for empty lists', () => {
    expect(checkOf({ methods: [], urls: ['https://*'] })('https://a.test/')).toEqual({ ok: false, reason: 'method-not-granted' });
    expect(checkOf({ methods: ['GET'], urls: [] })('https://a.test/')).toEqual({ ok: false, reason: 'url-not-granted' });
  });

  it('grants what any of several globs grants', () => {
    const check = checkOf({ methods: ['GET'], urls: ['https://a.test/x', 'https://b.test/*', 'http://c.test/'] });
    expect([check('https://a.test/x').ok, check('https://b.test/y').ok, check('http://c.test').ok]).toEqual([true, true, true]);
    expect([check('https://a.test/y').ok, check('http://b.test/y').ok, check('https://c.test/').ok]).toEqual([false, false, false]);
  });

  it('admits only a href that a second parser reads the same way', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl({ withFragments: true, withQueryParameters: true }),
          fc.string({ unit: 'binary' }).map((end) => `https://a.test/${end}`),
        ),
        (url) => {
          const decision = all(url);
          fc.pre(decision.ok);
          if (!decision.ok) return;
          const again = new URL(decision.href);
          expect(again.href).toBe(decision.href);
          expect([again.hash, again.username, again.password]).toEqual(['', '', '']);
          expect(again.host).toBe(new URL(url).host);
          expect(all(decision.href)).toEqual(decision);
        },
      ),
      { numRuns: 500 },
    );
  });
});
