import { type Decision, getting, scopesRefused } from './decision.testing.ts';

const request = (value: unknown): unknown => ({ request: value });
const parsed = (text: string): unknown => JSON.parse(text);
// `Array.prototype.entries` of its own would otherwise speak for the list.
const listThatSays = (...entries: readonly string[]): unknown => Object.assign([1], { entries: () => entries.entries() });

/** Scopes that grant nothing, because their shape is refused. */
export const refusedScopes: readonly Decision[] = [
  scopesRefused('K27 methods and urls one level too high', { methods: [], urls: [] }, '.methods', 'only the scopes'),
  scopesRefused('K27 only urls one level too high', { urls: ['https://*'] }, '.urls', 'only the scopes'),
  scopesRefused('an unknown scope', { request: { methods: ['GET'], urls: ['https://*'] }, fetch: {} }, '.fetch', 'only the scopes'),
  scopesRefused('a name that is more than one line', { 'log\n\u202e': {} }, '["log\\n\\u202e"]', 'only the scopes'),
  scopesRefused(
    'a key that is more than one line',
    request({ methods: [], urls: [], 'a\r\nb': 1 }),
    '.request["a\\r\\nb"]',
    'only "methods"',
  ),
  scopesRefused('a name that is empty', { '': {} }, '[""]', 'only the scopes'),
  scopesRefused('a name without an end', { ['x'.repeat(81)]: {} }, `["${'x'.repeat(80)}\u2026"]`, 'only the scopes'),
  scopesRefused('a list of scopes', ['request'], '', 'an object'),
  scopesRefused('no scopes at all', null, '', 'an object'),
  scopesRefused(
    'an own key __proto__',
    parsed('{"__proto__":{"request":{"methods":["GET"],"urls":["https://*"]}}}'),
    '.__proto__',
    'only the scopes',
  ),
  scopesRefused('request as true', request(true), '.request', 'an object'),
  scopesRefused('request as a list of globs', request(['https://*']), '.request', 'an object'),
  scopesRefused('request without anything', request({}), '.request.methods', 'an array'),
  scopesRefused('request without methods', request({ urls: ['https://*'] }), '.request.methods', 'an array'),
  scopesRefused('request without urls', request({ methods: ['GET'] }), '.request.urls', 'an array'),
  scopesRefused('request with null for urls', request({ methods: ['GET'], urls: null }), '.request.urls', 'an array'),
  scopesRefused('request with another key', request({ methods: [], urls: [], headers: [] }), '.request.headers', 'only "methods"'),
  scopesRefused(
    'request that inherits',
    request(Object.assign(Object.create({ urls: ['https://*'] }), { methods: ['POST'] })),
    '.request',
    'an object',
  ),
  scopesRefused(
    'urls of the prototype',
    request(parsed('{"methods":["GET"],"__proto__":{"urls":["https://*"]}}')),
    '.request.__proto__',
    'only "methods"',
  ),
  scopesRefused('methods as a string', request({ methods: 'GET', urls: [] }), '.request.methods', 'an array'),
  scopesRefused('methods as an object', request({ methods: { 0: 'GET', length: 1 }, urls: [] }), '.request.methods', 'an array'),
  scopesRefused('methods as a set', request({ methods: new Set(['GET']), urls: [] }), '.request.methods', 'an array'),
  scopesRefused('an unknown method', request({ methods: ['GET', 'HEAD'], urls: [] }), '.request.methods[1]', 'one of GET'),
  scopesRefused('a method in lower case', request({ methods: ['get'], urls: [] }), '.request.methods[0]', 'one of GET'),
  scopesRefused('a wildcard as a method', request({ methods: ['*'], urls: [] }), '.request.methods[0]', 'one of GET'),
  scopesRefused('a method that is a String object', request({ methods: [Object('GET')], urls: [] }), '.request.methods[0]', 'one of GET'),
  scopesRefused('a hole among the methods', request({ methods: new Array(2), urls: [] }), '.request.methods[0]', 'one of GET'),
  scopesRefused(
    'a list that tells something else',
    request({ methods: listThatSays('GET'), urls: [] }),
    '.request.methods[0]',
    'one of GET',
  ),
  scopesRefused(
    'a list of globs that tells something else',
    request({ methods: [], urls: listThatSays('https://*') }),
    '.request.urls[0]',
    'a glob',
  ),
  scopesRefused('urls as a string', request({ methods: [], urls: 'https://*' }), '.request.urls', 'an array'),
  scopesRefused('a hole among the globs', request({ methods: [], urls: ['https://*'].concat(new Array(1)) }), '.request.urls[1]', 'a glob'),
  scopesRefused('a glob that is null', getting('https://a.test', null), '.request.urls[1]', 'a glob'),
  scopesRefused('a glob in a glob', getting(['https://a.test']), '.request.urls[0]', 'a glob'),
  scopesRefused('a glob that is a URL', getting(new URL('https://a.test/')), '.request.urls[0]', 'a glob'),
  scopesRefused('65 globs', request({ methods: [], urls: new Array(65).fill('https://a.test/') }), '.request.urls', '64 globs'),
  scopesRefused('one wrong glob among good ones', getting('https://*', 'http://*', 'https://a*'), '.request.urls[2]', 'host'),
  scopesRefused('log with options', { log: { level: 'info' } }, '.log', 'an empty object'),
  scopesRefused('sleep as true', { sleep: true }, '.sleep', 'an empty object'),
];
