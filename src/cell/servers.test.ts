import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { once } from 'node:events';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { NetworkRecord } from '../contract/network.ts';
import { mountNetwork, type CellNetwork } from './network.ts';

const seen: NetworkRecord[] = [];
let network: CellNetwork;
beforeAll(async () => {
  network = await mountNetwork((record) => seen.push(record));
});
beforeEach(() => void seen.splice(0));

interface Got {
  readonly status: number | undefined;
  readonly raw: readonly string[];
  readonly body: string;
  readonly peer: string | undefined;
}

const get = (url: string, options: https.RequestOptions = {}): Promise<Got> =>
  new Promise((resolve, reject) => {
    const { get: ask } = url.startsWith('https:') ? https : http;
    const agent = url.startsWith('https:') ? new https.Agent() : new http.Agent();
    ask(url, { agent, ...options }, (response) => {
      let body = '';
      const { remoteAddress: peer } = response.socket;
      response.setEncoding('latin1').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode, raw: response.rawHeaders, body, peer }));
      response.on('error', reject);
    }).on('error', reject);
  });

const kinds = (): readonly string[] => seen.map(({ kind }) => kind);

describe('the servers of a table', () => {
  it('are reached at their addresses, which the client sees too', async () => {
    await network.mount({ servers: { inside: { at: ['10.1.2.3:80', '[fd00::1]:8080'], answers: { 'GET /a': { body: 'b' } } } } });
    expect(await get('http://10.1.2.3/a')).toMatchObject({ status: 200, body: 'b', peer: '10.1.2.3' });
    expect(await get('http://[fd00::1]:8080/a')).toMatchObject({ body: 'b', peer: 'fd00::1' });
    expect(seen[0]).toEqual({ kind: 'connect', target: '10.1.2.3:80', server: 'inside' });
    expect(seen[1]).toMatchObject({ kind: 'request', method: 'GET', url: 'http://10.1.2.3/a', inTable: true, server: 'inside' });
  });

  it('are the only ones that are reached', async () => {
    const server = net.createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as net.AddressInfo;
    await network.mount({ servers: {} });
    await expect(get(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(seen).toEqual([{ kind: 'connect', target: `127.0.0.1:${port}` }]);
    server.close();
  });

  it('are found by the names of the table, one answer a query', async () => {
    await network.mount({
      servers: {
        one: { at: ['10.0.0.1:80'], answers: { '*': { body: '1' } } },
        two: { at: ['10.0.0.2:80'], answers: { '*': { body: '2' } } },
      },
      dns: { 'inside.test': [['10.0.0.1'], ['10.0.0.2']], 'nowhere.test': [] },
    });
    expect((await get('http://inside.test/')).body).toBe('1');
    expect((await get('http://inside.test/')).body).toBe('2');
    expect(await network.resolve('inside.test')).toEqual(['10.0.0.2']);
    await expect(get('http://nowhere.test/')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });

  it('write what Node itself would not', async () => {
    const headers = [
      ['Set-Cookie', 'a=1'],
      ['set-cookie', 'b=2'],
      ['__proto__', 'x'],
    ] as const;
    await network.mount({ servers: { one: { at: ['10.0.0.1:80'], answers: { '*': { headers, hints: { link: '</a>', times: 2 } } } } } });
    const { raw } = await get('http://10.0.0.1/');
    expect(raw.slice(0, 6)).toEqual(headers.flat());
  });

  it('compress, repeat and tell when the client has left too early', async () => {
    await network.mount({
      servers: {
        one: {
          at: ['10.0.0.1:80'],
          answers: { '/br': { body: 'ab', times: 100_000, coding: 'br' }, '/long': { body: 'abc', times: 1000, unfinished: true } },
        },
      },
    });
    const { body } = await get('http://10.0.0.1/br');
    expect(body.length).toBeLessThan(1000);
    await expect(get('http://10.0.0.1/long', { signal: AbortSignal.timeout(150) })).rejects.toThrow(/abort/);
    await expect
      .poll(() => seen.filter(({ kind }) => kind === 'close'))
      .toEqual([
        { kind: 'close', server: 'one', finished: true },
        { kind: 'close', server: 'one', finished: false },
      ]);
  });

  it('speak TLS by the authority, for one name, and in time', async () => {
    const answers = { '*': { body: 'secret' } };
    await network.mount({
      servers: {
        good: { at: ['10.0.0.1:443'], certificate: { name: 'inside.test' }, answers },
        own: { at: ['10.0.0.2:443'], certificate: { name: 'own.test', signer: 'itself' }, answers },
        old: { at: ['10.0.0.3:443'], certificate: { name: 'old.test', expired: true }, answers },
      },
      dns: { 'inside.test': ['10.0.0.1'], 'other.test': ['10.0.0.1'], 'own.test': ['10.0.0.2'], 'old.test': ['10.0.0.3'] },
    });
    const { ca } = network;
    expect((await get('https://inside.test/', { ca })).body).toBe('secret');
    await expect(get('https://other.test/', { ca })).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    await expect(get('https://own.test/', { ca })).rejects.toThrow(/certificate/);
    await expect(get('https://old.test/', { ca })).rejects.toMatchObject({ code: 'CERT_HAS_EXPIRED' });
  });

  it('tunnel, and look names up for it', async () => {
    await network.mount({
      servers: {
        proxy: { at: ['10.9.9.9:3128'], answers: {} },
        inside: { at: ['10.0.0.1:80'], answers: { '*': { body: 'through' } } },
      },
      dns: { 'inside.test': ['10.0.0.1'] },
    });
    const asked = http.request({ host: '10.9.9.9', port: 3128, method: 'CONNECT', path: 'inside.test:80', agent: new http.Agent() }).end();
    const [, socket] = (await once(asked, 'connect')) as [unknown, net.Socket];
    expect((await get('http://inside.test/', { createConnection: () => socket })).body).toBe('through');
    expect(seen.flatMap((record) => (record.kind === 'request' ? [`${record.server} ${record.method} ${record.url}`] : []))).toEqual([
      'proxy CONNECT inside.test:80',
      'inside GET http://inside.test/',
    ]);
  });

  it('are gone with their table, and interception is back', async () => {
    await network.mount({ answers: { 'https://inside.test/': { body: 'intercepted' } } });
    expect(await (await fetch('https://inside.test/')).text()).toBe('intercepted');
    expect(kinds()).toEqual(['request']);
  });
});
