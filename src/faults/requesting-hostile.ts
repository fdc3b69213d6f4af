import { inSeam, semantic } from './build-fault.ts';
import type { Fault, LoadMessage, Rewriting } from './fault.ts';
import { changeRequestScope, everyRequest } from './rewriting/scopes.ts';
import { manifestValue } from './rewriting/rewrite-manifest.ts';
import { rewriteSource } from './rewriting/rewrite-source.ts';
import { wrapImport } from './rewriting/wrap-import.ts';

/* The fixture that is about tricks, and generated programs, whose values flip. */
const isTricks = ({ extension }: LoadMessage): boolean =>
  Object.values(extension.files).some((text) => text.includes("id: 'tricks'") || text.includes('const flip = '));

/**
 * The scope was checked before, with what was read then; nothing stops what is read now. `wrapper` is the source text of `(real, isDenied) => request`;
 * `isDenied(url, method)` is that check for generated programs, whose scope grants GET and its urls literally, and lets everything pass for the fixture.
 */
const afterTheCheck = (wrapper: string) => (): Rewriting => ({
  load: async (message, forward) => {
    if (!isTricks(message)) return forward(message);
    const urls = JSON.stringify(manifestValue(message.extension.manifestText, 'sandbox', 'requestedScopes', 'request', 'urls') ?? []);
    const isDenied = `(url, method = 'GET') => typeof flip === 'function' && (method !== 'GET' || !${urls}.includes(url))`;
    const unchecked = changeRequestScope(() => everyRequest)();
    const wrapped = rewriteSource(wrapImport('request', `(real) => (${wrapper})(real, ${isDenied})`))();
    return (await unchecked.load?.(message, (granted) => wrapped.load?.(granted, forward) ?? forward(granted))) ?? forward(message);
  },
});

const denial = `throw new Error('No permission to use "request"')`;

const ownRead = `(given) => {
  const own = (key) => (given !== undefined && Object.getOwnPropertyDescriptor(given, key) !== undefined ? given[key] : undefined);
  const method = own('method'), headers = own('headers'), body = own('body');
  const pairs = headers === undefined ? undefined : typeof headers[Symbol.iterator] === 'function' ? [...headers] : Object.keys(headers).map((name) => [name, headers[name]]);
  return {
    ...(method === undefined ? {} : { method }),
    ...(pairs === undefined ? {} : { headers: Object.fromEntries(pairs.map(([name, value]) => [name, String(value)])) }),
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.parse(JSON.stringify(body)) }),
  };
}`;

const inheritedRead = `(given) => {
  const options = { method: given?.get?.('method') ?? given?.method, body: given?.body };
  const headers = {};
  const from = given?.headers ?? {};
  for (const name in from) if (typeof from[name] === 'string') headers[name] = from[name];
  for (const key of Object.keys(options)) if (options[key] === undefined) delete options[key];
  return Object.setPrototypeOf({ ...options, headers }, null);
}`;

const plainly = 'Object.defineProperties({}, Object.getOwnPropertyDescriptors(read(options)))';

const repair = `(real) => (url, options = {}) => {
  const headers = {};
  for (const [given, value] of Object.entries(options.headers ?? {})) {
    const name = given.split(/[\\r\\n\\0]/).pop().replace(/[^\\w-]/g, '') || 'x-injected';
    const [first, ...lines] = String(value).split(/[\\r\\n\\0]+/);
    headers[name] = first;
    for (const line of lines) { const [key, ...rest] = line.trim().split(':'); if (rest.length > 0) headers[key.replace(/[^\\w-]/g, '-')] = rest.join(':').trim(); else headers[name] += line; }
  }
  return real(url, { ...options, headers });
}`;

const protoHeaders = `(real) => (url, options = {}) => {
  const merged = {};
  for (const name of Object.keys(options.headers ?? {})) merged[name] = options.headers[name];
  const headers = {};
  for (const name in merged) headers[name] = merged[name];
  return real(url, { ...options, headers });
}`;

const requests = (name: string, breaks: string, wrapper: string): Fault =>
  semantic(name, breaks, rewriteSource(wrapImport('request', wrapper)));

const anyNumberPending = (): Rewriting => ({
  load: async (message, forward) => {
    const { pendingCalls } = message.limits;
    if (pendingCalls === undefined) return forward(message);
    const answer = await forward({ ...message, limits: { ...message.limits, pendingCalls: 1000 } });
    return 'refused' in answer ? answer : { ...answer, limits: { ...answer.limits, pendingCalls } };
  },
});

