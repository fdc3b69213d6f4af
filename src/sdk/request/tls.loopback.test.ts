import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorOf, openSdk, valueOf, type AskedSdk } from '../ask.testing.ts';
import type { SdkOptions } from '../create-sdk.ts';
import { headerOf, openLoopback, type Certified, type Loopback } from '../loopback.testing.ts';
import { inChild } from './in-child.testing.ts';
import { selfSigned } from './self-signed.testing.ts';

const home = (certified: Certified): Promise<Loopback> =>
  openLoopback((_seen, response) => {
    response.writeHead(200, { 'set-cookie': 'session=1; Path=/', etag: '"1"', 'cache-control': 'max-age=600' }).end('home');
  }, certified);

const open = (server: Loopback, options: Partial<SdkOptions>): AskedSdk =>
  openSdk(
    { request: { methods: ['GET'], urls: [server.at('*', '/*'), server.at('127.0.0.1', '/*')] } },
    { resolve: () => Promise.resolve(['127.0.0.1']), allowHosts: ['*.test'], ...options },
  );

const refused = { kind: 'network', message: expect.stringMatching(/^The "request" found no answer/) as unknown };

describe('a certificate', () => {
  it('counts for its name and its address alone', async () => {
    const certified = selfSigned('inside.test', '127.0.0.1');
    await using server = await home(certified);
    const { request } = open(server, { ca: certified.certificate });
    valueOf(await request(server.at('inside.test')));
    valueOf(await request(server.origin));
    for (const host of ['other.test', 'a.inside.test', 'ainside.test'])
      expect(errorOf(await request(server.at(host)))).toMatchObject(refused);
    expect(server.seen.map(({ tls }) => tls?.servername)).toEqual(['inside.test', false]);
  });

  it('counts until its last day', async () => {
    const expired = selfSigned('inside.test', '127.0.0.1', 2020);
    await using server = await home(expired);
    const { request, denials } = open(server, { ca: expired.certificate });
    expect(errorOf(await request(server.at('inside.test')))).toMatchObject(refused);
    expect(String(denials[0]?.cause)).toContain('expired');
    expect(server.seen).toEqual([]);
  });

  it('counts whatever the environment says', async () => {
    const expired = selfSigned('inside.test', '127.0.0.1', 2020);
    const elsewhere = selfSigned('inside.test', '127.0.0.2');
    await using one = await home(expired);
    await using other = await home(elsewhere);
    const lax = { NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_NO_WARNINGS: '1' };
    for (const [server, { certificate: ca }] of [
      [one, expired],
      [other, elsewhere],
    ] as const)
      expect(await inChild(lax, [server.origin], { ca })).toEqual([{ kind: 'network' }]);
    expect([one.seen, other.seen]).toEqual([[], []]);
  });

  it('may be one that NODE_EXTRA_CA_CERTS has, which is the operator’s, unless an authority is given', async () => {
    const certified = selfSigned('inside.test', '127.0.0.1');
    await using server = await home(certified);
    const folder = await mkdtemp(join(tmpdir(), 'extra-ca-'));
    try {
      const file = join(folder, 'ca.pem');
      await writeFile(file, certified.certificate);
      const environment = { NODE_EXTRA_CA_CERTS: file };
      expect(await inChild(environment, [server.origin])).toEqual([{ status: 200 }]);
      expect(await inChild({}, [server.origin])).toEqual([{ kind: 'network' }]);
      expect(await inChild(environment, [server.origin], { ca: selfSigned('x.test').certificate })).toEqual([{ kind: 'network' }]);
    } finally {
      await rm(folder, { recursive: true });
    }
    expect(server.seen).toHaveLength(1);
  });
});

describe('what one request leaves for the next', () => {
  it('is nothing: no session, no cookie, no cache, no connection, no client certificate, in one extension or two', async () => {
    const certified = selfSigned('inside.test');
    await using server = await home(certified);
    const first = open(server, { ca: certified.certificate });
    const second = open(server, { ca: certified.certificate });
    for (const { request } of [first, first, second]) valueOf(await request(server.at('inside.test')));
    expect(server.seen.map(({ tls }) => tls)).toEqual(
      server.seen.map(() => ({ servername: 'inside.test', resumed: false, clientCertificate: false })),
    );
    expect([server.seen.length, server.connections]).toEqual([3, 3]);
    for (const seen of server.seen)
      expect(['cookie', 'if-none-match', 'if-modified-since', 'authorization', 'referer'].map((name) => headerOf(seen, name))).toEqual(
        Array(5).fill(undefined),
      );
  });

  it('is no stored credential of the user', async () => {
    await using server = await openLoopback((_seen, response) => {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
    });
    const folder = await mkdtemp(join(tmpdir(), 'netrc-'));
    try {
      await writeFile(join(folder, '.netrc'), 'machine 127.0.0.1 login user password secret\n', { mode: 0o600 });
      expect(await inChild({ HOME: folder, NETRC: join(folder, '.netrc') }, [server.origin])).toEqual([{ kind: 'http' }]);
    } finally {
      await rm(folder, { recursive: true });
    }
    expect(server.seen.map((seen) => headerOf(seen, 'authorization'))).toEqual([undefined]);
  });
});
