import { describe, expect, it } from 'vitest';
import { errorOf, openSdk, valueOf, type AskedSdk } from '../ask.testing.ts';
import { headerOf, openLoopback, type SeenRequest } from '../loopback.testing.ts';
import type { SdkOptions } from '../create-sdk.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

const open = (origins: readonly string[], options: Partial<SdkOptions> = {}): AskedSdk =>
  openSdk({ request: { methods, urls: origins.map((origin) => `${origin}/*`) } }, options);

const echo = (): ReturnType<typeof openLoopback> =>
  openLoopback((_seen, response) => {
    response.setHeader('content-type', 'application/json').end('{"a":[1]}');
  });

const namesOf = (seen: SeenRequest | undefined): readonly string[] => Object.keys(seen?.headers ?? {}).toSorted();

// A resolver that knows one name and notes what it is asked.
const lookup =
  (asked: string[], addresses: readonly string[]) =>
  async (name: string): Promise<readonly string[]> => {
    asked.push(name);
    return name === 'inside.test' ? addresses : [];
  };

describe('performRequest', () => {
  it('resolves to status, statusText, headers and parsed data', async () => {
    await using server = await openLoopback((_seen, response) => {
      response.writeHead(201, 'Made', [
        ['Content-Type', 'application/json'],
        ['X-Twice', 'a'],
        ['X-Twice', 'b'],
        ['Set-Cookie', 'c=1'],
        ['Set-Cookie', 'd=2'],
        ['__proto__', 'plain'],
        ['Content-Length', '9'],
      ]);
      response.end('{"a":[1]}');
    });
    const { request, sdk } = open([server.origin]);
    const answer = valueOf(await request(`${server.origin}/x?y=1#z`));
    expect(answer).toMatchObject({ status: 201, statusText: 'Made', data: { a: [1] } });
    expect(answer.headers['x-twice']).toBe('a, b');
    expect(answer.headers['set-cookie']).toBe('c=1, d=2');
    expect(Object.hasOwn(answer.headers, '__proto__')).toBe(true);
    expect(JSON.parse(JSON.stringify(answer.headers)) as unknown).toEqual(
      JSON.parse(JSON.stringify(answer.headers, Object.getOwnPropertyNames(answer.headers))),
    );
    expect(server.seen.map(({ method, url, body }) => [method, url, body])).toEqual([['GET', '/x?y=1', '']]);
    expect(sdk.pending).toBe(0);
  });

  it('sends nothing of its own beside the few headers that a request needs', async () => {
    await using server = await echo();
    const { request } = open([server.origin]);
    await request(server.origin);
    await request(server.origin);
    expect(namesOf(server.seen[0])).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
    // No connection is kept that a second extension could find open.
    expect(server.connections).toBe(2);
  });

  it.each(methods)('sends %s with method, headers and an object body as JSON', async (method) => {
    await using server = await echo();
    const { request } = open([server.origin]);
    valueOf(
      await request(`${server.origin}/p`, { method, headers: { 'X-Key': 'v', Authorization: 'Bearer 1' }, body: { a: 'ä', b: [1, null] } }),
    );
    const [seen] = server.seen;
    expect([seen?.method, seen?.body]).toEqual([method, '{"a":"ä","b":[1,null]}']);
    expect([headerOf(seen, 'x-key'), headerOf(seen, 'authorization'), headerOf(seen, 'content-type')]).toEqual([
      'v',
      'Bearer 1',
      'application/json',
    ]);
    expect(headerOf(seen, 'content-length')).toBe(String(Buffer.byteLength(seen?.body ?? '')));
  });

  it.each(methods)('sends %s without a body', async (method) => {
    await using server = await echo();
    const { request } = open([server.origin]);
    valueOf(await request(server.origin, { method }));
    expect([server.seen[0]?.method, server.seen[0]?.body, headerOf(server.seen[0], 'content-type')]).toEqual([method, '', undefined]);
  });

  it('leaves no timer behind', async () => {
    await using server = await echo();
    const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const { request } = open([server.origin]);
    const before = timers();
    await Promise.all(Array.from({ length: 20 }, () => request(server.origin)));
    expect(timers() - before).toBeLessThan(10);
  });

  it('refuses options that are no object, and reads own properties alone', async () => {
    await using server = await echo();
    const { take } = open([server.origin]);
    for (const options of [null, 'GET', 5, ['GET']]) {
      expect(errorOf(await take({ request: 1, url: server.origin, options } as never))).toMatchObject({ kind: 'type' });
    }
    const polluted = Object.prototype as { method?: unknown; body?: unknown };
    Object.assign(polluted, { method: 'DELETE', body: 'stolen' });
    try {
      valueOf(await take({ request: 1, url: server.origin, options: {} }));
    } finally {
      delete polluted.method;
      delete polluted.body;
    }
    expect(server.seen.map(({ method, body }) => [method, body])).toEqual([['GET', '']]);
  });

  it('rejects an answer outside 200-299 with its status and the whole answer as JSON', async () => {
    await using server = await openLoopback((_seen, response) => {
      response.writeHead(404, 'Nothing here', { 'content-type': 'application/json' }).end('{"__proto__":{"a":1},"errors":["x"]}');
    });
    const error = errorOf(await open([server.origin]).request(server.origin));
    expect(error).toMatchObject({ kind: 'http', name: 'Error', status: 404, message: expect.stringContaining('404') as unknown });
    const response = JSON.parse(error.response ?? '') as {
      status: unknown;
      statusText: unknown;
      headers: Record<string, unknown>;
      data: object;
    };
    expect([response.status, response.statusText, response.headers['content-type']]).toEqual([404, 'Nothing here', 'application/json']);
    expect(Object.keys(response.data)).toEqual(['__proto__', 'errors']);
    expect(({} as { a?: unknown }).a).toBeUndefined();
  });

  it.each([
    ['url-not-granted', 'https://b.test/'],
    ['url-dot-segment', 'https://inside.test/x/../y'],
    ['url-userinfo', 'https://inside.test@b.test/'],
    ['url-scheme', 'file:///etc/passwd'],
  ])('denies before any name is looked up (%s)', async (reason, url) => {
    const asked: string[] = [];
    const { request, denials } = openSdk(
      { request: { methods: ['GET'], urls: ['https://inside.test/*'] } },
      { resolve: lookup(asked, []) },
    );
    expect(errorOf(await request(url))).toEqual({ kind: 'permission', name: 'Error', message: `No permission to request "${url}"` });
    expect(denials).toMatchObject([{ function: 'request', kind: 'permission', cause: reason }]);
    expect(errorOf(await request('https://inside.test/', { method: 'POST' }))).toMatchObject({
      message: 'No permission to use "request" with the method "POST"',
    });
    expect(asked).toEqual([]);
    expect(errorOf(await request('https://inside.test/'))).toMatchObject({ kind: 'network' });
    expect(asked).toEqual(['inside.test']);
  });

  it('quotes what was denied bounded and on one line', async () => {
    const { message } = errorOf(await open(['https://a.test']).request(`https://b.test/\u001b[31m\n${'x'.repeat(100_000)}`));
    expect(message).toContain('https://b.test/\\u001b[31m\\nxxx');
    expect(message.length).toBeLessThan(300);
  });

  it('connects to the addresses that resolve gave, once for each request', async () => {
    await using server = await echo();
    const asked: string[] = [];
    const { request } = openSdk(
      { request: { methods: ['GET'], urls: ['http://*:*/*'] } },
      { resolve: lookup(asked, ['no address', '127.0.0.1']), allowHosts: ['inside.test', '127.0.0.1'] },
    );
    valueOf(await request(`http://inside.test:${String(server.port)}/x`));
    expect(headerOf(server.seen[0], 'host')).toBe(`inside.test:${String(server.port)}`);
    valueOf(await request(server.origin));
    expect(errorOf(await request('http://other.test:8080/'))).toMatchObject({ kind: 'network' });
    expect(asked).toEqual(['inside.test', 'other.test']);
  });

  it('takes no name for an address', async () => {
    const { request } = open(['https://inside.test'], { resolve: () => Promise.resolve(['other.test', '']) });
    expect(errorOf(await request('https://inside.test/')).message).toBe('The host of "request" could not be resolved');
  });

  it('ends at its time limit while a name is looked up', async () => {
    const { request } = open(['https://inside.test'], { limits: { requestMs: 20 }, resolve: () => new Promise(() => {}) });
    expect(errorOf(await request('https://inside.test/'))).toMatchObject({ kind: 'limit' });
  });
});
