import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import got, { type Request } from 'got';
import { pinnedLookup, type ResolveName } from './pinned-lookup.ts';
import { readBody } from './read-body.ts';
import type { RequestHeaders } from './request-headers.ts';
import { readHeaders, type ResponseHeaders } from './read-headers.ts';
import { isRedirect } from './is-redirect.ts';

/** One request exactly as it goes out. */
export interface HopRequest {
  /** The `href` that a check admitted. */
  readonly href: string;
  readonly method: string;
  readonly headers: RequestHeaders;
  readonly body?: string;
  /** Bytes that the response body may have after decoding. */
  readonly responseBytes: number;
  /** Resolves host names in place of the system's resolver. */
  readonly resolve?: ResolveName;
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
  https: new HttpsAgent({ keepAlive: false, maxCachedSessions: 0, rejectUnauthorized: true }),
};

const own = { 'user-agent': 'sandproof', accept: 'application/json, text/plain, */*', 'accept-encoding': 'gzip, br' };

const open = async (request: HopRequest, signal: AbortSignal): Promise<Request> => {
  const lookup = request.resolve === undefined ? undefined : await pinnedLookup(request.href, request.resolve, signal);
  return got.stream(request.href, {
    method: request.method,
    headers: { ...own, ...Object.fromEntries(request.headers) },
    // Without a body, any method but GET would make the client wait for one to be written, and so would a GET that may have one.
    ...(request.body === undefined && request.method === 'GET' ? {} : { body: request.body ?? '', allowGetBody: true }),
    agent,
    ...(lookup === undefined ? {} : { dnsLookup: lookup }),
    https: { rejectUnauthorized: true, ...(request.ca === undefined ? {} : { certificateAuthority: request.ca }) },
    signal,
    decompress: false,
    followRedirect: false,
    throwHttpErrors: false,
    retry: { limit: 0 },
    maxHeaderSize: 16_384,
    enableUnixSockets: false,
  });
};

const responseOf = (stream: Request): Promise<NonNullable<Request['response']>> =>
  new Promise((resolve, reject) => {
    // Stays on: an error after the response is the reader's, and must not be an unhandled one here.
    stream.on('error', reject);
    stream.once('response', resolve);
  });

/**
 * Sends one request and reads its response. It follows no redirect, tries nothing twice, and knows no proxy, cookie or cache (REQ-6, REQ-10, REQ-14, REQ-16).
 * @throws {SdkError} of kind `network` or `limit`; whatever it is, once `signal` has aborted.
 */
export const sendOnce = async (request: HopRequest, signal: AbortSignal): Promise<HopResponse> => {
  const stream = await open(request, signal);
  try {
    const response = await responseOf(stream);
    const headers = readHeaders(response.rawHeaders);
    const status = response.statusCode;
    const text = isRedirect(status, headers) ? '' : await readBody(stream, headers, request.responseBytes, signal);
    return { status, statusText: response.statusMessage ?? '', headers, text };
  } finally {
    stream.destroy();
  }
};
