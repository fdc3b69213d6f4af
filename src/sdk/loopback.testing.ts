import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { TLSSocket } from 'node:tls';

/** One request as a real server saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  /** Raw names and values, in the order and case of the wire. */
  readonly raw: readonly string[];
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  /** Of an https request. */
  readonly tls?: { readonly servername: unknown; readonly resumed: boolean; readonly clientCertificate: boolean };
}

/** The key and certificate of a server, as PEM text. */
export interface Certified {
  readonly key: string;
  readonly certificate: string;
}

/** A real HTTP server on a port of its own. */
export interface Loopback extends AsyncDisposable {
  readonly origin: string;
  readonly port: number;
  /** The origin of this server under another host, and a path. */
  at(host: string, path?: string): string;
  /** Requests that were read completely. */
  readonly seen: readonly SeenRequest[];
  /** Connections that were opened, with or without a request. */
  readonly connections: number;
  /** Resolves when so many connections are closed again. */
  closed(count: number): Promise<void>;
}

const see = async (request: IncomingMessage): Promise<SeenRequest> => ({
  method: request.method ?? '',
  url: request.url ?? '',
  raw: request.rawHeaders,
  headers: request.headers,
  body: await text(request),
  ...(request.socket instanceof TLSSocket
    ? {
        tls: {
          servername: request.socket.servername,
          resumed: request.socket.isSessionReused(),
          clientCertificate: Object.keys(request.socket.getPeerCertificate()).length > 0,
        },
      }
    : {}),
});

/** Opens a server on 127.0.0.1 that records what it sees before it answers; https with a certificate, and then asks the client for its own too. */
export const openLoopback = async (
  answer: (request: SeenRequest, response: ServerResponse) => void,
  certified?: Certified,
): Promise<Loopback> => {
  const seen: SeenRequest[] = [];
  const listener: RequestListener = (request, response) => {
    see(request).then(
      (complete) => {
        seen.push(complete);
        answer(complete, response);
      },
      () => {
        response.destroy();
      },
    );
  };
  const server = (
    certified === undefined
      ? createServer(listener)
      : createSecureServer({ key: certified.key, cert: certified.certificate, requestCert: true, rejectUnauthorized: false }, listener)
  ).listen(0, '127.0.0.1');
  /* A client that does not trust the certificate breaks off. */
  server.on('tlsClientError', () => {});
  let connections = 0;
  let closed = 0;
  const waiting = new Set<() => void>();
  server.on('connection', (socket: Socket) => {
    connections += 1;
    socket.on('close', () => {
      closed += 1;
      for (const look of waiting) look();
    });
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const at = (host: string, path = ''): string => `${certified === undefined ? 'http' : 'https'}://${host}:${String(port)}${path}`;
  return {
    origin: at('127.0.0.1'),
    port,
    at,
    seen,
    get connections() {
      return connections;
    },
    closed: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (closed < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

/** A header of a request that a server saw. */
export const headerOf = (request: SeenRequest | undefined, name: string): unknown => request?.headers[name];
