import type { Json } from '../../../src/contract/json.ts';
import { absent, all, either, inOrder, refused, refusedIn, returns, returnsEach, threw } from '../expectations.ts';
import { bare, endpoint, hook, operation, whole } from '../extension-source.ts';
import type { Program, Step } from '../program.ts';
import type { Holds } from '../seen.ts';

const get = (target: string): Step => ({ call: { endpoint: { method: 'GET', target } } });

const answers = (body: Json, status = 200): Holds =>
  returns({ status, headers: { 'content-type': `${typeof body === 'string' ? 'text/plain' : 'application/json'}; charset=utf-8` }, body });

const badExports: Readonly<Record<string, string>> = {
  nothing: `export const x = 1;`,
  number: `export default 5;`,
  null: `export default null;`,
  undefined: `export default undefined;`,
  'mean-proxy': `export default new Proxy({}, { get() { throw new Error('trap'); } });`,
  'revoked-proxy': `const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); export default proxy;`,
  'mean-getter': `export default { id: 'it', get handler() { throw undefined; } };`,
  'symbol-id': `export default { id: Symbol('it'), handler: () => 1 };`,
  'object-id': `export default { id: { toString: () => 'it' }, handler: () => 1 };`,
  'empty-id': `export default { id: '', handler: () => 1 };`,
  'long-id': `export default { id: 'x'.repeat(1e6), handler: () => 1 };`,
  'object-handler': `export default { id: 'it', handler: { call: () => 1 } };`,
  'class-as-hook': `export default class { static id = 5; static handler() {} }`,
};

const loadThrows: Readonly<Record<string, string>> = {
  undefined: `throw undefined;`,
  null: `throw null;`,
  symbol: `throw Symbol('x');`,
  'mean-proxy': `throw new Proxy({}, { get() { throw 1; }, getPrototypeOf() { throw 2; } });`,
  'mean-error': `throw Object.defineProperties(new Error(), { name: { get() { throw 1; } }, message: { get() { throw 2; } }, stack: { get() { throw 3; } } });`,
  'after-await': `await null; throw undefined;`,
};

