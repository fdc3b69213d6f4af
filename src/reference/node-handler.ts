import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Sandbox } from './create-sandbox.ts';
import { routedMethod } from './endpoint-request.ts';
import { endpointResponse } from './endpoint-response.ts';
import { failureResponse } from './failure-response.ts';
import type { HandleOptions } from './handed-headers.ts';
import { incomingRequest } from './incoming-request.ts';
import type { PlainResponse } from './plain-response.ts';
import { sendResponse } from './send-response.ts';

/** A listener of Node's `http`, and a middleware of Express 4 and 5 and of whatever else calls with these three. */
export type NodeHandler = (request: IncomingMessage, response: ServerResponse, next?: (error?: unknown) => void) => void;

const answer = async (
  sandbox: Pick<Sandbox, 'registrations' | 'respond'>,
  request: IncomingMessage,
  options: HandleOptions,
): Promise<PlainResponse | 'absent'> => {
  const method = routedMethod(request.method ?? 'GET');
  if (!sandbox.registrations.some((one) => 'endpoint' in one && one.endpoint.method === method)) return 'absent';
  const asked = await incomingRequest(request, options);
  return 'refused' in asked ? asked.refused : sandbox.respond(asked.endpoint);
};

/**
 * Returns a handler for `http.createServer(handler)` and for `app.use('/mount', handler)`: it answers with the sandbox's endpoints, and never throws.
 * Without such a route it calls `next()` where there is one, else it answers 404. HEAD is answered as GET without the body; OPTIONS and methods
 * that the extension has no route for are "no such route" before its body is read. A client that goes away ends nothing: the call runs on to its end or limit.
 */
export const nodeHandler =
  (sandbox: Pick<Sandbox, 'name' | 'registrations' | 'respond'>, options: HandleOptions = {}): NodeHandler =>
  (request, response, next) => {
    const serve = async (): Promise<void> => {
      try {
        const answered = await answer(sandbox, request, options);
        if (answered !== 'absent') sendResponse(request, response, answered);
        else if (next === undefined) sendResponse(request, response, endpointResponse({ status: 'absent' }));
        else next();
      } catch (error) {
        /* The client has gone: nobody is left to be told. */
        if (request.destroyed && !request.complete) return void response.destroy();
        process.emitWarning(`A request to ${JSON.stringify(sandbox.name)} failed: ${String(error)}`, 'SandproofWarning');
        sendResponse(request, response, failureResponse(500, 'REQUEST_FAILED', 'The request failed'));
      }
    };
    void serve();
  };
