import { describe, expect, it } from 'vitest';

import type { Json } from '../contract/json.ts';
import { openRealm, type TestRealm, type TestSetup } from './open-realm.testing.ts';
import type { GuestRecord } from './records.ts';

const open = (body: string, setup?: TestSetup): TestRealm =>
  openRealm(`import { log, sleep } from 'directus:api'; export default ${body};`, setup);

const operation = (handler: string, input: Json = null, setup?: TestSetup): readonly GuestRecord[] => {
  using realm = open(`{ id: 'it', handler: ${handler} }`, setup);
  return realm.dispatch({ call: 7, operation: 'it', input });
};

const hook = (body: string, door: { filter: string } | { action: string }, input: Json): readonly GuestRecord[] => {
  using realm = open(`({ filter, action }) => { ${body} }`, { kind: 'hook' });
  return realm.dispatch({ call: 1, ...door, input });
};

const endpoint = (body: string, method: string, target: string): readonly GuestRecord[] => {
  using realm = open(`(router) => { ${body} }`, { kind: 'endpoint' });
  return realm.dispatch({ call: 1, endpoint: { method, target, headers: { 'x-a': '1' }, body: { b: 2 } } });
};

describe('dispatch of an operation', () => {
  it('calls the handler with one argument that is a fresh copy', () => {
    using realm = open(`{ id: 'it', handler: (...seen) => { seen[0].list.push(1); return [seen.length, seen[0]]; } }`);
    for (const call of [1, 2]) {
      expect(realm.dispatch({ call, operation: 'it', input: { list: [] } })).toEqual([{ returned: call, json: '[1,{"list":[1]}]' }]);
    }
  });

  it('is absent under another id', () => {
    using realm = open(`{ id: 'it', handler: () => 1 }`);
    expect(realm.dispatch({ call: 1, operation: 'other', input: null })).toEqual([{ absent: 1 }]);
    expect(realm.dispatch({ call: 2, filter: 'it', input: null })).toEqual([{ absent: 2 }]);
    expect(realm.dispatch({ call: 3, endpoint: { method: 'GET', target: '/', headers: {}, body: null } })).toEqual([{ absent: 3 }]);
  });

  it('resolves values, promises and thenables', () => {
    for (const handler of ['() => 5', 'async () => 5', '() => ({ then(ok) { ok(5); } })', '() => Promise.resolve(Promise.resolve(5))']) {
      expect(operation(handler)).toEqual([{ returned: 7, json: '5' }]);
    }
  });

  it('gives no text for undefined and for functions', () => {
    for (const handler of ['() => undefined', 'async () => {}', '() => () => 1', '() => Symbol("s")'])
      expect(operation(handler)).toEqual([{ returned: 7 }]);
  });

  it('runs getters and toJSON inside, once', () => {
    expect(operation('() => { let reads = 0; return { get a() { return (reads += 1); }, b: { toJSON: () => reads } }; }')).toEqual([
      { returned: 7, json: '{"a":1,"b":1}' },
    ]);
  });

  it('reports what JSON cannot hold as a TypeError', () => {
    for (const handler of ['() => { const a = {}; a.a = a; return a; }', '() => 1n']) {
      expect(operation(handler)).toEqual([{ threw: 7, thrown: 'null', error: { name: 'TypeError', message: expect.any(String) } }]);
    }
  });

  it('keeps keys that look like the protocol', () => {
    const json = '{"__proto__":{"x":1},"then":1,"toJSON":2,"length":3,"returned":4}';
    expect(operation('(input) => input', JSON.parse(json) as Json)).toEqual([{ returned: 7, json }]);
  });

  it('stops at a result above the limit, and not at one below', () => {
    expect(operation('() => "x".repeat(98)', null, { limits: { resultBytes: 100 } })).toEqual([
      { returned: 7, json: JSON.stringify('x'.repeat(98)) },
    ]);
    expect(operation('() => "x".repeat(99)', null, { limits: { resultBytes: 100 } })).toEqual([{ over: 7, limit: 'result' }]);
    expect(operation('() => "€".repeat(40)', null, { limits: { resultBytes: 100 } })).toEqual([{ over: 7, limit: 'result' }]);
  });
});

