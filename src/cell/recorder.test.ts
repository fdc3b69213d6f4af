import dgram from 'node:dgram';
import dns from 'node:dns';
import dnsPromises from 'node:dns/promises';
import { once } from 'node:events';
import http2 from 'node:http2';
import net, { type AddressInfo } from 'node:net';
import tls from 'node:tls';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { recordSockets, type Recorder } from './recorder.ts';

// A name that nobody resolves (RFC 6761), so that no query leaves the machine for longer than it must.
const nowhere = 'nowhere.invalid';

const seen: Parameters<Recorder>[0][] = [];
const server = net.createServer((socket) => socket.end());
let port = 0;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
  await recordSockets((record) => seen.push(record));
});
afterAll(() => server.close());
beforeEach(() => void seen.splice(0));

const quietly = async (promise: Promise<unknown>): Promise<void> => void (await promise.catch(() => undefined));
const ended = (socket: net.Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.on('error', () => undefined).on('close', () => resolve());
    socket.resume();
  });
const called = (call: (done: () => void) => void): Promise<void> => new Promise((resolve) => call(() => resolve()));

describe('recordSockets', () => {
  it('records a connection of net by its address', async () => {
    await ended(net.connect(port, '127.0.0.1'));
    expect(seen).toEqual([{ kind: 'connect', target: `127.0.0.1:${port}` }]);
  });

  it('records the query and the connection of a host name', async () => {
    await ended(net.connect(port, 'localhost'));
    expect(seen).toContainEqual({ kind: 'dns', name: 'localhost' });
    expect(seen.some((record) => record.kind === 'connect' && record.target.endsWith(`:${port}`))).toBe(true);
  });

  it('records a connection of tls', async () => {
    await ended(tls.connect(port, '127.0.0.1'));
    expect(seen).toEqual([{ kind: 'connect', target: `127.0.0.1:${port}` }]);
  });

  it('records a connection of http2', async () => {
    const session = http2.connect(`http://127.0.0.1:${port}`);
    session.on('error', () => undefined);
    await once(session, 'close');
    expect(seen).toEqual([{ kind: 'connect', target: `127.0.0.1:${port}` }]);
  });

  it('records a connection of fetch', async () => {
    await quietly(fetch(`http://127.0.0.1:${port}/`));
    expect(seen).toContainEqual({ kind: 'connect', target: `127.0.0.1:${port}` });
  });

  it('records a connection of a WebSocket', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/`);
    await once(socket, 'error');
    expect(seen).toContainEqual({ kind: 'connect', target: `127.0.0.1:${port}` });
  });

  it('records a datagram', async () => {
    const socket = dgram.createSocket('udp4');
    await called((done) => socket.send('bytes', port, '127.0.0.1', done));
    socket.close();
    expect(new Set(seen.map((record) => JSON.stringify(record)))).toEqual(
      new Set([JSON.stringify({ kind: 'connect', target: `udp 127.0.0.1:${port}` })]),
    );
  });

  it('records a datagram that is a part of its bytes', async () => {
    const socket = dgram.createSocket('udp4');
    await called((done) => socket.send('bytes', 1, 2, port, '127.0.0.1', done));
    socket.close();
    expect(new Set(seen.map((record) => JSON.stringify(record)))).toEqual(
      new Set([JSON.stringify({ kind: 'connect', target: `udp 127.0.0.1:${port}` })]),
    );
  });

  it('records a datagram of a connected socket', async () => {
    const socket = dgram.createSocket('udp4');
    await called((done) => socket.connect(port, '127.0.0.1', done));
    await called((done) => socket.send('bytes', done));
    socket.close();
    expect(seen).toEqual([
      { kind: 'connect', target: `udp 127.0.0.1:${port}` },
      { kind: 'connect', target: `udp 127.0.0.1:${port}` },
    ]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['dns.lookup', () => called((done) => dns.lookup(nowhere, done))],
    ['dns.resolve4', () => called((done) => dns.resolve4(nowhere, done))],
    ['dns.resolveTxt', () => called((done) => dns.resolveTxt(nowhere, done))],
    ['dns.promises.lookup', () => dns.promises.lookup(nowhere)],
    ['dns/promises.lookup', () => dnsPromises.lookup(nowhere)],
    ['dns/promises.resolveMx', () => dnsPromises.resolveMx(nowhere)],
    [
      'a named import of dns',
      async () => {
        const { lookup } = await import('node:dns');
        await called((done) => lookup(nowhere, done));
      },
    ],
    ['a named import of dns/promises', async () => (await import('node:dns/promises')).resolve4(nowhere)],
    ['dns.Resolver', () => called((done) => new dns.Resolver({ timeout: 50, tries: 1 }).resolve4(nowhere, done))],
    ['dns.promises.Resolver', () => new dns.promises.Resolver({ timeout: 50, tries: 1 }).resolve4(nowhere)],
  ])('records a query of %s', async (_, query) => {
    await quietly(query());
    expect(seen).toContainEqual({ kind: 'dns', name: nowhere });
  });

  it('records no listening and no accepting', async () => {
    const other = net.createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    other.close();
    expect(seen).toEqual([]);
  });
});
