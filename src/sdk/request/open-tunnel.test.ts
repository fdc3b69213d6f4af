import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { errorOf, openSdk, valueOf, type AskedSdk } from '../ask.testing.ts';
import type { SdkOptions } from '../create-sdk.ts';
import { headerOf, openLoopback, type Certified, type Loopback } from '../loopback.testing.ts';
import { inChild } from './in-child.testing.ts';
import { openProxy, type Proxy } from './proxy.testing.ts';
import { selfSigned } from './self-signed.testing.ts';

const inside: SdkOptions['resolve'] = (name) => Promise.resolve(name.endsWith('.test') ? ['127.0.0.1'] : []);

const open = (proxy: string, options: Partial<SdkOptions> = {}, urls = ['http://*.test:*/*', 'https://*.test:*/*']): AskedSdk =>
  openSdk({ request: { methods: ['GET', 'POST'], urls } }, { proxy, resolve: inside, allowHosts: ['*.test'], ...options });

const home = (certified?: Certified): Promise<Loopback> =>
  openLoopback((seen, response) => {
    const target = /^\/to\?(.*)$/.exec(seen.url)?.[1];
    if (target === undefined) response.end('home');
    else response.writeHead(307, { location: decodeURIComponent(target) }).end();
  }, certified);

const targets = (proxy: Proxy): readonly string[] => proxy.asked.map(({ method, target }) => `${method} ${target}`);

