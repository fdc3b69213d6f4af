import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { NetworkRecord } from '../contract/network.ts';
import { mountNetwork, type CellNetwork } from './network.ts';

const seen: NetworkRecord[] = [];
let accepted = 0;
const server = net.createServer((socket) => {
  accepted += 1;
  socket.end();
});
let port = 0;
let network: CellNetwork;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
  network = await mountNetwork((record) => seen.push(record));
});
afterAll(() => server.close());
beforeEach(() => void seen.splice(0));

const get = (url: string): Promise<{ status: number | undefined; body: string }> =>
  new Promise((resolve, reject) => {
    https
      .get(url, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          body += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode, body }));
      })
      .on('error', reject);
  });

const urls = (): readonly string[] => seen.flatMap((record) => (record.kind === 'request' ? [record.url] : []));

describe('mountNetwork', () => {
  it('tells who looks at the lookups of sockets the addresses of the table', async () => {
    await network.mount({ answers: { 'http://inside.test/': {}, 'http://other.test/': {} }, dns: { 'inside.test': ['10.0.0.7'] } });
    const lookedUp = (url: string): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const agent = new http.Agent() as http.Agent & { createConnection(...args: unknown[]): net.Socket };
        const connect = agent.createConnection;
        agent.createConnection = (...args) =>
          connect.apply(agent, args).on('lookup', (_error: Error | null, address: string) => resolve(address));
        http.get(url, { agent }, (response) => response.resume()).on('error', reject);
      });
    expect(await lookedUp('http://inside.test/')).toBe('10.0.0.7');
    expect(await lookedUp('http://other.test/')).toBe('203.0.113.7');
  });

  it('tells http from https at any port', async () => {
    await network.mount({});
    await new Promise((resolve) => http.get('http://inside.test:443/', resolve).on('error', resolve));
    await expect(get('https://inside.test:80/')).rejects.toThrow('Network error');
    expect(urls()).toEqual(['http://inside.test:443/', 'https://inside.test:80/']);
  });

  it('answers a URL of the table at any name, and tells the request as it was', async () => {
    await network.mount({ answers: { 'https://inside.test/a?b=1': { status: 201, headers: { 'x-y': 'z' }, body: 'text' } } });
    const response = await fetch('https://inside.test/a?b=1', { method: 'POST', headers: { 'x-own': 'header' }, body: 'payload' });
    expect(response.status).toBe(201);
    expect(response.headers.get('x-y')).toBe('z');
    expect(await response.text()).toBe('text');
    expect(seen).toEqual([
      {
        kind: 'request',
        method: 'POST',
        url: 'https://inside.test/a?b=1',
        body: 'payload',
        inTable: true,
        headers: expect.objectContaining({ 'x-own': 'header' }) as unknown,
      },
    ]);
  });

  it('answers node:https too, and counts neither a query nor a connection', async () => {
    await network.mount({ answers: { 'https://inside.test/': { body: 'by https' } } });
    expect(await get('https://inside.test/')).toEqual({ status: 200, body: 'by https' });
    expect(seen.map(({ kind }) => kind)).toEqual(['request']);
  });

  it('prefers the answer of the method', async () => {
    await network.mount({ answers: { 'https://inside.test/': { body: 'any' }, 'DELETE https://inside.test/': { status: 204 } } });
    expect((await fetch('https://inside.test/', { method: 'DELETE' })).status).toBe(204);
    expect(await (await fetch('https://inside.test/')).text()).toBe('any');
  });

  it('gives a list one by one, the last one for ever, and starts anew with the next table', async () => {
    const table = { answers: { 'https://inside.test/': [{ body: '1' }, { body: '2' }] } };
    const three = async (): Promise<string[]> => {
      await network.mount(table);
      const texts: string[] = [];
      for (let turn = 0; turn < 3; turn++) texts.push(await (await fetch('https://inside.test/')).text());
      return texts;
    };
    expect(await three()).toEqual(['1', '2', '2']);
    expect(await three()).toEqual(['1', '2', '2']);
  });

  it('redirects, so that a client that follows is seen twice', async () => {
    await network.mount({
      answers: {
        'https://inside.test/away': { redirect: { status: 307, to: 'https://outside.test/' } },
        'https://outside.test/': { body: 'outside' },
      },
    });
    const manual = await fetch('https://inside.test/away', { redirect: 'manual' });
    expect([manual.status, manual.headers.get('location')]).toEqual([307, 'https://outside.test/']);
    expect(await (await fetch('https://inside.test/away')).text()).toBe('outside');
    expect(urls()).toEqual(['https://inside.test/away', 'https://inside.test/away', 'https://outside.test/']);
  });

  it('delays an answer by at least so many ms', async () => {
    await network.mount({ answers: { 'https://inside.test/': { delayMs: 120 }, 'https://quick.test/': {} } });
    const order: string[] = [];
    await Promise.all(
      ['https://inside.test/', 'https://quick.test/'].map(async (url) => {
        await (await fetch(url)).text();
        order.push(url);
      }),
    );
    expect(order).toEqual(['https://quick.test/', 'https://inside.test/']);
  });

  it('refuses a URL outside the table, and tells of it', async () => {
    await network.mount({ answers: { 'https://inside.test/': {} } });
    await expect(fetch('https://inside.test/other')).rejects.toThrow('fetch failed');
    await expect(get('https://elsewhere.test/')).rejects.toThrow(/./);
    expect(seen).toEqual([
      expect.objectContaining({ url: 'https://inside.test/other', inTable: false }) as unknown,
      expect.objectContaining({ url: 'https://elsewhere.test/', inTable: false }) as unknown,
    ]);
  });

  it('lets no request through to a server that is really there', async () => {
    await network.mount({ answers: {} });
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('fetch failed');
    expect(accepted).toBe(0);
    expect(seen).toEqual([expect.objectContaining({ kind: 'request', inTable: false }) as unknown]);
  });

  it('sees raw bytes beside the interception', async () => {
    await network.mount({ answers: {} });
    const socket = net.connect(port, '127.0.0.1');
    socket.on('error', () => undefined).write('bytes of no HTTP\n');
    await once(server, 'connection');
    socket.destroy();
    expect(seen).toEqual([{ kind: 'connect', target: `127.0.0.1:${port}` }]);
  });

  it('takes no member of Object.prototype for an entry of the table', async () => {
    await network.mount({ answers: {}, dns: {} });
    expect(await network.resolve('constructor')).toEqual(['203.0.113.7']);
  });

  it('resolves by the table, and tells every query', async () => {
    await network.mount({ answers: {}, dns: { 'inside.test': ['127.0.0.1', '::1'] } });
    expect(await network.resolve('inside.test')).toEqual(['127.0.0.1', '::1']);
    expect(await network.resolve('unlisted.test')).toEqual(['203.0.113.7']);
    expect(seen).toEqual([
      { kind: 'dns', name: 'inside.test' },
      { kind: 'dns', name: 'unlisted.test' },
    ]);
  });

  it('lets no WebSocket through, and tells of it', async () => {
    await network.mount({ answers: {} });
    const before = accepted;
    const socket = new WebSocket(`ws://127.0.0.1:${port}/feed`);
    await once(socket, 'close');
    expect(accepted).toBe(before);
    expect(seen).toEqual([{ kind: 'connect', target: `ws://127.0.0.1:${port}/feed` }]);
  });
});
