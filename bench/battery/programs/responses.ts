import type { Json } from '../../../src/contract/json.ts';
import { absent, all, either, inOrder, refused, returns, returnsEach, threw } from '../expectations.ts';
import { endpoint, hook } from '../extension-source.ts';
import type { Program, Step } from '../program.ts';
import type { Holds } from '../seen.ts';

const get = (target: string): Step => ({ call: { endpoint: { method: 'GET', target } } });

const answers = (body: Json, status = 200): Holds =>
  returns({ status, headers: { 'content-type': `${typeof body === 'string' ? 'text/plain' : 'application/json'}; charset=utf-8` }, body });

/** I11–I14: routes, responses and what filters return. */
export const responsePrograms: readonly Program[] = [
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
