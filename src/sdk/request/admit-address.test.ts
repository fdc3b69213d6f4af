import { describe, expect, it } from 'vitest';
import { errorOf, openSdk, valueOf, type AskedSdk } from '../ask.testing.ts';
import type { SdkOptions } from '../create-sdk.ts';
import { headerOf, openLoopback, type Loopback } from '../loopback.testing.ts';
import { noting } from './noting.testing.ts';

const unresolved = { kind: 'network', message: 'The host of "request" could not be resolved' };

const open = (urls: readonly string[], options: Partial<SdkOptions> = {}): AskedSdk =>
  openSdk({ request: { methods: ['GET'], urls } }, options);

// Answers `/to?target` with a redirect there, and everything else with 200.
const redirecting = (): Promise<Loopback> =>
  openLoopback((seen, response) => {
    const target = /^\/to\?(.*)$/.exec(seen.url)?.[1];
    if (target === undefined) response.end('home');
    else response.writeHead(307, { location: decodeURIComponent(target) }).end();
  });

const to = (server: Loopback, target: string): string => `${server.origin}/to?${encodeURIComponent(target)}`;

describe('admitAddress for localhost', () => {
  it('reaches it where a glob names it, over loopback, and asks no resolver', async () => {
    await using server = await redirecting();
    const asked: string[] = [];
    const resolve = (name: string): Promise<readonly string[]> => {
      asked.push(name);
      return Promise.resolve(['203.0.113.7']);
    };
    const { request } = open([server.at('localhost', '/*')], { resolve });
    expect(valueOf(await request(server.at('LOCALHOST', '/x'))).data).toBe('home');
    expect([headerOf(server.seen[0], 'host'), asked]).toEqual([`localhost:${String(server.port)}`, []]);
  });

  it('does not reach it by a wildcard, nor a name below it, unless the operator allows it', async () => {
    await using server = await redirecting();
    const urls = ['http://*:*/*', server.at('*.localhost', '/*'), server.at('app.localhost', '/*')];
    const { request } = open(urls);
    for (const host of ['localhost', 'app.localhost']) expect(errorOf(await request(server.at(host)))).toMatchObject(unresolved);
    expect(server.connections).toBe(0);
    const allowed = open(urls, { allowHosts: ['localhost', '*.localhost'] });
    for (const host of ['localhost', 'app.localhost']) valueOf(await allowed.request(server.at(host)));
    expect(server.seen).toHaveLength(2);
  });
});

describe('admitAddress for an address', () => {
  const spellings = ['127.0.0.1', '127.1', '2130706433', '0x7f.1', '0177.0.0.1', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]'];

  it.each(spellings)('reaches %s where a glob names it in any spelling', async (host) => {
    await using server = await redirecting();
    const glob = host.startsWith('[') ? '[0:0:0:0:0:ffff:7f00:1]' : '127.0.0.1';
    valueOf(await open([server.at(glob, '/*')]).request(server.at(host)));
    expect(server.seen).toHaveLength(1);
  });

  it.each([...spellings, '0.0.0.0', '[::]', '[::1]'])('does not reach %s by a wildcard, and says so', async (host) => {
    await using server = await redirecting();
    const { request, denials } = open(['http://*:*/*', 'http://localhost:*/*']);
    const url = server.at(host);
    const { hostname } = new URL(url);
    expect(errorOf(await request(url))).toEqual({
      kind: 'permission',
      name: 'Error',
      message: `No permission to request "${server.at(hostname)}/"`,
    });
    expect(String(denials[0]?.cause)).toContain(hostname.replace(/[[\]]/g, ''));
    expect(server.connections).toBe(0);
  });

  it('reaches it by a wildcard where the operator allows the address', async () => {
    await using server = await redirecting();
    for (const entry of ['127.0.0.0/8', '127.0.0.1', '0x7f000001'])
      valueOf(await open(['http://*:*/*'], { allowHosts: [entry] }).request(server.origin));
    expect(errorOf(await open(['http://*:*/*'], { allowHosts: ['localhost', '127.0.0.2'] }).request(server.origin))).toMatchObject({
      kind: 'permission',
    });
    expect(server.connections).toBe(3);
  });

  it.each(['169.254.169.254', '[fd00:ec2::254]', '100.100.100.200', '[fe80::1]', '[::ffff:169.254.169.254]'])(
    'needs the operator for %s, named or not',
    async (host) => {
      const { hops, parts } = noting();
      const urls = [`http://${host}/*`];
      expect(errorOf(await open(urls, { parts }).request(`http://${host}/latest`))).toMatchObject({ kind: 'permission' });
      expect(hops).toEqual([]);
      valueOf(await open(urls, { parts, allowHosts: [host] }).request(`http://${host}/latest`));
      expect(hops.map(([, addresses]) => addresses)).toEqual([[new URL(`http://${host}/`).hostname.replace(/[[\]]/g, '')]]);
    },
  );

  it('is not reached by a redirect that a wildcard matches', async () => {
    await using server = await redirecting();
    await using inside = await redirecting();
    const urls = [`${server.origin}/*`, 'http://*:*/*'];
    for (const target of [inside.origin, inside.at('localhost'), inside.at('2130706433'), inside.at('[::1]')]) {
      expect(['permission', 'network']).toContain(errorOf(await open(urls).request(to(server, target))).kind);
    }
    expect([server.seen.length, inside.connections]).toEqual([4, 0]);
    valueOf(await open([...urls, `${inside.origin}/*`]).request(to(server, inside.origin)));
    expect(inside.seen).toHaveLength(1);
  });
});
