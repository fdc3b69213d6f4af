import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Certified } from '../loopback.testing.ts';

/** One request that a proxy got. */
interface Asked {
  readonly method: string;
  /** `host:port` of a CONNECT. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
}

/** A real proxy on a port of its own. */
export interface Proxy extends AsyncDisposable {
  readonly url: string;
  readonly asked: readonly Asked[];
  /** Connections that are open. */
  readonly open: number;
}

/** Answers a CONNECT in place of the proxy. */
export type Refuse = (asked: Asked, socket: Duplex) => boolean;

/** Opens a proxy on 127.0.0.1 that tunnels to wherever it is asked, unless `refuse` answers and returns true; https with a certificate. */
export const openProxy = async (refuse: Refuse = () => false, certified?: Certified): Promise<Proxy> => {
  const asked: Asked[] = [];
  const note = ({ method = '', url = '', headers }: IncomingMessage): Asked => {
    const one = { method, target: url, headers };
    asked.push(one);
    return one;
  };
  const server = (
    certified === undefined ? createServer() : createSecureServer({ key: certified.key, cert: certified.certificate })
  ).listen(0, '127.0.0.1');
  server.on('request', (request, response) => {
    note(request);
    response.end('through the proxy');
  });
  const sockets = new Set<Duplex>();
  server.on(certified === undefined ? 'connection' : 'secureConnection', (socket: Duplex) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
  });
  server.on('tlsClientError', () => {});
  server.on('connect', (request, socket) => {
    if (refuse(note(request), socket)) {
      /* Unread, its end would not be seen; and a server keeps its own half open. */
      socket.on('end', () => socket.end()).resume();
      return;
    }
    const url = new URL(`http://${request.url ?? ''}`);
    const target = connect(Number(url.port), url.hostname.replace(/^\[|\]$/g, ''), () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(target).pipe(socket);
    });
    /* Either end may break off. */
    socket.on('close', () => target.destroy());
    target.on('close', () => socket.destroy());
    target.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 4\r\n\r\ngate'));
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `${certified === undefined ? 'http' : 'https'}://127.0.0.1:${String(port)}`,
    asked,
    get open() {
      return sockets.size;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};
