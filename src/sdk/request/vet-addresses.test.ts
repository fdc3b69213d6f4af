import dns from 'node:dns/promises';
import { syncBuiltinESMExports } from 'node:module';
import { describe, expect, it } from 'vitest';
import { errorOf, openSdk, valueOf, type AskedSdk } from '../ask.testing.ts';
import type { SdkOptions } from '../create-sdk.ts';
import { noting } from './noting.testing.ts';
import { headerOf, openLoopback, type Loopback } from '../loopback.testing.ts';

const unresolved = { kind: 'network', name: 'Error', message: 'The host of "request" could not be resolved' };

const open = (urls: readonly string[], options: Partial<SdkOptions> = {}): AskedSdk =>
  openSdk({ request: { methods: ['GET', 'POST'], urls } }, options);

// Answers `/to?target` with a redirect there, and everything else with 200.
const redirecting = (): Promise<Loopback> =>
  openLoopback((seen, response) => {
    const target = /^\/to\?(.*)$/.exec(seen.url)?.[1];
    if (target === undefined) response.end('home');
    else response.writeHead(307, { location: decodeURIComponent(target) }).end();
  });

const table =
  (names: Readonly<Record<string, readonly string[]>>, asked: string[] = []) =>
  (name: string): Promise<readonly string[]> => {
    asked.push(name);
    return Promise.resolve(names[name] ?? []);
  };

