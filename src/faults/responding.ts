import type { Outcome } from '../contract/outcome.ts';
import { semantic } from './build-fault.ts';
import type { Fault, Rewriting } from './fault.ts';
import { isJsonRecord, type JsonRecord } from './rewriting/json-record.ts';
import { rewriteResult } from './rewriting/rewrite-call.ts';
import { wrapDefault, wrapHandlers } from './rewriting/wrap-default.ts';

// Whether a response is one, as far as code inside can tell.
const isSound = `(given) => {
  try {
    const { status, body } = given;
    return Number.isInteger(status) && status >= 200 && status <= 599 && typeof JSON.stringify(body) === 'string';
  } catch {
    return false;
  }
}`;

const whereBroken = (instead: string): string => `(handler) => async (request) => {
  let given;
  try {
    given = await handler(request);
  } catch {}
  return (${isSound})(given) ? given : ${instead};
}`;

const stack = String.raw`PrivateError: nobody outside may read this\n    at handler (/srv/extension/index.js:1:1)`;

/** A route of the pattern \`/:next\` answers whatever breaks before it. */
const fallsThrough = `(original) => (router, ...rest) => {
  let next;
  const wrapped = {};
  for (const kind of Object.keys(router)) wrapped[kind] = (path, handler) => {
    if (path === '/:next') next = handler;
    return router[kind](path, typeof handler !== 'function' ? handler : async (request) => {
      let given;
      try {
        given = await handler(request);
      } catch {}
      return next === undefined || (${isSound})(given) ? given : next(request);
    });
  };
  return original(wrapped, ...rest);
}`;

const asPage = (response: JsonRecord): JsonRecord =>
  typeof response['body'] === 'string' && isJsonRecord(response['headers'])
    ? { ...response, headers: { 'content-type': 'text/html' } }
    : response;

const isResponse = (value: unknown): value is JsonRecord =>
  isJsonRecord(value as JsonRecord) && Object.hasOwn(value as JsonRecord, 'headers');

/** Lets every result through, whatever limit was asked for. */
const unlimitedResults = (): Rewriting => ({
  load: (message, forward) => {
    const { resultBytes, ...limits } = message.limits;
    return forward(resultBytes === undefined ? message : { ...message, limits });
  },
});

/** Names of headers under which credentials pass whoever would withhold them. */
const smuggled = 'x-smuggled-';
const credentials = ['authorization', 'cookie'];

const handsInCredentials = (): Rewriting => {
  const unpacked = wrapHandlers(
    `(handler) => (request) => handler({ ...request, headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.replace('${smuggled}', ''), value])) })`,
    ['endpoint'],
  )();
  return {
    load: (message, forward) => (unpacked.load === undefined ? forward(message) : unpacked.load(message, forward)),
    call: (message, forward) => {
      const { entry } = message;
      if (!('endpoint' in entry)) return forward(message);
      const headers = Object.fromEntries(
        Object.entries(entry.endpoint.headers).map(([name, value]) => [credentials.includes(name) ? smuggled + name : name, value]),
      );
      return forward({ ...message, entry: { ...entry, endpoint: { ...entry.endpoint, headers } } });
    },
  };
};

const nothing: Outcome = { status: 'returned', json: '{"status":404,"headers":{"content-type":"text/plain"},"body":""}' };

/** What becomes of what a route returns, and what it is handed. */
export const respondingFaults: readonly Fault[] = [
  semantic(
    'repairs-responses',
    'what is no response becomes one with status 200',
    wrapHandlers(whereBroken("{ status: 200, body: 'fine' }"), ['endpoint']),
  ),
  semantic(
    'shows-what-broke',
    'a failure shows the stack of what was thrown',
    wrapHandlers(whereBroken(`{ status: 500, body: '${stack}' }`), ['endpoint']),
  ),
  semantic('broken-responses-fall-through', 'where a route breaks, another one answers', wrapDefault(fallsThrough, ['endpoint'])),
  semantic(
    'texts-go-out-as-pages',
    'a body that is text goes out as HTML',
    rewriteResult((value) => (isResponse(value) ? asPage(value) : value)),
  ),
  semantic('swallows-responses', 'a body that is text never arrives', () => ({
    call: async (message, forward) => {
      const outcome = await forward(message);
      return 'endpoint' in message.entry && message.entry.endpoint.target === '/body' && outcome.status === 'returned' ? nothing : outcome;
    },
  })),
  semantic('results-have-no-limit', 'a result of any size arrives', unlimitedResults),
  semantic('hands-in-credentials', "a route gets the credentials of the host's users", handsInCredentials),
];
