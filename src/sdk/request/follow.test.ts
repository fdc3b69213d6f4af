import { describe, expect, it } from 'vitest';
import { errorOf, openSdk, valueOf, type AskedSdk } from '../ask.testing.ts';
import { headerOf, openLoopback, type Loopback } from '../loopback.testing.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

const open = (urls: readonly string[], granted: readonly string[] = methods): AskedSdk => openSdk({ request: { methods: granted, urls } });

// Answers `/go/status?target` with that status and the decoded target as location, and everything else with 200.
const redirecting = (): Promise<Loopback> =>
  openLoopback((seen, response) => {
    const [, status, target] = /^\/go\/(3\d\d)\?(.*)$/.exec(seen.url) ?? [];
    if (status === undefined || target === undefined) response.end('home');
    else response.writeHead(Number(status), { location: decodeURIComponent(target) }).end('gone');
  });

const away = (from: Loopback, status: number, target: string): string =>
  `${from.origin}/go/${String(status)}?${encodeURIComponent(target)}`;

describe('follow', () => {
  it.each([301, 302, 303, 307, 308])('follows %d inside the scope, absolute and relative', async (status) => {
    await using server = await redirecting();
    const { request } = open([`${server.origin}/*`]);
    for (const target of [
      `${server.origin}/home?x=1`,
      '/home?x=1',
      '../home?x=1',
      './home?x=1',
      `//127.0.0.1:${String(server.port)}/home?x=1`,
      `${server.origin}/home?x=1#frag`,
    ]) {
      expect(valueOf(await request(away(server, status, target)))).toMatchObject({ status: 200, data: 'home' });
      expect(server.seen.at(-1)?.url).toMatch(/^\/(?:go\/)?home\?x=1$/);
    }
  });

  it.each([301, 302, 303, 307, 308])('does not contact anything outside the scope after %d', async (status) => {
    await using server = await redirecting();
    await using outside = await redirecting();
    const { request, denials } = open([`${server.origin}/*`]);
    const targets = [
      `${outside.origin}/`,
      `//127.0.0.1:${String(outside.port)}/`,
      `http://127.0.0.1:${String(server.port)}@127.0.0.1:${String(outside.port)}/`,
      `http:\\\\127.0.0.1:${String(outside.port)}\\`,
      `${server.origin}@127.0.0.1:${String(outside.port)}/`,
      `http:127.0.0.1:${String(outside.port)}/`,
      `https://127.0.0.1:${String(server.port)}/`,
      'file:///etc/passwd',
      'data:text/plain,x',
      'ftp://127.0.0.1/',
      `http://user:pw@127.0.0.1:${String(server.port)}/`,
      '/x/..%2fy',
      '/a b',
      '/\\x',
    ];
    for (const target of targets) {
      const error = errorOf(await request(away(server, status, target)));
      expect([target, error.kind, error.message.includes('"request"')]).toEqual([target, 'permission', true]);
    }
    expect(outside.connections).toBe(0);
    expect(server.connections).toBe(targets.length);
    expect(denials).toHaveLength(targets.length);
  });

  it('keeps a redirect inside the path of the scope', async () => {
    await using server = await redirecting();
    const { request } = open([`${server.origin}/go/*`]);
    expect(errorOf(await request(away(server, 302, '/admin')))).toMatchObject({ kind: 'permission' });
    expect(errorOf(await request(away(server, 302, '../../admin')))).toMatchObject({ kind: 'permission' });
    expect(server.seen.map(({ url }) => url.startsWith('/go/'))).toEqual([true, true]);
  });

  it.each([
    [301, 'POST', 'GET', ''],
    [302, 'POST', 'GET', ''],
    [303, 'POST', 'GET', ''],
    [303, 'PUT', 'GET', ''],
    [303, 'DELETE', 'GET', ''],
    [301, 'PUT', 'PUT', '{"a":1}'],
    [302, 'PATCH', 'PATCH', '{"a":1}'],
    [302, 'DELETE', 'DELETE', '{"a":1}'],
    [307, 'POST', 'POST', '{"a":1}'],
    [308, 'POST', 'POST', '{"a":1}'],
  ])('makes of %d after %s a %s', async (status, method, next, body) => {
    await using server = await redirecting();
    const { request } = open([`${server.origin}/*`]);
    valueOf(await request(away(server, status, '/home'), { method, body: { a: 1 }, headers: { 'content-language': 'de', 'x-key': 'k' } }));
    const seen = server.seen.at(-1);
    expect([seen?.method, seen?.body]).toEqual([next, body]);
    expect(headerOf(seen, 'x-key')).toBe('k');
    const fields = ['content-type', 'content-language', 'content-length'].map((name) => headerOf(seen, name));
    expect(fields).toEqual(body === '' ? [undefined, undefined, undefined] : ['application/json', 'de', '7']);
  });

  it('checks the new method too', async () => {
    await using server = await redirecting();
    const { request } = open([`${server.origin}/*`], ['POST']);
    for (const status of [301, 302, 303])
      expect(errorOf(await request(away(server, status, '/home'), { method: 'POST' }))).toMatchObject({ kind: 'permission' });
    valueOf(await request(away(server, 307, '/home'), { method: 'POST' }));
    expect(server.seen.map(({ url }) => url === '/home')).toEqual([false, false, false, false, true]);
  });

  it('drops the headers of the extension on a change of origin, CORS-safelisted ones aside, and does not bring them back', async () => {
    await using server = await redirecting();
    await using other = await redirecting();
    const { request } = open([`${server.origin}/*`, `${other.origin}/*`]);
    const headers = {
      Authorization: 'a',
      Cookie: 'b',
      'X-Api-Key': 'c',
      'User-Agent': 'd',
      Accept: 'text/html',
      'Accept-Language': 'de',
      'Content-Type': 'application/json; key=secret',
    };
    const back = away(other, 307, `${server.origin}/home`);
    valueOf(await request(away(server, 307, back), { method: 'POST', body: { a: 1 }, headers }));
    for (const seen of [other.seen[0], server.seen.at(-1)]) {
      expect(
        ['authorization', 'cookie', 'x-api-key', 'user-agent', 'accept', 'accept-language', 'content-type'].map((name) =>
          headerOf(seen, name),
        ),
      ).toEqual([undefined, undefined, undefined, 'sandproof', 'text/html', 'de', 'application/json']);
      expect(seen?.body).toBe('{"a":1}');
      expect(headerOf(seen, 'referer')).toBeUndefined();
    }
  });

  it('keeps the headers of the extension inside an origin', async () => {
    await using server = await redirecting();
    const { request } = open([`${server.origin}/*`]);
    valueOf(await request(away(server, 302, '/home'), { headers: { Authorization: 'a', 'X-Api-Key': 'c' } }));
    expect(['authorization', 'x-api-key', 'referer'].map((name) => headerOf(server.seen.at(-1), name))).toEqual(['a', 'c', undefined]);
  });

  it('follows five redirects and no sixth', async () => {
    await using server = await openLoopback((seen, response) => {
      const left = Number(seen.url.slice(1));
      if (left === 0) response.end('home');
      else response.writeHead(302, { location: `/${String(left - 1)}` }).end();
    });
    const { request } = open([`${server.origin}/*`]);
    expect(valueOf(await request(`${server.origin}/5`)).data).toBe('home');
    expect(server.seen).toHaveLength(6);
    expect(errorOf(await request(`${server.origin}/6`))).toMatchObject({ kind: 'limit', message: expect.stringContaining('5') as unknown });
    expect(server.seen).toHaveLength(12);
  });

  it('takes a redirect without a location for an answer', async () => {
    await using server = await openLoopback((_seen, response) => {
      response.writeHead(302).end('nowhere');
    });
    expect(errorOf(await open([`${server.origin}/*`]).request(server.origin))).toMatchObject({ kind: 'http', status: 302 });
  });

  it('follows nothing that a response only suggests', async () => {
    await using other = await redirecting();
    await using server = await openLoopback((_seen, response) => {
      response.writeHead(200, {
        location: other.origin,
        refresh: `0;url=${other.origin}`,
        link: `<${other.origin}>; rel=preload`,
        'alt-svc': `h2="127.0.0.1:${String(other.port)}"`,
      });
      response.end('here');
    });
    const { request, sleep } = openSdk({ sleep: {}, request: { methods, urls: [`${server.origin}/*`, `${other.origin}/*`] } });
    expect(valueOf(await request(server.origin)).data).toBe('here');
    await sleep(20);
    expect(other.connections).toBe(0);
  });

  it('does not read the body of a redirect', async () => {
    await using server = await openLoopback((seen, response) => {
      if (seen.url !== '/') return void response.end('home');
      response.writeHead(302, { location: '/home' }).write('x'.repeat(1_000));
    });
    expect(valueOf(await open([`${server.origin}/*`]).request(server.origin)).data).toBe('home');
    await server.closed(2);
  });
});
