import type { EndpointRequest } from '../../src/contract/adapter.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Outcome } from '../../src/contract/outcome.ts';
import type { Answered, Asked } from './ask.ts';

const isEmpty = (body: Json): boolean => body === null || (typeof body === 'object' && Object.keys(body).length === 0);

/** Returns the HTTP request to a route of an extension, whose mount is its name. */
export const endpointRequest = (extension: string, { method, target, headers, body }: EndpointRequest): Asked => {
  const request = { method, target: `/${encodeURIComponent(extension)}${target}` };
  return isEmpty(body)
    ? { ...request, headers }
    : { ...request, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
};

const codeOf = (body: Json): unknown => {
  const { errors } = (typeof body === 'object' && body !== null ? body : {}) as {
    readonly errors?: readonly [{ readonly extensions?: { readonly code?: unknown } }?];
  };
  return Array.isArray(errors) ? errors[0]?.extensions?.code : undefined;
};

const isJson = ({ headers, body }: Answered): boolean => body !== '' && headers['content-type']?.startsWith('application/json') === true;

const parse = (text: string): Json | undefined => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined; // whatever its content type says, it is a text
  }
};

/** Whether a response is the one of Directus for whatever went wrong inside. */
export const isInternalError = (answered: Answered): boolean =>
  answered.status === 500 && isJson(answered) && codeOf(parse(answered.body) ?? null) === 'INTERNAL_SERVER_ERROR';

/* What the HTTP server of Node adds to every response, whatever a handler made. */
const ofTheServer = ['date', 'connection', 'keep-alive'];

/** Returns the outcome that a response stands for; Directus says in an error code that there is no such route. */
export const endpointOutcome = (answered: Answered): Outcome => {
  const { status, body } = answered;
  const headers = Object.fromEntries(Object.entries(answered.headers).filter(([name]) => !ofTheServer.includes(name)));
  const value = isJson(answered) ? parse(body) : undefined;
  if (value === undefined) return { status: 'returned', json: JSON.stringify({ status, headers, body }) };
  if (status === 404 && codeOf(value) === 'ROUTE_NOT_FOUND') return { status: 'absent' };
  // the text itself, so that depth and `__proto__` survive
  return { status: 'returned', json: `{"status":${String(status)},"headers":${JSON.stringify(headers)},"body":${body}}` };
};
