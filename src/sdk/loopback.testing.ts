import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** One request as a real server saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  /** Raw names and values, in the order and case of the wire. */
  readonly raw: readonly string[];
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** A real HTTP server on a port of its own. */
export interface Loopback extends AsyncDisposable {
  readonly origin: string;
  readonly port: number;
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
});

/** Opens a server on 127.0.0.1 that records what it sees before it answers. */
export const openLoopback = async (answer: (request: SeenRequest, response: ServerResponse) => void): Promise<Loopback> => {
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
  const server = createServer(listener).listen(0, '127.0.0.1');
  let connections = 0;
  let closed = 0;
  const waiting = new Set<() => void>();
  server.on('connection', (socket) => {
    connections += 1;
    socket.on('close', () => {
      closed += 1;
      for (const look of waiting) look();
    });
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    port,
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