describe('openTunnel', () => {
  it('tunnels http and https to the address that was checked, and names no host', async () => {
    const certified = selfSigned('inside.test');
    await using proxy = await openProxy();
    await using plain = await home();
    await using secure = await home(certified);
    const { request } = open(proxy.url, { ca: certified.certificate });
    expect(valueOf(await request(plain.at('inside.test', '/a?b'), { method: 'POST', body: 'text' })).data).toBe('home');
    expect(valueOf(await request(secure.at('inside.test', '/c'))).data).toBe('home');
    expect(targets(proxy)).toEqual([`CONNECT 127.0.0.1:${String(plain.port)}`, `CONNECT 127.0.0.1:${String(secure.port)}`]);
    expect(proxy.asked[0]?.headers).toEqual({ host: `127.0.0.1:${String(plain.port)}`, connection: 'close' });
    expect(JSON.stringify(proxy.asked)).not.toContain('inside.test');
    const [seen] = plain.seen;
    expect([seen?.method, seen?.url, seen?.body, headerOf(seen, 'host'), headerOf(seen, 'connection')]).toEqual([
      'POST',
      '/a?b',
      'text',
      `inside.test:${String(plain.port)}`,
      'close',
    ]);
    expect(secure.seen[0]?.tls).toEqual({ servername: 'inside.test', resumed: false, clientCertificate: false });
  });

  it('checks the certificate against the host of the URL, name or address', async () => {
    const certified = selfSigned('inside.test', '127.0.0.1');
    await using proxy = await openProxy();
    await using secure = await home(certified);
    const urls = ['https://*.test:*/*', 'https://127.0.0.1:*/*', 'https://127.0.0.2:*/*'];
    const { request } = open(proxy.url, { ca: certified.certificate }, urls);
    expect(valueOf(await request(secure.origin)).data).toBe('home');
    expect(errorOf(await request(secure.at('other.test')))).toMatchObject({ kind: 'network' });
    // A server that listens there too, and whose certificate does not say so.
    await using other = await openProxy((asked, socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      return asked.target === '';
    });
    expect(errorOf(await open(other.url, { ca: certified.certificate }, urls).request(secure.at('127.0.0.2')))).toMatchObject({
      kind: 'network',
    });
    expect(secure.seen).toHaveLength(1);
  });

  it('gives its credentials to the proxy and to nobody else', async () => {
    await using proxy = await openProxy();
    await using server = await home();
    const url = new URL(proxy.url);
    Object.assign(url, { username: 'käse', password: encodeURIComponent('p:w%@') });
    valueOf(await open(url.href).request(server.at('inside.test')));
    const sent = String(proxy.asked[0]?.headers['proxy-authorization']);
    expect(Buffer.from(sent.replace('Basic ', ''), 'base64').toString()).toBe('käse:p:w%@');
    expect(server.seen[0]?.raw.map((text) => text.toLowerCase())).not.toContain('proxy-authorization');
  });

  it('tunnels through an https proxy whose certificate is right, and no other', async () => {
    const certified = selfSigned('proxy.test', '127.0.0.1');
    const wrong = selfSigned('proxy.test', '127.0.0.2');
    await using proxy = await openProxy(undefined, certified);
    await using impostor = await openProxy(undefined, wrong);
    await using server = await home();
    expect(valueOf(await open(proxy.url, { ca: certified.certificate }).request(server.at('inside.test'))).data).toBe('home');
    expect(errorOf(await open(proxy.url).request(server.at('inside.test')))).toMatchObject({ kind: 'network' });
    expect(errorOf(await open(impostor.url, { ca: wrong.certificate }).request(server.at('inside.test')))).toMatchObject({
      kind: 'network',
    });
    expect([proxy.asked.length, impostor.asked.length, server.seen.length]).toEqual([1, 0, 1]);
  });

  it('asks the proxy nothing that scope or address policy refuses, redirects included', async () => {
    await using proxy = await openProxy();
    await using server = await home();
    const { request } = open(proxy.url, { allowHosts: ['inside.test'] });
    expect(errorOf(await request('http://outside.example/'))).toMatchObject({ kind: 'permission' });
    expect(errorOf(await request(server.at('other.test')))).toMatchObject({ kind: 'network' });
    expect(errorOf(await request('http://nothing.test.invalid/'))).toMatchObject({ kind: 'permission' });
    expect(proxy.asked).toEqual([]);
    const away = server.at('inside.test', `/to?${encodeURIComponent(server.at('other.test'))}`);
    expect(errorOf(await request(away))).toMatchObject({ kind: 'network' });
    valueOf(await request(server.at('inside.test', `/to?${encodeURIComponent('/home')}`)));
    expect([proxy.asked.length, server.seen.map(({ url }) => url.slice(0, 4))]).toEqual([3, ['/to?', '/to?', '/hom']]);
  });

  it.each([200, 301, 403, 404, 407, 502, 100, 101])('never takes the answer %d of the proxy for one of the server', async (status) => {
    // Nothing is wrong with a 200 alone.
    for (const body of status === 200 ? ['proxy'] : ['proxy', '']) {
      await using proxy = await openProxy((_asked, socket) => {
        socket.end(
          `HTTP/1.1 ${String(status)} Said\r\nlocation: http://inside.test/\r\ncontent-length: ${String(body.length)}\r\n\r\n${body}`,
        );
        return true;
      });
      for (const url of ['http://inside.test/', 'https://inside.test/']) {
        const { request, denials } = open(proxy.url);
        expect(errorOf(await request(url))).toEqual({ kind: 'network', name: 'Error', message: 'The "request" found no answer' });
        const port = url.startsWith('https') ? '443' : '80';
        expect(String(denials[0]?.cause)).toMatch(`The proxy answered CONNECT 127.0.0.1:${port} with ${String(status)}`);
      }
    }
  });

  it('closes a tunnel that the client refuses to use', async () => {
    await using proxy = await openProxy();
    await using server = await home();
    const { request } = open(proxy.url, { resolve: () => Promise.resolve(['127.0.0.1']), allowHosts: ['unix'] }, ['http://unix:*/*']);
    // The client takes the name for its way to unix sockets, and throws.
    expect(errorOf(await request(server.at('unix', '/run/x.sock:/x')))).toMatchObject({ kind: 'network' });
    while (proxy.open > 0) await setTimeout(1);
    expect([proxy.asked.length, server.seen.length]).toEqual([1, 0]);
  });

  it('tries the next address when the proxy does not reach the first', async () => {
    await using proxy = await openProxy();
    await using server = await home();
    const options = { resolve: () => Promise.resolve(['127.0.0.9', '127.0.0.1']) };
    const { request } = open(proxy.url, options);
    expect(valueOf(await request(server.at('inside.test'))).data).toBe('home');
    expect(targets(proxy)).toEqual([`CONNECT 127.0.0.9:${String(server.port)}`, `CONNECT 127.0.0.1:${String(server.port)}`]);
  });

  it('asks for an IPv6 address in brackets', async () => {
    await using proxy = await openProxy((_asked, socket) => {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return true;
    });
    errorOf(await open(proxy.url, {}, ['https://*']).request('https://[2001:db8::7]/'));
    expect(targets(proxy)).toEqual(['CONNECT [2001:db8::7]:443']);
    expect(proxy.asked[0]?.headers.host).toBe('[2001:db8::7]:443');
  });

  it('ends at its time limit while the proxy keeps silent, before and after the tunnel, and closes its connection', async () => {
    let silent = true;
    await using proxy = await openProxy((_asked, socket) => {
      if (!silent) socket.write('HTTP/1.1 200 OK\r\n\r\n');
      return true;
    });
    for (const url of ['http://inside.test/', 'https://inside.test/']) {
      for (silent of [true, false]) {
        const asked = proxy.asked.length;
        expect(errorOf(await open(proxy.url, { limits: { requestMs: 60 } }).request(url))).toMatchObject({ kind: 'limit' });
        while (proxy.open > 0) await setTimeout(1);
        expect(proxy.asked).toHaveLength(asked + 1);
      }
    }
  });

  it('ends at once when the proxy cannot be reached', async () => {
    const { request } = open('http://127.0.0.1:9');
    expect(errorOf(await request('http://inside.test/'))).toMatchObject({ kind: 'network' });
  });

  it('uses the proxy of the operator and none of the environment, whatever that excludes', async () => {
    await using other = await openProxy();
    await using proxy = await openProxy();
    await using server = await home();
    const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'].flatMap((name) => [name, name.toLowerCase()]);
    const environment = {
      ...Object.fromEntries(names.map((name) => [name, other.url])),
      NODE_USE_ENV_PROXY: '1',
      NO_PROXY: '*',
      no_proxy: '127.0.0.1,localhost',
    };
    expect(await inChild(environment, [server.origin], { proxy: proxy.url })).toEqual([{ status: 200 }]);
    expect([other.asked, targets(proxy), server.seen.length]).toEqual([[], [`CONNECT 127.0.0.1:${String(server.port)}`], 1]);
  });
});
