import { Agent as HttpAgent, type ClientRequest } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import got, { type OptionsInit, type Request } from 'got';
import type { HeldBytes } from './byte-budget.ts';
import { openTunnel } from './open-tunnel.ts';
import { limitError, networkError } from '../sdk-error.ts';
import { pinnedLookup } from './pinned-lookup.ts';
import { readBody } from './read-body.ts';
import type { RequestHeaders } from './request-headers.ts';
import { readHeaders, type ResponseHeaders } from './read-headers.ts';
import { isRedirect } from './is-redirect.ts';

/** One request exactly as it goes out. */
export interface HopRequest {
  /** The `href` that a check admitted. */
  readonly href: string;
  /** The addresses of its host; nothing else is connected to. */
  readonly addresses: readonly [string, ...string[]];
  readonly method: string;
  readonly headers: RequestHeaders;
  readonly body?: string;
  /** Bytes that the response body may have after decoding. */
  readonly responseBytes: number;
  /** Counts what is held of the body. */
  readonly held?: HeldBytes;
  /** Tunnels through this proxy. */
  readonly proxy?: URL;
  /** PEM text of the certificate authority to trust in place of the default ones. */
  readonly ca?: string;
}

/** One response; of a redirect the body is not read. */
export interface HopResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: ResponseHeaders;
  readonly text: string;
}

// Agents of our own: the global ones may read proxy variables. Nothing is kept between requests, so that extensions share no connection and no TLS session.
const agent = {
  http: new HttpAgent({ keepAlive: false }),
  https: new HttpsAgent({ keepAlive: false, maxCachedSessions: 0 }),
};

const own = { 'user-agent': 'sandproof', accept: 'application/json, text/plain, */*', 'accept-encoding': 'gzip, br' };

/** How a request gets its connection, and the socket that is still open when it ends early. */
interface Way {
  readonly options: Pick<OptionsInit, 'agent' | 'dnsLookup' | 'createConnection'>;
  readonly socket?: Socket;
}

const wayOf = async ({ href, addresses, proxy, ca }: HopRequest, signal: AbortSignal): Promise<Way> => {
  if (proxy === undefined) return { options: { agent, dnsLookup: pinnedLookup(addresses) } };
  const { protocol, hostname, port } = new URL(href);
  const secure = protocol === 'https:';
  const socket = await openTunnel(proxy, addresses, port === '' ? (secure ? 443 : 80) : Number(port), ca, signal);
  const host = hostname.replace(/^\[|\]$/g, '');
  // The certificate is checked against the servername, and against the host where there is none, as for an address.
  const secured = (): Socket =>
    connectTls({
      socket,
      host,
      servername: isIP(host) === 0 ? host : '',
      ALPNProtocols: ['http/1.1'],
      rejectUnauthorized: true,
      ...(ca === undefined ? {} : { ca }),
    });
  return { socket, options: { createConnection: secure ? secured : () => socket } };
};

const open = (request: HopRequest, way: Way, signal: AbortSignal): Request =>
  got.stream(request.href, {
    method: request.method,
    headers: { ...own, ...Object.fromEntries(request.headers) },
    // Without a body, any method but GET would make the client wait for one to be written, and so would a GET that may have one.
    ...(request.body === undefined && request.method === 'GET' ? {} : { body: request.body ?? '', allowGetBody: true }),
    ...way.options,
    https: { rejectUnauthorized: true, ...(request.ca === undefined ? {} : { certificateAuthority: request.ca }) },
    signal,
    decompress: false,
    followRedirect: false,
    throwHttpErrors: false,
    retry: { limit: 0 },
    maxHeaderSize: 16_384,
    enableUnixSockets: false,
  });

// RFC 9110, section 15.2, lets a server send any number; one or two are usual.
const mostInterim = 16;

const responseOf = (stream: Request): Promise<NonNullable<Request['response']>> =>
  new Promise((resolve, reject) => {
    let interim = 0;
    stream.once('request', (request: ClientRequest) => {
      request.on('information', () => {
        interim += 1;
        if (interim > mostInterim) reject(limitError(`The answer of "request" came after more than ${String(mostInterim)} interim ones`));
      });
      // The client would wait on, and let go of a socket that is nobody's then.
      request.on('upgrade', (_response, socket) => {
        socket.destroy();
        reject(networkError('The "request" found no answer', new Error('The server switched to another protocol, unasked')));
      });
    });
    // Stays on: an error after the response is the reader's, and must not be an unhandled one here.
    stream.on('error', reject);
    stream.once('response', resolve);
  });

/**
 * Sends one request and reads its response. It follows no redirect, tries nothing twice, and knows no cookie, no cache and no proxy but the operator's
 * (REQ-6, REQ-10, REQ-14, REQ-16).
 * @throws {SdkError} of kind `network` or `limit`; whatever it is, once `signal` has aborted.
 */
export const sendOnce = async (request: HopRequest, signal: AbortSignal): Promise<HopResponse> => {
  const way = await wayOf(request, signal);
  let stream: Request | undefined;
  try {
    stream = open(request, way, signal);
    const response = await responseOf(stream);
    const headers = readHeaders(response.rawHeaders);
    const status = response.statusCode;
    const text = isRedirect(status, headers) ? '' : await readBody(stream, headers, request.responseBytes, signal, request.held);
    return { status, statusText: response.statusMessage ?? '', headers, text };
  } finally {
    stream?.destroy();
    way.socket?.destroy();
  }
};