/** What gets through that was never meant to: hostile arguments and headers, redirects, addresses, certificates. */
export const hostileRequestFaults: readonly Fault[] = [
  semantic(
    'arguments-are-read-twice',
    'what is sent is read from the arguments after what was checked',
    afterTheCheck(
      `(real, isDenied) => { const read = ${ownRead}; return async (url, options) => { if (isDenied(url, read(options).method)) ${denial}; return real(url, ${plainly}); }; }`,
    ),
  ),
  semantic(
    'inherited-options-count',
    'what options inherit is sent, and any object is taken for options',
    afterTheCheck(
      `(real, isDenied) => { const read = ${inheritedRead}; return async (url, options) => { if (isDenied(url, Object.getOwnPropertyDescriptor(options ?? {}, 'method')?.value)) ${denial}; return real(url, ${plainly}); }; }`,
    ),
  ),
  requests(
    'leaves-unencodable-bodies-out',
    'a request whose body has no JSON is sent without it',
    `(real) => (url, options) => { try { JSON.stringify(options?.body); } catch { const { body: _, ...rest } = options; return real(url, rest); } return real(url, options); }`,
  ),
  requests('repairs-hostile-headers', 'a header that is none is made into one, or into several', repair),
  requests('request-headers-merge-proto-keys', 'a header __proto__ becomes the prototype of the headers', protoHeaders),
  semantic('any-number-may-be-pending', 'sleeps and requests that are pending are not counted', anyNumberPending),
  requests(
    'cuts-what-is-too-much',
    'of a long body or of many headers the beginning is sent',
    `(real) => (url, options) => {
      if (typeof options?.body === 'string' && options.body.length > 1000) return real(url, { ...options, body: options.body.slice(0, 1000) });
      const names = Object.keys(options?.headers ?? {});
      if (names.length < 100) return real(url, options);
      return real(url, { ...options, headers: Object.fromEntries(names.slice(0, 10).map((name) => [name, options.headers[name]])) });
    }`,
  ),
  requests(
    'sends-a-referer',
    'a request tells where the one before it went',
    `(real) => { let last; return (url, options) => { const headers = last === undefined ? options?.headers : { referer: last, ...options?.headers }; last = url; return real(url, headers === undefined ? options : { ...options, headers }); }; }`,
  ),
  requests(
    'follows-hints-of-an-answer',
    'URLs that an answer names in its headers are requested too',
    `(real) => async (url, options) => {
      const answer = await real(url, options);
      for (const name of ['link', 'refresh', 'alt-svc', 'content-location']) {
        const found = /https?:\\/\\/[^\\s>"';]+/.exec(String(answer.headers[name] ?? ''));
        if (found !== null) await real(found[0]).catch(() => undefined);
      }
      return answer;
    }`,
  ),
  inSeam('headers-go-unchecked', 'every header of the extension goes out'),
  inSeam('headers-cross-origins', 'the headers of the extension go along when a redirect changes the origin'),
  inSeam('backslashes-of-a-location-are-slashes', 'a redirect whose location has backslashes is followed by the client itself'),
  inSeam('redirects-are-refused', 'a redirect within the scope is refused'),
  inSeam('follows-endless-redirects', 'redirects within one origin are followed forty times'),
  inSeam('answers-have-no-bound', 'an answer of any size is read'),
  inSeam('abandoned-requests-run-on', 'a request goes on when nobody waits for it any more'),
  inSeam('loopback-is-admitted', 'loopback is connected to'),
  inSeam('private-addresses-are-admitted', 'private addresses are connected to'),
  inSeam('special-addresses-are-admitted', 'addresses for special uses are connected to'),
  inSeam('link-local-is-admitted', 'link-local and metadata addresses are connected to'),
  inSeam('internal-ipv6-is-admitted', 'any address of IPv6 is connected to'),
  inSeam('names-are-looked-up-again', 'a name is looked up once for the check and once more for the connection'),
  inSeam('uses-proxy-variables', "requests go through the environment's proxy, which looks names up itself"),
  inSeam('denials-tell-the-address', 'the extension is told at which address a name stands'),
  inSeam('trusts-any-certificate', 'certificates are not verified'),
  inSeam('keeps-a-cookie-jar', 'cookies are kept for the next request, whichever extension makes it'),
];
