import type { EndpointRequest } from '../contract/adapter.ts';
import type { PlainResponse } from './plain-response.ts';
import { notJson, tooLarge } from './failure-response.ts';
import { handedHeaders, type HandleOptions } from './handed-headers.ts';
import { longestBody, parseBody } from './parse-body.ts';
import { readBounded } from './read-bounded.ts';

/** What a route is to be called with, or the response that refuses it before any code of the extension runs. */
export type AskedEndpoint = { readonly endpoint: EndpointRequest } | { readonly refused: PlainResponse };

/** Returns the method whose route answers: HEAD is what GET would answer, without the body (RFC 9110, 9.3.2). */
export const routedMethod = (method: string): string => (method === 'HEAD' ? 'GET' : method);

/** Returns a web `Request` as an extension's route gets it; refused are a body over 1 MiB with 413 and JSON that is none with 400. */
export const endpointRequest = async (request: Request, options?: HandleOptions): Promise<AskedEndpoint> => {
  const { pathname, search } = new URL(request.url);
  const text = request.body === null ? '' : await readBounded(request.body as AsyncIterable<Uint8Array>, longestBody);
  if (text === undefined) return { refused: tooLarge };
  const body = parseBody(text, request.headers.get('content-type') ?? '');
  if (body === undefined) return { refused: notJson };
  return {
    endpoint: { method: routedMethod(request.method), target: pathname + search, headers: handedHeaders(request.headers, options), body },
  };
};
