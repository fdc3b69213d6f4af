import type { IncomingMessage } from 'node:http';

import type { Json } from '../contract/json.ts';
import { routedMethod, type AskedEndpoint } from './endpoint-request.ts';
import type { PlainResponse } from './plain-response.ts';
import { failureResponse, notJson, tooLarge } from './failure-response.ts';
import { handedHeaders, type HandleOptions } from './handed-headers.ts';
import { longestBody, parseBody } from './parse-body.ts';
import { readBounded } from './read-bounded.ts';

/** A request of Node's `http`; `body` is what a body parser in front made of its stream. */
export type ParsedMessage = IncomingMessage & { readonly body?: unknown };

type Body = { readonly body: Json } | { readonly refused: PlainResponse };

/* The same normal form as that of a web `Request`; nothing that it holds leaves the mount, which is no part of it. */
const targetOf = (url: string): string | undefined => {
  const absolute = url.startsWith('/') ? `http://mount${url}` : url;
  if (!URL.canParse(absolute)) return undefined;
  const { pathname, search } = new URL(absolute);
  return pathname.startsWith('/') ? pathname + search : undefined;
};

const bodyOf = (text: string, contentType: string): Body => {
  const body = parseBody(text, contentType);
  return body === undefined ? { refused: notJson } : { body };
};

const hasContent = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/* Bytes as `express.raw` leaves them, or a value: only what JSON holds of it goes in. */
const parsedBody = (value: unknown, contentType: string): Body => {
  if (value instanceof Uint8Array)
    return value.byteLength > longestBody ? { refused: tooLarge } : bodyOf(Buffer.from(value).toString('utf8'), contentType);
  const text: string | undefined = JSON.stringify(value);
  if (text === undefined) throw new TypeError('The parsed body of the request is nothing that JSON can hold');
  return Buffer.byteLength(text) > longestBody ? { refused: tooLarge } : { body: JSON.parse(text) as Json };
};

const readBody = async (message: ParsedMessage): Promise<Body> => {
  const contentType = message.headers['content-type'] ?? '';
  if (!message.readableDidRead) {
    if (Number(message.headers['content-length'] ?? 0) > longestBody) return { refused: tooLarge };
    /* Destroying the request would take the connection along, and the answer with it. */
    const text = await readBounded(message.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>, longestBody);
    return text === undefined ? { refused: tooLarge } : bodyOf(text, contentType);
  }
  if (message.body !== undefined) return parsedBody(message.body, contentType);
  if (!hasContent(message)) return { body: {} };
  throw new Error('The body of the request was read before the sandbox got it, and `request.body` is not set');
};

/**
 * Returns a request of Node's `http` as an extension's route gets it, or its refusal: 413 for a body over 1 MiB, 400 for JSON or a URL that is none.
 * The stream is read unless a body parser has read it already; then its `body` is taken.
 * @throws {Error} when the client is gone, or when something in front has read the body and left none.
 */
export const incomingRequest = async (message: ParsedMessage, options?: HandleOptions): Promise<AskedEndpoint> => {
  const target = targetOf(message.url ?? '');
  if (target === undefined) return { refused: failureResponse(400, 'URL_INVALID', 'The URL is not valid') };
  const read = await readBody(message);
  if ('refused' in read) return read;
  const headers = Object.entries(message.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value] as const],
  );
  return {
    endpoint: { method: routedMethod(message.method ?? 'GET'), target, headers: handedHeaders(headers, options), body: read.body },
  };
};