/** I08–I14: what is exported, registered and answered. */
export const registeringPrograms: readonly Program[] = [
  ...Object.entries(badExports).map(([name, source]): Program => ({
    id: `registering/export-${name}`,
    covers: ['I08'],
    ...bare(source),
    holds: refused('register'),
  })),
  ...Object.entries(loadThrows).map(([name, source]): Program => ({
    id: `registering/body-throws-${name}`,
    covers: ['I09'],
    ...bare(source),
    holds: refused('evaluate'),
  })),
  ...Object.entries({
    unclosed: `export default {`,
    token: `export default @;`,
    'two-defaults': `export default 1; export default 2;`,
    return: `return 1;`,
    nul: 'export default \u0000;',
  }).map(([name, source]): Program => ({ id: `registering/syntax-${name}`, covers: ['I09'], ...bare(source), holds: refused('link') })),
  ...Object.entries({
    bom: '\uFEFFexport default { id: "it", handler: () => 1 };',
    crlf: '\r\n\r\nexport default {\r\n id: "it",\r\n handler: () => 1 };\r\n',
    shebang: '#!/usr/bin/env node\nexport default { id: "it", handler: () => 1 };',
  }).map(([name, source]): Program => ({ id: `registering/text-${name}`, covers: ['I09'], ...bare(source), holds: returns(1) })),
  {
    id: 'registering/odd-events',
    covers: ['I10'],
    ...hook(`const said = [];
      for (const run of [() => filter(Symbol('x'), () => 1), () => filter('x', null), () => filter('x'), () => filter(5, () => 1), () => filter('', () => 1), () => filter(['it'], () => 1), () => action('x', { call() {} }), () => filter({ toString: () => 'x' }, () => 1), () => filter('x'.repeat(1e5), () => 1)])
        try { run(); said.push('taken'); } catch (error) { said.push(error instanceof TypeError || error instanceof RangeError); }
      filter('it', () => said);`),
    holds: returns(Array.from({ length: 9 }, () => true)),
  },
  {
    id: 'registering/events-named-like-prototypes',
    covers: ['I10', 'E05'],
    ...hook(
      `for (const event of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) filter(event, (payload) => payload + ' ' + event);`,
      ['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty'].map((filter): Step => ({ call: { filter }, input: 'x' })),
    ),
    holds: inOrder(returns('x __proto__'), returns('x constructor'), returns('x toString'), absent, returns('x hasOwnProperty')),
  },
  {
    id: 'registering/events-like-patterns',
    covers: ['I10'],
    ...hook(`filter('(a+)+$', () => 'pattern'); filter('it*', () => 'star'); filter('items.*', () => 'glob');`, [
      { call: { filter: `${'a'.repeat(40)}!` }, input: 'x' },
      { call: { filter: 'items.create' }, input: 'x' },
    ]),
    holds: absent,
  },
  {
    id: 'registering/twenty-thousand',
    covers: ['I10'],
    ...hook(`for (let at = 0; at < 2e4; at += 1) filter('event' + at, () => 1);`),
    holds: refused('register', { limit: 'registrations' }),
  },
  {
    id: 'registering/twenty-thousand-that-catch',
    covers: ['I10'],
    ...hook(`for (let at = 0; at < 2e4; at += 1) try { action('it', () => 1); } catch {}`),
    holds: refused('register', { limit: 'registrations' }),
  },
  {
    id: 'registering/later',
    covers: ['I10'],
    ...hook(
      `filter('it', async () => { const said = []; for (const run of [() => filter('late', () => 1), () => events.action('late', () => 1)]) try { run(); said.push('taken'); } catch (error) { said.push(error instanceof Error); } await sleep(1); try { filter('later', () => 1); } catch (error) { said.push(error instanceof Error); } return said; });`,
      [{ call: { filter: 'it' }, input: {} }],
    ),
    holds: returns([true, true, true]),
  },
  {
    id: 'registering/asynchronously',
    covers: ['I10'],
    ...whole(`export default async ({ filter }) => { await null; filter('it', () => 1); };`),
    kind: 'hook',
    holds: refused('register'),
  },
  {
    id: 'registering/sensitive-events',
    covers: ['I10'],
    ...whole(`export default ({ filter }) => { filter('auth.login', (payload) => payload); };`),
    kind: 'hook',
    holds: refused('register'),
  },
  {
    id: 'registering/an-id-that-is-taken',
    covers: ['I10', 'F01'],
    ...whole(`export default { id: 'honest', handler: () => 'stolen' };`),
    holds: refused('register'),
  },
  {
    id: 'registering/the-name-of-the-neighbour',
    covers: ['I10', 'F01'],
    ...operation('return 1;'),
    manifest: (usual) => JSON.stringify({ ...usual, name: 'battery-honest' }),
    holds: refused('manifest', { field: 'name' }),
  },
  {
    id: 'registering/an-entry-outside',
    covers: ['I09', 'C06'],
    ...operation('return 1;'),
    manifest: (usual) => JSON.stringify(usual).replace('"index.js"', '"../battery-honest/index.js"'),
    holds: refusedIn('manifest'),
  },
  {
    id: 'registering/a-manifest-with-a-prototype',
    covers: ['I09', 'E05'],
    ...operation('return 1;'),
    manifest: (usual) => JSON.stringify(usual).replace('"requestedScopes":', '"__proto__":{"enabled":true},"requestedScopes":'),
    holds: refusedIn('manifest'),
  },
  {
    id: 'registering/a-manifest-that-is-not-enabled',
    covers: ['I09'],
    ...operation('return 1;'),
    manifest: (usual) => JSON.stringify(usual).replace('"enabled":true', '"enabled":"true"'),
    holds: refusedIn('manifest'),
  },
  {
    id: 'registering/scopes-that-widen',
    covers: ['B06', 'I09'],
    ...operation('return 1;'),
    scopes: { log: {}, request: { methods: ['GET'], urls: ['*'] }, everything: {} },
    holds: refusedIn('manifest'),
  },
  {
    id: 'registering/routes-like-patterns',
    covers: ['I11'],
    ...endpoint(
      `for (const path of ['/(a+)+$', '/:x(.*)', '/[a-z]*', '/a|b', '/\\\\w+']) router.get(path, () => ({ status: 200, body: path }));`,
      [get(`/${'a'.repeat(40)}!`), get('/a/b'), get('/a|c')],
    ),
    holds: either(absent, inOrder(answers('/:x(.*)'), absent, answers('/:x(.*)'))),
  },
  {
    id: 'registering/routes-that-leave',
    covers: ['I11'],
    ...endpoint(
      `for (const path of ['//', '../other', '/../other', '//evil.test/x', 'http://evil.test/', '/%2e%2e/other']) router.get(path, () => ({ status: 200, body: 'outside' }));
      router.get('/other', () => ({ status: 200, body: 'own' }));`,
      [get('/other'), get('/evil.test/x'), get('/x')],
    ),
    holds: inOrder(answers('own'), absent, absent),
  },
  {
    id: 'registering/routes-of-every-type',
    covers: ['I11'],
    ...endpoint(`const said = [];
      for (const path of [5, null, undefined, Symbol('x'), /x/, ['/x'], { toString: () => '/x' }, '', 'x'.repeat(1e5)]) try { router.get(path, () => 1); said.push('taken'); } catch (error) { said.push(error instanceof Error); }
      for (const given of [null, 5, {}]) try { router.post('/x', given); said.push('taken'); } catch (error) { said.push(error instanceof TypeError); }
      router.get('/it', () => ({ status: 200, body: said }));`),
    holds: answers(Array.from({ length: 12 }, () => true)),
  },
  {
    id: 'registering/routes-by-the-thousand',
    covers: ['I11'],
    ...endpoint(`for (let at = 0; at < 1e4; at += 1) router.get('/r' + at, () => 1);`),
    holds: refused('register', { limit: 'registrations' }),
  },
  {
    id: 'registering/one-route-many-times',
    covers: ['I11'],
    ...endpoint(
      `for (let at = 0; at < 900; at += 1) router.get('/it', () => ({ status: 200, body: { at } })); router.get('/' + ':x/'.repeat(500), () => ({ status: 200, body: 'deep' }));`,
      [get('/it'), get(`/${'y/'.repeat(500)}`)],
    ),
    holds: inOrder(answers({ at: 0 }), answers('deep')),
  },
  {
    id: 'registering/odd-responses',
    covers: ['I12'],
    ...endpoint(
      `const cyclic = {}; cyclic.self = cyclic;
      const odd = [{ status: '200', body: 1 }, { status: 99, body: 1 }, { status: 1000, body: 1 }, { status: NaN, body: 1 }, { status: {}, body: 1 }, { body: 1 }, { status: 200 }, { status: 200, body: () => 1 }, { status: 200, body: cyclic }, { status: 200, body: 10n }, { status: 200.5, body: 1 }, { status: 101, body: 1 }, null, undefined, 5, 'x', [], new Proxy({}, { get() { throw new TypeError('trap'); } })];
      router.get('/:at', ({ url }) => odd[Number(url.slice(1))]);`,
      Array.from({ length: 18 }, (_, at) => get(`/${String(at)}`)),
    ),
    holds: threw('TypeError'),
  },
  {
    id: 'registering/responses-with-more-than-asked',
    covers: ['I12'],
    ...endpoint(
      `router.get('/it', () => ({ status: 200, body: { type: 'Buffer', data: [1, 2] }, headers: { 'set-cookie': 'a=1', 'content-type': 'text/html' }, statusText: 'x', redirected: true }));`,
    ),
    holds: answers({ type: 'Buffer', data: [1, 2] }),
  },
  {
    id: 'registering/response-of-64-megabytes',
    covers: ['I12'],
    ...endpoint(`router.get('/it', () => ({ status: 200, body: 'x'.repeat(2 ** 26) }));`),
    holds: ({ calls }) => {
      const outcome = calls[0]?.outcome;
      return outcome?.status === 'stopped' && ['result', 'memory', 'cpu'].includes(outcome.limit)
        ? []
        : [`expected a stop, got ${JSON.stringify(outcome)}`];
    },
  },
  {
    id: 'registering/response-status-that-flips',
    covers: ['I12', 'D13'],
    ...endpoint(
      `let reads = 0; router.get('/it', () => ({ get status() { reads += 1; return reads === 1 ? 200 : 'x'; }, get body() { return 'reads ' + reads; } }));`,
    ),
    holds: answers('reads 1'),
  },
  {
    id: 'registering/response-body-of-markup',
    covers: ['I13'],
    ...endpoint(
      `router.get('/it', () => ({ status: 200, body: '<script>alert(1)</script>', headers: { 'content-type': 'text/html' } }));
      router.get('/data', () => ({ status: 200, body: JSON.parse('{"__proto__":{"x":1}}') }));
      router.get('/own', () => ({ status: 200, body: { toJSON: () => '<b>' } }));`,
      [get('/it'), get('/data'), get('/own')],
    ),
    holds: inOrder(
      answers('<script>alert(1)</script>'),
      answers(JSON.parse('{"__proto__":{"x":1}}') as Json),
      returns({ status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, body: '<b>' }),
    ),
  },
  {
    id: 'registering/filter-results',
    covers: ['I14'],
    ...hook(
      `const results = [undefined, Promise.resolve(undefined), null, 5, Object.freeze([1]), Promise.resolve(new Proxy({ a: 1 }, {})), () => 1, Symbol('x'), NaN];
      filter('it', ({ at }) => results[at]);`,
      Array.from({ length: 9 }, (_, at): Step => ({ call: { filter: 'it' }, input: { at } })),
    ),
    holds: returnsEach({ at: 0 }, { at: 1 }, null, 5, [1], { a: 1 }, { at: 6 }, { at: 7 }, null),
  },
  {
    id: 'registering/filter-that-throws-for-the-next',
    covers: ['I14', 'I01'],
    ...hook(`filter('it', () => { throw new RangeError('no'); }); filter('it', () => { log('ran'); return 'second'; });`),
    holds: all(threw('RangeError', /^no$/), ({ logs }) => (logs.count === 0 ? [] : ['the next filter ran'])),
  },
];
