import { semantic } from './build-fault.ts';
import type { Fault } from './fault.ts';
import { isJsonRecord } from './rewriting/json-record.ts';
import { rewriteResult } from './rewriting/rewrite-call.ts';
import { wrapHandlers } from './rewriting/wrap-default.ts';

const routes = (name: string, breaks: string, wrap: string): Fault => semantic(name, breaks, wrapHandlers(wrap, ['endpoint']));

const swapped: Readonly<Record<string, string | undefined>> = { PUT: 'PATCH', PATCH: 'PUT' };

/** What reaches a route, and what becomes of its response. */
export const endpointFaults: readonly Fault[] = [
  semantic('swaps-endpoint-methods', 'a request reaches the route of another method', () => ({
    call: (message, forward) => {
      const { entry } = message;
      if (!('endpoint' in entry)) return forward(message);
      const { method } = entry.endpoint;
      return forward({ ...message, entry: { ...entry, endpoint: { ...entry.endpoint, method: swapped[method] ?? method } } });
    },
  })),
  routes('endpoint-urls-are-blank', 'the url of a request is empty', `(handler) => (request) => handler({ ...request, url: '' })`),
  routes(
    'endpoint-urls-lose-their-query',
    'the url of a request has no query',
    `(handler) => (request) => handler({ ...request, url: request.url.split('?')[0] })`,
  ),
  routes('endpoint-headers-get-lost', 'a request has no headers', '(handler) => (request) => handler({ ...request, headers: {} })'),
  routes(
    'responses-are-always-200',
    'every response has status 200',
    '(handler) => async (request) => ({ ...(await handler(request)), status: 200 })',
  ),
  routes(
    'responses-lose-their-body',
    'responses have no body',
    `(handler) => async (request) => ({ ...(await handler(request)), body: '' })`,
  ),
  semantic(
    'takes-status-from-the-body',
    'a status inside the body becomes the status of the response',
    rewriteResult((value) => {
      const body = isJsonRecord(value) ? value['body'] : undefined;
      const act = isJsonRecord(body) ? body['act'] : undefined;
      const echoed = isJsonRecord(act) ? act['value'] : undefined;
      const odd = isJsonRecord(echoed) ? echoed['odd'] : undefined;
      const status = isJsonRecord(odd) ? odd['status'] : undefined;
      return isJsonRecord(value) && typeof status === 'number' ? { ...value, status } : value;
    }),
  ),
];
