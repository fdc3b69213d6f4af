import type { IncomingMessage, ServerResponse } from 'node:http';

import type { PlainResponse } from './plain-response.ts';
import { writtenResponse } from './written-response.ts';

/* ms of wall time in which the rest of a body that was refused is read and dropped: a client that gets its answer before it has sent all may not see it otherwise. */
const discardMs = 5_000;

const discardRest = (request: IncomingMessage): void => {
  if (request.complete || request.destroyed) return;
  const timer = setTimeout(() => request.destroy(), discardMs).unref();
  request.once('close', () => clearTimeout(timer)).resume();
};

/** Sends the whole response, unless the client is gone or an answer has begun; then it does nothing. */
export const sendResponse = (request: IncomingMessage, response: ServerResponse, answer: PlainResponse): void => {
  if (response.destroyed || response.headersSent) return;
  const { status, headers, text } = writtenResponse(answer);
  response.writeHead(status, text === null ? headers : { ...headers, 'content-length': Buffer.byteLength(text) });
  response.end(request.method === 'HEAD' || text === null ? undefined : text);
  discardRest(request);
};