describe('what was thrown', () => {
  it('keeps name, message, status and response of an error', () => {
    expect(operation('() => { throw Object.assign(new RangeError("m"), { status: 418, response: "{}", code: "X" }); }')).toEqual([
      { threw: 7, thrown: 'null', error: { name: 'RangeError', message: 'm', status: 418, response: '{}' } },
    ]);
    expect(operation('async () => { throw new TypeError("late"); }')).toEqual([
      { threw: 7, thrown: 'null', error: { name: 'TypeError', message: 'late' } },
    ]);
  });

  it('keeps other values as JSON text', () => {
    for (const [value, thrown] of [
      ['5', '5'],
      ['"s"', '"s"'],
      ['{ name: "Error", status: 500 }', '{"name":"Error","status":500}'],
      ['null', 'null'],
      ['undefined', 'null'],
      ['1n', 'null'],
      ['() => 1', 'null'],
    ]) {
      expect(operation(`() => { throw ${value}; }`)).toEqual([{ threw: 7, thrown }]);
      expect(operation(`async () => { throw ${value}; }`)).toEqual([{ threw: 7, thrown }]);
    }
  });

  it('survives hostile ones, and bounds them', () => {
    const getters =
      '["name", "message", "status", "response"].reduce((error, key) => Object.defineProperty(error, key, { get() { throw error; } }), new Error())';
    expect(operation(`() => { throw ${getters}; }`)).toEqual([{ threw: 7, thrown: 'null', error: { name: 'Error', message: '' } }]);
    const revoked = '(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; })()';
    expect(operation(`() => { throw ${revoked}; }`)).toEqual([{ threw: 7, thrown: 'null' }]);
    expect(operation(`() => { throw new Proxy(new Error(), { getPrototypeOf() { throw 1; }, get() { throw 2; } }); }`)).toEqual([
      { threw: 7, thrown: 'null' },
    ]);
    expect(operation('() => { const a = []; a[0] = a; throw a; }')).toEqual([{ threw: 7, thrown: 'null' }]);
    expect(operation('() => { throw "x".repeat(100000); }')).toEqual([{ threw: 7, thrown: 'null' }]);
    const [record] = operation('() => { throw Object.assign(new Error("x".repeat(100000)), { name: "n".repeat(1000) }); }');
    expect(record).toEqual({ threw: 7, thrown: 'null', error: { name: 'n'.repeat(128), message: 'x'.repeat(4096) } });
  });
});

describe('dispatch of a filter', () => {
  it('runs the handlers in order, each with a copy of the last result', () => {
    const body = `filter('e', (p) => ({ n: p.n + 1 })); filter('e', async (p) => { await null; return { n: p.n * 10 }; }); filter('e', (p) => { p.n = -1; }); filter('other', () => 0);`;
    expect(hook(body, { filter: 'e' }, { n: 1 })).toEqual([{ returned: 1, json: '{"n":20}' }]);
  });

  it('keeps the payload where nothing is returned', () => {
    expect(hook(`filter('e', (p) => { p.changed = true; });`, { filter: 'e' }, { a: 1 })).toEqual([{ returned: 1, json: '{"a":1}' }]);
    expect(hook(`filter('e', () => null);`, { filter: 'e' }, { a: 1 })).toEqual([{ returned: 1, json: 'null' }]);
  });

  it('ends with what the first handler throws', () => {
    expect(hook(`filter('e', () => { throw { code: 1 }; }); filter('e', () => { throw 2; });`, { filter: 'e' }, {})).toEqual([
      { threw: 1, thrown: '{"code":1}' },
    ]);
  });

  it('is absent without handlers, also for names of Object.prototype', () => {
    for (const filter of ['other', '__proto__', 'constructor', 'toString'])
      expect(hook(`filter('e', () => 1);`, { filter }, {})).toEqual([{ absent: 1 }]);
    expect(hook(`filter('__proto__', () => 1);`, { filter: '__proto__' }, {})).toEqual([{ returned: 1, json: '1' }]);
    expect(hook(`filter('e', () => 1);`, { action: 'e' }, {})).toEqual([{ absent: 1 }]);
  });
});

