import type { Json } from '../contract/json.ts';
import type { Outcome } from '../contract/outcome.ts';
import { failureResponse } from './failure-response.ts';
import type { PlainResponse } from './plain-response.ts';
import { writtenResponse } from './written-response.ts';

const broken = failureResponse(500, 'EXTENSION_FAILED', 'The extension failed');

const parseJson = (text: string): Json => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
};

/* The realm has checked its response, and is not trusted: of what it says only status and body count. */
const responseOf = (json: string): PlainResponse => {
  const parsed = parseJson(json);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return broken;
  const { status, body } = parsed as { readonly status?: Json; readonly body?: Json };
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 200 || status > 599 || body === undefined) return broken;
  const type = typeof body === 'string' ? 'text/plain' : 'application/json';
  return { status, headers: { 'content-type': `${type}; charset=utf-8` }, body };
};

/** Returns the response of a call of an endpoint, however it ended; a failure shows nothing of the extension or the host (ENDPOINT-4). */
export const endpointResponse = (outcome: Outcome): PlainResponse => {
  switch (outcome.status) {
    case 'returned':
      return 'json' in outcome ? responseOf(outcome.json) : broken;
    case 'threw':
      return broken;
    case 'stopped':
      return failureResponse(503, 'EXTENSION_STOPPED', 'The extension was stopped');
    case 'absent':
      return failureResponse(404, 'ROUTE_NOT_FOUND', 'There is no such route');
  }
};

/** Returns the response of an extension that can't be called; `retryInMs` is left out when waiting does not help. */
export const unavailableResponse = (retryInMs: number | undefined): PlainResponse => {
  const response = failureResponse(503, 'EXTENSION_UNAVAILABLE', 'The extension is not available');
  return retryInMs === undefined ? response : { ...response, retryAfterSeconds: Math.ceil(retryInMs / 1_000) };
};

/** Returns the same as a web `Response` to a request of this method. */
export const webResponse = (response: PlainResponse, method: string): Response => {
  const { status, headers, text } = writtenResponse(response);
  return new Response(method === 'HEAD' ? null : text, { status, headers });
};
