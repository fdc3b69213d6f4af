import { createServer, type IncomingMessage } from 'node:http';
import { isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createSecureContext, TLSSocket, type SecureContext } from 'node:tls';

import type { NetworkAnswer, NetworkRecord } from '../../contract/network.ts';
import type { Authority } from '../certificate.ts';
import { joinedHeaders } from '../joined-headers.ts';
import { writeTableAnswer } from './write-table-answer.ts';

/** What {@link takeRequests} needs. */
export interface RequestsGround {
  readonly authority: Authority;
  tell(record: NetworkRecord): void;
  answerTo(method: string, url: string): NetworkAnswer | undefined;
  /** Takes what a client wants to be connected to, as a proxy does; it is cut off when left out. */
  onTunnel?(socket: Socket, host: string, port: number): void;
}

/** Speaks HTTP or HTTPS, whichever a client begins, on connections to any address and port. */
export interface RequestTaker {
  /** Takes a paused connection to this address. `onRequest` hears of each request when it begins and when it is `over`, and says whether it is still to be told. Without one, the connection ends when the client ends it or sends what is no HTTP. */
  take(socket: Socket, address: string, port: number, onRequest: (over: boolean) => boolean): void;
}

/** The first byte of every TLS connection (RFC 8446, section 5.1). */
const handshake = 0x16;

interface Arrival {
  readonly secure: boolean;
  readonly at: string;
  onRequest(over: boolean): boolean;
}

/** Answers by a table, under certificates for whatever name a client asks for; outside of the table the connection is cut. */
export const takeRequests = ({ authority, tell, answerTo, onTunnel }: RequestsGround): RequestTaker => {
  const arrivals = new WeakMap<Duplex, Arrival>();
  const contexts = new Map<string, SecureContext>();

  const contextFor = (host: string): SecureContext => {
    const known = contexts.get(host);
    if (known !== undefined) return known;
    const { key, certificate } = authority.issue(host);
    const context = createSecureContext({ key, cert: certificate });
    contexts.set(host, context);
    return context;
  };

  const urlOf = ({ url: target = '', headers, socket }: IncomingMessage): string => {
    const arrival = arrivals.get(socket);
    const url = /^[a-z]+:/i.test(target)
      ? target
      : `${arrival?.secure === true ? 'https' : 'http'}://${headers.host ?? arrival?.at ?? ''}${target}`;
    return URL.parse(url)?.href ?? url;
  };

  const tellRequest = (request: IncomingMessage, body: string, inTable: boolean, url = urlOf(request)): void => {
    if (arrivals.get(request.socket)?.onRequest(true) !== true) return;
    tell({ kind: 'request', method: request.method ?? '', url, headers: joinedHeaders(request.rawHeaders), body, inTable });
  };

  const options = { maxHeaderSize: 4_194_304, keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0, requireHostHeader: false };
  const server = createServer(options, (request, response) => {
    arrivals.get(request.socket)?.onRequest(false);
    void text(request).then(
      async (body) => {
        const url = urlOf(request);
        const answer = answerTo(request.method ?? '', url);
        tellRequest(request, body, answer !== undefined, url);
        if (answer === undefined) request.socket.destroy();
        else await writeTableAnswer(response, answer);
      },
      () => tellRequest(request, '', false), // it broke off in its body: what came of it left, too
    );
  });
  server.maxHeadersCount = 0;
  const refuse = (request: IncomingMessage, socket: Duplex): void => {
    tellRequest(request, '', false, request.method === 'CONNECT' ? request.url : undefined);
    socket.destroy();
  };
  server.on('connect', (request, socket) => {
    const at = /^\[?(.*?)\]?:(\d+)$/.exec(request.url ?? '');
    if (onTunnel === undefined || at === null) return refuse(request, socket);
    arrivals.get(socket)?.onRequest(true);
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    return onTunnel(socket as Socket, at[1] ?? '', Number(at[2])); // of a server that takes sockets
  });
  server.on('upgrade', refuse);
  server.on('clientError', (_error, socket) => void socket.destroy());

  const speak = (socket: Socket, first: number | undefined, address: string, arrival: Omit<Arrival, 'secure'>): void => {
    if (first !== handshake) {
      arrivals.set(socket, { ...arrival, secure: false });
      server.emit('connection', socket);
      return;
    }
    const secure = new TLSSocket(socket, {
      isServer: true,
      secureContext: contextFor(address),
      SNICallback: (name, done) => done(null, contextFor(name)),
      ALPNProtocols: ['http/1.1'],
    });
    arrivals.set(secure, { ...arrival, secure: true });
    secure.on('error', () => secure.destroy()); // a client that does not trust the certificate goes away
    secure.once('secure', () => server.emit('connection', secure));
  };

  return {
    take: (socket, address, port, onRequest) => {
      const at = `${isIP(address) === 6 ? `[${address}]` : address}:${String(port)}`;
      socket.once('readable', () => {
        const bytes = socket.read() as Buffer | null;
        if (bytes === null) return; // ended without a byte
        socket.pause();
        socket.unshift(bytes);
        speak(socket, bytes[0], address, { at, onRequest });
        process.nextTick(() => socket.resume());
      });
    },
  };
};
