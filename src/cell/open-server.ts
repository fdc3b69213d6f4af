import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';

import type { NetworkRecord, NetworkServer, ServerAnswer } from '../contract/network.ts';
import { openAuthority, type Authority } from './certificate.ts';
import { joinedHeaders } from './joined-headers.ts';
import { writeAnswer } from './write-answer.ts';

/** A listening server of the table. Disposing ends it and all its connections; nothing is told afterwards. */
export interface OpenServer extends AsyncDisposable {
  readonly port: number;
  /** Takes a connection that was opened elsewhere. */
  take(socket: Duplex): void;
}

/** What a server needs besides its own data. */
export interface ServerGround {
  readonly authority: Authority;
  tell(record: NetworkRecord): void;
  /** The server at this host and port of the table. */
  serverAt(host: string, port: number): Pick<OpenServer, 'take'> | undefined;
}

const chooser = ({ answers }: NetworkServer): ((method: string, path: string) => ServerAnswer | undefined) => {
  const given = new Map<string, number>();
  return (method, path) => {
    const key = [`${method} ${path}`, path, '*'].find((candidate) => Object.hasOwn(answers, candidate));
    const found = key === undefined ? undefined : answers[key];
    if (key === undefined || found === undefined || !Array.isArray(found)) return found as ServerAnswer | undefined;
    const turn = given.get(key) ?? 0;
    given.set(key, turn + 1);
    return (found as readonly ServerAnswer[])[Math.min(turn, found.length - 1)];
  };
};

const listening = (server: NetworkServer, authority: Authority, listener: RequestListener): Server => {
  const { certificate } = server;
  // Large enough that it is the client's bound that is seen.
  const options = { maxHeaderSize: 4_194_304, keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 };
  if (certificate === undefined) return createServer(options, listener);
  const issuer = certificate.signer === 'itself' ? openAuthority('nobody') : authority;
  const { key, certificate: cert } = issuer.issue(certificate.name, { expired: certificate.expired === true });
  return createSecureServer({ ...options, key, cert }, listener);
};

/** Opens a server on loopback that tells what reaches it. */
export const openServer = async (name: string, given: NetworkServer, ground: ServerGround): Promise<OpenServer> => {
  const next = chooser(given);
  let closed = false;
  const tell = (record: NetworkRecord): void => {
    if (!closed) ground.tell(record);
  };
  const unsaid = new WeakSet<Socket>();
  const sockets = new Set<Socket>();
  const scheme = given.certificate === undefined ? 'http' : 'https';

  const tellRequest = (request: IncomingMessage, body: string, inTable: boolean): void => {
    const { method = '', url: target = '', headers } = request;
    const url = /^[a-z]+:/.test(target) || method === 'CONNECT' ? target : `${scheme}://${headers.host ?? given.at[0] ?? ''}${target}`;
    tell({ kind: 'request', method, url, headers: joinedHeaders(request.rawHeaders), body, inTable, server: name });
  };

  const take = async (request: IncomingMessage, socket: Socket): Promise<void> => {
    unsaid.add(socket);
    const body = await text(request);
    const answer = next(request.method ?? '', request.url ?? '');
    tellRequest(request, body, answer !== undefined);
    if (await writeAnswer(socket, answer ?? { status: 404 })) unsaid.delete(socket);
  };

  const server = listening(given, ground.authority, (request, response) => {
    // written to the socket itself: what Node's response would not write is what some cases are about
    void take(request, response.socket ?? request.socket).catch(() => request.socket.destroy());
  });
  server.maxHeadersCount = 0;
  server.on('connect', (request, socket) => {
    const at = /^\[?(.*?)\]?:(\d+)$/.exec(request.url ?? '');
    const target = at === null ? undefined : ground.serverAt(at[1] ?? '', Number(at[2]));
    tellRequest(request, '', target !== undefined);
    if (target === undefined) {
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      return;
    }
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    target.take(socket);
  });
  // A client that does not trust the certificate, or sends what is no HTTP, is cut off.
  for (const broken of ['tlsClientError', 'clientError']) server.on(broken, (_error: Error, socket: Duplex) => void socket.destroy());
  server.on(given.certificate === undefined ? 'connection' : 'secureConnection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      tell({ kind: 'close', server: name, finished: !unsaid.has(socket) });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    take: (socket) => void server.emit('connection', socket),
    [Symbol.asyncDispose]: async () => {
      closed = true;
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
