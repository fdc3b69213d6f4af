import { mkdtemp, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorOf, openSdk, valueOf, type AskedSdk } from '../ask.testing.ts';
import type { SdkOptions } from '../create-sdk.ts';
import { headerOf, openLoopback, type Certified, type Loopback, type SeenRequest } from '../loopback.testing.ts';
import { openRawServer } from '../raw-server.testing.ts';
import { selfSigned } from './self-signed.testing.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

// Answers `/go/status?target` with that status and the decoded target as location, and everything else with 200.
const redirect = (seen: SeenRequest, response: ServerResponse): void => {
  const [, status, target] = /^\/go\/(\d\d\d)\?(.*)$/.exec(seen.url) ?? [];
  if (status === undefined || target === undefined) response.end('home');
  else response.writeHead(Number(status), { location: decodeURIComponent(target) }).end('gone');
};

const go = (from: string, status: number, target: string): string => `${from}/go/${String(status)}?${encodeURIComponent(target)}`;

interface Origins extends AsyncDisposable {
  readonly one: Loopback;
  readonly two: Loopback;
  readonly secure: Loopback;
  /** An SDK whose scope has all three. */
  readonly sdk: AskedSdk;
}

const openOrigins = async (options: Partial<SdkOptions> = {}): Promise<Origins> => {
  const certified: Certified = selfSigned('secure.test', '127.0.0.1');
  const stack = new AsyncDisposableStack();
  const one = stack.use(await openLoopback(redirect));
  const two = stack.use(await openLoopback(redirect));
  const secure = stack.use(await openLoopback(redirect, certified));
  const urls = [one, two, secure].map(({ origin }) => `${origin}/*`);
  return {
    one,
    two,
    secure,
    sdk: openSdk({ request: { methods, urls } }, { ca: certified.certificate, ...options }),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
};

const secrets = { Authorization: 'Bearer 1', Cookie: 'a=1', 'X-Api-Key': 'k', 'Api-Key': 'k', 'X-Custom': 'c', 'User-Agent': 'mine' };
const left = (seen: SeenRequest | undefined): readonly string[] =>
  Object.entries(secrets).flatMap(([name, value]) => (headerOf(seen, name.toLowerCase()) === value ? [name] : []));

describe('follow across origins', () => {
  it.each([307, 308])('sends method and body again after %d, over http and https, and no header that could be a secret', async (status) => {
    await using origins = await openOrigins();
    const { one, two, secure, sdk } = origins;
    const chain = go(one.origin, status, go(secure.origin, status, go(two.origin, status, `${secure.origin}/end?x=1`)));
    const answer = await sdk.request(chain, { method: 'PATCH', headers: secrets, body: { a: 'ä' } });
    expect(valueOf(answer)).toMatchObject({ status: 200, data: 'home' });
    const hops = [one.seen[0], secure.seen[0], two.seen[0], secure.seen[1]];
    expect(hops.map((seen) => [seen?.method, seen?.body, headerOf(seen, 'content-type')])).toEqual(
      hops.map(() => ['PATCH', '{"a":"ä"}', 'application/json']),
    );
    expect(hops.map(left)).toEqual([Object.keys(secrets), [], [], []]);
    expect(hops[3]?.url).toBe('/end?x=1');
    expect(hops.map((seen) => [headerOf(seen, 'referer'), headerOf(seen, 'origin')]).flat()).toEqual(Array(8).fill(undefined));
    expect([one, two, secure].map(({ connections }) => connections)).toEqual([1, 1, 2]);
  });

  it.each([301, 302, 303])('makes a POST a GET without a body after %d', async (status) => {
    await using origins = await openOrigins();
    const { one, secure, sdk } = origins;
    valueOf(await sdk.request(go(secure.origin, status, `${one.origin}/end`), { method: 'POST', headers: secrets, body: 'secret=1' }));
    const [seen] = one.seen;
    expect([seen?.method, seen?.url, seen?.body, headerOf(seen, 'content-type'), headerOf(seen, 'content-length')]).toEqual([
      'GET',
      '/end',
      '',
      undefined,
      undefined,
    ]);
    expect(left(seen)).toEqual([]);
  });

  it('takes another port, scheme or host for another origin, and the same one in another spelling for the same', async () => {
    await using server = await openLoopback(redirect);
    const { request } = openSdk({ request: { methods, urls: [server.at('127.0.0.1', '/*'), server.at('localhost', '/*')] } });
    valueOf(await request(go(server.origin, 302, server.at('localhost', '/end')), { headers: secrets }));
    valueOf(await request(go(server.origin, 302, server.at('0x7f.1', '/end')), { headers: secrets }));
    expect(server.seen.filter(({ url }) => url === '/end').map(left)).toEqual([[], Object.keys(secrets)]);
  });

  it.each([307, 302])('does not send anything to an origin that the scope does not grant after %d', async (status) => {
    await using origins = await openOrigins();
    const { one, two, secure } = origins;
    const { request } = openSdk({ request: { methods: ['POST', 'GET'], urls: [`${one.origin}/*`, two.at('127.0.0.1', '/in/*')] } });
    for (const target of [
      `${secure.origin}/`,
      secure.origin.replace('https', 'http'),
      `${two.origin}/`,
      `${two.origin}/in`,
      `${two.origin}/in/../out`,
      `${two.origin}/in/%2e%2e/out`,
      two.at('localhost', '/in/x'),
      two.origin.replace('http', 'https') + '/in/x',
      `//127.0.0.1:${String(two.port)}/out`,
      `http://a@127.0.0.1:${String(two.port)}/in/x`,
      `http:/\\127.0.0.1:${String(two.port)}/in/x`,
      `\\\\127.0.0.1:${String(two.port)}\\in\\x`,
    ]) {
      const { kind, message } = errorOf(await request(go(one.origin, status, target), { method: 'POST', body: 'x' }));
      expect([target, kind, message.startsWith('No permission')]).toEqual([target, 'permission', true]);
    }
    expect([two.connections, secure.connections]).toEqual([0, 0]);
    valueOf(await request(go(one.origin, status, `${two.origin}/in/x`), { method: 'POST', body: 'x' }));
    expect(two.seen.map(({ url }) => url)).toEqual(['/in/x']);
  });

  it('sends nothing to a server whose certificate is not right', async () => {
    await using origins = await openOrigins({ ca: selfSigned('secure.test', '127.0.0.1').certificate });
    const { one, secure, sdk } = origins;
    expect(errorOf(await sdk.request(go(one.origin, 307, secure.origin), { method: 'POST', body: 'x' }))).toMatchObject({
      kind: 'network',
    });
    expect([one.seen.length, secure.seen.length]).toEqual([1, 0]);
  });

  it('ends a loop after five redirects, on one origin or between two', async () => {
    await using one = await openLoopback((seen, response) => {
      response.writeHead(302, { location: seen.url === '/self' ? '/self' : `/${seen.url.slice(1)}x` }).end();
    });
    await using ping: Loopback = await openLoopback((_seen, response) => {
      response.writeHead(307, { location: pong.origin }).end();
    });
    await using pong = await openLoopback((_seen, response) => {
      response.writeHead(307, { location: ping.origin }).end();
    });
    const { request } = openSdk({ request: { methods, urls: [one, ping, pong].map(({ origin }) => `${origin}/*`) } });
    for (const url of [`${one.origin}/self`, `${one.origin}/x`, ping.origin])
      expect(errorOf(await request(url))).toMatchObject({ kind: 'limit', message: 'The "request" was redirected more than 5 times' });
    expect([one, ping, pong].map(({ connections }) => connections)).toEqual([12, 3, 3]);
  });

  it('spends one time limit on all hops together', async () => {
    await using server = await openLoopback((_seen, response) => {
      setTimeout(() => response.writeHead(302, { location: '/again' }).end(), 40);
    });
    const { request } = openSdk({ request: { methods, urls: [`${server.origin}/*`] } }, { limits: { requestMs: 100 } });
    expect(errorOf(await request(server.origin))).toMatchObject({ kind: 'limit', message: expect.stringContaining('100 ms') as unknown });
    expect(server.seen.length).toBeLessThan(4);
  });
});

describe('what follow takes for a redirect', () => {
  it.each([300, 304, 305, 306, 309, 399])('is not %d, whatever its location', async (status) => {
    await using origins = await openOrigins();
    const { one, two, sdk } = origins;
    expect(errorOf(await sdk.request(go(one.origin, status, two.origin)))).toMatchObject({ kind: 'http', status });
    expect([one.connections, two.connections]).toEqual([1, 0]);
  });

  it.each([
    ['empty', 'location: \r\n'],
    ['given twice', 'location: /a\r\nlocation: /b\r\n'],
    ['not ASCII', 'location: /ä\r\n'],
    ['with a space', 'location: /a b\r\n'],
    ['with a tab', 'location: /a\tb\r\n'],
    ['with a backslash', 'location: /\\127.0.0.1/\r\n'],
    ['without a host', 'location: http://\r\n'],
    ['not of http', 'location: javascript:alert(1)\r\n'],
    ['a file', 'location: file:///etc/passwd\r\n'],
  ])('is refused when the location is %s', async (_what, header) => {
    await using server = await openRawServer((socket) => socket.end(`HTTP/1.1 302 Found\r\n${header}\r\n`, 'latin1'));
    const { request } = openSdk({ request: { methods, urls: [`${server.origin}/*`, 'http://*', 'https://*'] } });
    expect(errorOf(await request(server.origin))).toMatchObject({ kind: 'permission' });
    expect(server.received).toHaveLength(1);
  });

  it('is no way to a unix socket', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'socket-'));
    let connections = 0;
    const local = createServer(() => (connections += 1)).listen(join(folder, 's'));
    try {
      const location = `http://unix:${join(folder, 's')}:/info`;
      await using server = await openRawServer((socket) => socket.end(`HTTP/1.1 302 Found\r\nlocation: ${location}\r\n\r\n`));
      const { request } = openSdk(
        { request: { methods, urls: [`${server.origin}/*`, 'http://*'] } },
        { resolve: () => Promise.resolve(['203.0.113.7']) },
      );
      expect(errorOf(await request(server.origin))).toMatchObject({ kind: 'network' });
      expect([server.received.length, connections]).toEqual([1, 0]);
    } finally {
      local.close();
      await rm(folder, { recursive: true });
    }
  });

  it('is read to the end of its headers, and its connection closed', async () => {
    await using server = await openRawServer((socket, head) => {
      if (head.startsWith('GET /end')) return void socket.end('HTTP/1.1 200 OK\r\n\r\nhome');
      socket.write('HTTP/1.1 302 Found\r\nlocation: /end\r\ncontent-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n');
      const more = (): void => {
        while (!socket.destroyed && socket.write(`4000\r\n${'x'.repeat(16_384)}\r\n`));
        if (!socket.destroyed) socket.once('drain', more);
      };
      more();
    });
    const { request } = openSdk({ request: { methods, urls: [`${server.origin}/*`] } });
    expect(valueOf(await request(server.origin)).data).toBe('home');
    while (server.open > 0) await new Promise(setImmediate);
    expect(server.received).toHaveLength(2);
  });
});