describe('vetAddresses of a name', () => {
  it('refuses a name at an internal address, named or not, and tells the address to the operator alone', async () => {
    await using server = await redirecting();
    const { request, denials } = open(['http://*:*/*', server.at('inside.test', '/*')], {
      resolve: table({ 'inside.test': ['127.0.0.1'] }),
    });
    expect(errorOf(await request(server.at('inside.test')))).toEqual(unresolved);
    expect(errorOf(await request(server.at('nothing.test')))).toEqual(unresolved);
    expect(denials).toMatchObject([{ function: 'request', kind: 'network', message: unresolved.message }, { kind: 'network' }]);
    expect(denials[0]?.cause).toEqual(
      new Error('inside.test is at 127.0.0.1, which is not a public address: allowHosts would need inside.test'),
    );
    expect(server.connections).toBe(0);
  });

  it.each(['inside.test', '*.test', 'INSIDE.test'])('reaches it where the operator allows %s', async (entry) => {
    await using server = await redirecting();
    const asked: string[] = [];
    const { request } = open(['http://*:*/*'], { resolve: table({ 'inside.test': ['127.0.0.1'] }, asked), allowHosts: [entry] });
    expect(valueOf(await request(server.at('inside.test', '/x'))).data).toBe('home');
    expect([server.seen[0]?.url, headerOf(server.seen[0], 'host'), asked]).toEqual([
      '/x',
      `inside.test:${String(server.port)}`,
      ['inside.test'],
    ]);
  });

  it.each(['127.0.0.1', '127.0.0.0/8', 'other.test', '*.inside.test', 'localhost'])(
    'does not reach it where the operator allows %s',
    async (entry) => {
      await using server = await redirecting();
      const { request } = open(['http://*:*/*'], { resolve: table({ 'inside.test': ['127.0.0.1'] }), allowHosts: [entry] });
      expect(errorOf(await request(server.at('inside.test')))).toEqual(unresolved);
      expect(server.connections).toBe(0);
    },
  );

  it('refuses a name of which any address is internal', async () => {
    const { hops, parts } = noting();
    const resolve = table({
      'good.test': ['203.0.113.7', '2001:db8::7'],
      'first.test': ['10.0.0.1', '203.0.113.7'],
      'last.test': ['203.0.113.7', '2001:db8::7', '::ffff:203.0.113.7'],
      'zone.test': ['203.0.113.7', 'fe80::1%eth0'],
    });
    const { request } = open(['https://*'], { resolve, parts });
    valueOf(await request('https://good.test/'));
    for (const name of ['first', 'last', 'zone']) expect(errorOf(await request(`https://${name}.test/`))).toEqual(unresolved);
    expect(hops).toEqual([['https://good.test/', ['203.0.113.7', '2001:db8::7']]]);
  });

  it('needs name and address for a link-local or metadata address', async () => {
    const { hops, parts } = noting();
    const resolve = table({ 'meta.test': ['169.254.169.254'] });
    for (const allowHosts of [[], ['meta.test'], ['169.254.169.254'], ['169.254.0.0/16', 'x.test']]) {
      const { request, denials } = open(['http://meta.test/*'], { resolve, parts, allowHosts });
      expect(errorOf(await request('http://meta.test/'))).toEqual(unresolved);
      expect(String(denials[0]?.cause)).toContain('allowHosts would need meta.test and 169.254.169.254');
    }
    expect(hops).toEqual([]);
    const { request } = open(['http://meta.test/*'], { resolve, parts, allowHosts: ['meta.test', '169.254.0.0/16'] });
    valueOf(await request('http://meta.test/'));
    expect(hops).toEqual([['http://meta.test/', ['169.254.169.254']]]);
  });

  it('checks every hop, with one query each', async () => {
    await using server = await redirecting();
    await using inside = await redirecting();
    const asked: string[] = [];
    // An attacker's name: harmless when it is asked first, internal afterwards.
    const flips = async (name: string): Promise<readonly string[]> => {
      asked.push(name);
      return name === 'start.test' && asked.length === 1 ? ['127.0.0.1'] : ['127.0.0.2'];
    };
    const { request } = open(['http://*:*/*'], { resolve: flips, allowHosts: ['start.test'] });
    expect(errorOf(await request(`${server.at('start.test')}/to?${encodeURIComponent(inside.at('rebound.test'))}`))).toEqual(unresolved);
    expect([asked, server.seen.length, inside.connections]).toEqual([['start.test', 'rebound.test'], 1, 0]);
  });

  it('lets a request try one address after the other, and no other', async () => {
    await using server = await redirecting();
    const asked: string[] = [];
    const names = { 'inside.test': ['127.0.0.9', '127.0.0.1'], 'nobody.test': ['127.0.0.8', '127.0.0.9'] };
    const { request } = open(['http://*:*/*'], { resolve: table(names, asked), allowHosts: ['*.test'] });
    expect(valueOf(await request(server.at('inside.test'))).data).toBe('home');
    expect(errorOf(await request(server.at('nobody.test')))).toEqual({
      kind: 'network',
      name: 'Error',
      message: 'The "request" found no answer (ECONNREFUSED)',
    });
    expect([asked, server.connections]).toEqual([['inside.test', 'nobody.test'], 1]);
  });

  it('connects where the system resolver said, and asks it once', async () => {
    await using server = await redirecting();
    const asked: unknown[] = [];
    const { lookup } = dns;
    const answer = (...given: unknown[]): Promise<unknown> => {
      asked.push(given);
      return Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    };
    Object.assign(dns, { lookup: answer });
    syncBuiltinESMExports();
    try {
      const urls = ['http://*:*/*'];
      expect(valueOf(await open(urls, { allowHosts: ['inside.invalid'] }).request(server.at('inside.invalid'))).data).toBe('home');
      expect(errorOf(await open(urls).request(server.at('inside.invalid')))).toEqual(unresolved);
    } finally {
      Object.assign(dns, { lookup });
      syncBuiltinESMExports();
    }
    expect(asked).toEqual([
      ['inside.invalid', { all: true }],
      ['inside.invalid', { all: true }],
    ]);
    expect(server.connections).toBe(1);
  });

  it('says the same of a name that the resolver fails for', async () => {
    const { request, denials } = open(['http://*'], { resolve: () => Promise.reject(new Error('SERVFAIL from 10.0.0.53')) });
    expect(errorOf(await request('http://inside.test/'))).toEqual(unresolved);
    expect(String(denials[0]?.cause)).toContain('SERVFAIL');
    expect(errorOf(await open(['http://*']).request('http://inside.invalid/'))).toEqual(unresolved);
  });
});
