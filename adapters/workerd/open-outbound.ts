import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

/* Of one connection (RFC 9110, 7.6.1), or of a body that Node's fetch has decoded already. */
const ofOneHop = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const fieldsOf = (headers: IncomingMessage['headers']): [string, string][] =>
  Object.entries(headers).flatMap(([name, value]) => (value === undefined || ofOneHop.has(name) ? [] : [[name, String(value)]]));

const passOn = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { method = 'GET', url = '' } = request;
  const body = await buffer(request);
  const answer = await fetch(url, {
    method,
    headers: fieldsOf(request.headers),
    redirect: 'manual',
    ...(body.length === 0 ? {} : { body }),
  });
  const headers = [...answer.headers].filter(([name]) => !ofOneHop.has(name));
  response.writeHead(answer.status, Object.fromEntries(headers)).end(Buffer.from(await answer.arrayBuffer()));
};

/** Where everything arrives that workers fetch or connect to by themselves. */
export interface Outbound extends Disposable {
  /** Path of its Unix socket. */
  readonly path: string;
}

/** Listens in a folder; whatever comes is sent on from this process, as if it had wanted it itself. Whoever intercepts or records what this process does sees it. */
export const openOutbound = async (folder: string): Promise<Outbound> => {
  const path = join(folder, 'outbound');
  const server = createServer((request, response) => {
    passOn(request, response).catch((cause: unknown) => {
      response.writeHead(502).end(cause instanceof Error ? cause.message : '');
    });
  });
  server.on('connect', (request, socket) => {
    const { hostname, port } = new URL(`http://${request.url ?? ''}`);
    const onward = connect(Number(port === '' ? 80 : port), hostname.replace(/^\[|\]$/g, ''));
    onward.once('connect', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  server.listen(path);
  await once(server, 'listening');
  return {
    path,
    [Symbol.dispose]: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