describe('dispatch of an action', () => {
  it('runs every handler, whatever the others do, and ends without a result', () => {
    using realm = open(
      `({ action }) => { action('e', (p) => { p.n = 2; throw 1; }); action('e', async () => { throw 2; }); action('e', (p) => { log('n' + p.n); return 3; }); action('e', async () => { await sleep(1); log('last'); }); }`,
      { kind: 'hook' },
    );
    expect(realm.dispatch({ call: 1, action: 'e', input: { n: 1 } })).toEqual([{ log: 'n1' }, { sleep: 1, ms: 1 }]);
    expect(realm.deliver({ resolve: 1 })).toEqual([{ log: 'last' }, { returned: 1 }]);
  });
});

describe('dispatch of an endpoint', () => {
  it('gives one argument and turns status and body into a response', () => {
    expect(endpoint(`router.get('/a', (...seen) => ({ status: 201, body: { seen } }));`, 'GET', '/a?q=1')).toEqual([
      {
        returned: 1,
        json: '{"status":201,"headers":{"content-type":"application/json; charset=utf-8"},"body":{"seen":[{"url":"/a?q=1","headers":{"x-a":"1"},"body":{"b":2}}]}}',
      },
    ]);
    expect(endpoint(`router.post('/a', async () => ({ status: 200, body: '<b>' }));`, 'POST', '/a')).toEqual([
      { returned: 1, json: '{"status":200,"headers":{"content-type":"text/plain; charset=utf-8"},"body":"<b>"}' },
    ]);
  });

  const routes: readonly [string, string, boolean][] = [
    ['/', '/', true],
    ['/', '/?a=/b', true],
    ['/', '/a', false],
    ['/a/b', '/a/b', true],
    ['/a/b', '/a/b/', true],
    ['/a/b/', '/a/b', true],
    ['/a/b', '/a', false],
    ['/a/b', '/a/b/c', false],
    ['/a', '/A', false],
    ['/a/:id', '/a/5', true],
    ['/a/:id', '/a/', false],
    ['/a/:id/c', '/a/5/c', true],
    ['/a/:id', '/a/5/c', false],
    ['/:one/:two', '/a//', false],
    ['*', '/any/thing', true],
    ['/a/*', '/a', true],
    ['/a/*', '/a/b/c', true],
    ['/a/*', '/b', false],
    ['/a.c', '/abc', false],
    ['/(a+)+', '/aaaa', false],
  ];
  it.each(routes)('compares %s with %s', (pattern, target, matches) => {
    const records = endpoint(`router.get(${JSON.stringify(pattern)}, () => ({ status: 200, body: '' }));`, 'GET', target);
    expect(records.map((record) => Object.keys(record)[0])).toEqual([matches ? 'returned' : 'absent']);
  });

  it('takes the first route that matches method and path', () => {
    const body = `router.post('/a', () => ({ status: 200, body: 'post' })); router.get('/:x', () => ({ status: 200, body: 'first' })); router.get('/a', () => ({ status: 200, body: 'second' }));`;
    expect(endpoint(body, 'GET', '/a')).toEqual([expect.objectContaining({ json: expect.stringContaining('"first"') })]);
    expect(endpoint(body, 'HEAD', '/a')).toEqual([{ absent: 1 }]);
  });

  it('reports a response of another shape as a TypeError', () => {
    const wrong = [
      'undefined',
      'null',
      '"text"',
      '{}',
      '{ status: "200", body: "" }',
      '{ status: 199, body: "" }',
      '{ status: 600, body: "" }',
      '{ status: 200.5, body: "" }',
      '{ status: 200 }',
      '{ status: 200, body: () => 1 }',
      '{ status: 200, body: 1n }',
    ];
    for (const response of wrong) {
      expect(endpoint(`router.get('/', () => (${response}));`, 'GET', '/')).toEqual([
        { threw: 1, thrown: 'null', error: { name: 'TypeError', message: expect.any(String) } },
      ]);
    }
  });
});
