import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorOf, openSdk, valueOf } from '../ask.testing.ts';
import { openLoopback, type Loopback } from '../loopback.testing.ts';
import { inChild } from './in-child.testing.ts';
import { selfSigned } from './self-signed.testing.ts';

const openSecure = async (): Promise<Loopback & { readonly certificate: string }> => {
  const certified = selfSigned('inside.test');
  const server = await openLoopback((_seen, response) => {
    response.end('secret');
  }, certified);
  return Object.assign(server, { certificate: certified.certificate });
};

const scopes = { request: { methods: ['GET', 'POST'], urls: ['https://inside.test:*/*', 'https://*.test:*/*'] } };

describe('sendOnce', () => {
  it('asks no proxy that the environment names', async () => {
    await using proxy = await openLoopback((_seen, response) => {
      response.end('proxied');
    });
    await using server = await openLoopback((_seen, response) => {
      response.end('direct');
    });
    const names = [
      'HTTP_PROXY',
      'http_proxy',
      'HTTPS_PROXY',
      'https_proxy',
      'ALL_PROXY',
      'all_proxy',
      'npm_config_proxy',
      'GLOBAL_AGENT_HTTP_PROXY',
    ];
    const environment = {
      ...Object.fromEntries(names.map((name) => [name, proxy.origin])),
      NODE_USE_ENV_PROXY: '1',
      NO_PROXY: '',
      no_proxy: '',
    };
    const certified = selfSigned('inside.test', '127.0.0.1');
    await using secure = await openLoopback((_seen, response) => {
      response.end('direct');
    }, certified);
    const answers = await inChild(environment, [server.origin, secure.origin], { ca: certified.certificate });
    expect(answers).toEqual([{ status: 200 }, { status: 200 }]);
    expect([server.seen.length, secure.seen.length, proxy.connections]).toEqual([1, 1, 0]);
  });

  it('verifies certificates, whatever the environment says', async () => {
    await using server = await openSecure();
    const answers = await inChild({ NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_NO_WARNINGS: '1' }, [
      `https://127.0.0.1:${String(server.port)}/`,
    ]);
    expect(answers).toEqual([{ kind: 'network' }]);
    expect(server.seen).toEqual([]);
  });

  it('trusts a certificate authority that the operator gives, for its own names alone', async () => {
    await using server = await openSecure();
    const options = { ca: server.certificate, resolve: () => Promise.resolve(['127.0.0.1']), allowHosts: ['*.test'] };
    const { request } = openSdk(scopes, options);
    expect(valueOf(await request(`https://inside.test:${String(server.port)}/x`)).data).toBe('secret');
    expect(errorOf(await request(`https://other.test:${String(server.port)}/y`))).toMatchObject({ kind: 'network' });
    expect(
      errorOf(
        await openSdk(scopes, { ...options, ca: selfSigned('inside.test').certificate }).request(
          `https://inside.test:${String(server.port)}/z`,
        ),
      ),
    ).toMatchObject({ kind: 'network' });
    expect(server.seen.map(({ url }) => url)).toEqual(['/x']);
  });
});

describe('sendOnce under interception', () => {
  const server = setupServer(
    http.all('https://inside.test/away', () => new HttpResponse(null, { status: 302, headers: { location: 'https://inside.test/home' } })),
    http.all('https://inside.test/broken', () => HttpResponse.error()),
    http.all('https://inside.test/missing', () => HttpResponse.json({ errors: [] }, { status: 404 })),
    http.all('https://inside.test/*', async ({ request }) =>
      HttpResponse.json(
        { method: request.method, url: request.url, key: request.headers.get('x-key'), body: await request.text() },
        {
          headers: [
            ['x-twice', 'a'],
            ['x-twice', 'b'],
          ],
        },
      ),
    ),
  );
  beforeAll(() => {
    server.listen({ onUnhandledFrame: 'error' });
  });
  afterAll(() => {
    server.close();
  });

  it('is seen and answered', async () => {
    const { request } = openSdk(scopes, { resolve: () => Promise.resolve(['203.0.113.7']) });
    const answer = valueOf(await request('https://inside.test/x?y=1', { method: 'POST', headers: { 'X-Key': 'k' }, body: { a: 1 } }));
    expect(answer).toMatchObject({
      status: 200,
      statusText: 'OK',
      data: { method: 'POST', url: 'https://inside.test/x?y=1', key: 'k', body: '{"a":1}' },
    });
    expect(answer.headers).toMatchObject({ 'content-type': 'application/json', 'x-twice': 'a, b' });
    expect(valueOf(await request('https://inside.test/away')).data).toMatchObject({ method: 'GET', url: 'https://inside.test/home' });
    expect(errorOf(await request('https://inside.test/missing'))).toMatchObject({ kind: 'http', status: 404 });
    expect(errorOf(await request('https://inside.test/broken'))).toMatchObject({
      kind: 'network',
      message: 'The "request" found no answer',
    });
  });
});
