import type { Json } from '../contract/json.ts';
import type { Outcome } from '../contract/outcome.ts';

/** A response as plain data; a body that is no string is sent as JSON. */
export interface EndpointResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
}

const failure = (status: number, code: string, message: string): EndpointResponse => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: { errors: [{ message, extensions: { code } }] },
});

const broken = failure(500, 'EXTENSION_FAILED', 'The extension failed');

/* The realm has checked its response, and is not trusted: of what it says only status and body count. */
const responseOf = (json: string): EndpointResponse => {
  const { status, body } = JSON.parse(json) as { readonly status?: unknown; readonly body?: Json };
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 200 || status > 599 || body === undefined) return broken;
  const type = typeof body === 'string' ? 'text/plain' : 'application/json';
  return { status, headers: { 'content-type': `${type}; charset=utf-8` }, body };
};

/** Returns the response of a call of an endpoint, however it ended; a failure shows nothing of the extension or the host (ENDPOINT-4). */
export const endpointResponse = (outcome: Outcome): EndpointResponse => {
  switch (outcome.status) {
    case 'returned':
      return 'json' in outcome ? responseOf(outcome.json) : broken;
    case 'threw':
      return broken;
    case 'stopped':
      return failure(503, 'EXTENSION_STOPPED', 'The extension was stopped');
    case 'absent':
      return failure(404, 'ROUTE_NOT_FOUND', 'There is no such route');
  }
};

/** Returns the response of an extension that can't be called; `retryInMs` is left out when waiting does not help. */
export const unavailableResponse = (retryInMs: number | undefined): EndpointResponse => {
  const response = failure(503, 'EXTENSION_UNAVAILABLE', 'The extension is not available');
  if (retryInMs === undefined) return response;
  return { ...response, headers: { ...response.headers, 'retry-after': String(Math.ceil(retryInMs / 1_000)) } };
};

const withoutBody: readonly number[] = [204, 205, 304];

/** Returns the same as a web `Response` that no browser runs as code (ENDPOINT-8); one that cannot be written out is a 500. */
export const webResponse = ({ status, headers, body }: EndpointResponse): Response => {
  const init = { status, headers: { ...headers, 'x-content-type-options': 'nosniff' } };
  if (withoutBody.includes(status)) return new Response(null, init);
  try {
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), init);
  } catch {
    /* Too deep for this stack, which is not the one that it was written on. */
    return webResponse(broken);
  }
};
