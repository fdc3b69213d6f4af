import type { Outcome } from '../contract/outcome.ts';
import { failureResponse } from './failure-response.ts';
import type { PlainResponse } from './plain-response.ts';
import { writtenResponse } from './written-response.ts';

/** Returns the response of a call of an endpoint, however it ended; a failure shows nothing of the extension or the host (ENDPOINT-4). */
export const endpointResponse = (outcome: Outcome): PlainResponse => {
  switch (outcome.status) {
    case 'returned':
      return 'json' in outcome
        ? (JSON.parse(outcome.json) as PlainResponse)
        : failureResponse(500, 'EXTENSION_FAILED', 'The extension failed');
    case 'threw':
      return failureResponse(500, 'EXTENSION_FAILED', 'The extension failed');
    case 'stopped':
      return failureResponse(503, 'EXTENSION_STOPPED', 'The extension was stopped');
    case 'absent':
      return failureResponse(404, 'ROUTE_NOT_FOUND', 'There is no such route');
  }
};

/** Returns the same as a web `Response` to a request of this method. */
export const webResponse = (response: PlainResponse, method: string): Response => {
  const { status, headers, text } = writtenResponse(response);
  return new Response(method === 'HEAD' ? null : text, { status, headers });
};
