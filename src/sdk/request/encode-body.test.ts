import { describe, expect, it } from 'vitest';
import type { Json } from '../../contract/json.ts';
import { errorOf, openSdk, valueOf, type AskedSdk } from '../ask.testing.ts';
import type { SdkOptions } from '../create-sdk.ts';
import { headerOf, openLoopback } from '../loopback.testing.ts';

const open = (origins: readonly string[], options: Partial<SdkOptions> = {}): AskedSdk =>
  openSdk({ request: { methods: ['POST'], urls: origins.map((origin) => `${origin}/*`) } }, options);

const echo = (): ReturnType<typeof openLoopback> =>
  openLoopback((_seen, response) => {
    response.end();
  });

describe('encodeBody', () => {
  it('sends a string as it is, under the type that the extension gives or as a form', async () => {
    await using server = await echo();
    const { request } = open([server.origin]);
    await request(server.origin, { method: 'POST', body: 'a=1&b=2' });
    await request(server.origin, { method: 'POST', body: '{"a":1}', headers: { 'Content-Type': 'application/json' } });
    expect(server.seen.map((seen) => [headerOf(seen, 'content-type'), seen.body])).toEqual([
      ['application/x-www-form-urlencoded', 'a=1&b=2'],
      ['application/json', '{"a":1}'],
    ]);
  });

  it('sends an object as a form where that type is set, and as JSON under any other', async () => {
    await using server = await echo();
    const { request } = open([server.origin]);
    const body = { a: 'x y', b: 1, c: null, d: { e: true }, f: [1, { g: 2 }] };
    await request(server.origin, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' } });
    await request(server.origin, { method: 'POST', body, headers: { 'content-type': 'text/plain' } });
    expect(server.seen.map(({ body: sent }) => sent)).toEqual([
      'a=x+y&b=1&c=&d%5Be%5D=true&f%5B%5D=1&f%5B%5D%5Bg%5D=2',
      JSON.stringify(body),
    ]);
  });

  it.each([5, true, false])('refuses the body %j', async (body) => {
    await using server = await echo();
    expect(errorOf(await open([server.origin]).request(server.origin, { method: 'POST', body }))).toMatchObject({ kind: 'type' });
    expect(server.connections).toBe(0);
  });

  it('refuses a body that is nested too deep to encode', async () => {
    await using server = await echo();
    const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)) as Json;
    const { request } = open([server.origin]);
    for (const headers of [{}, { 'content-type': 'application/x-www-form-urlencoded' }]) {
      expect(errorOf(await request(server.origin, { method: 'POST', body: { deep }, headers }))).toMatchObject({ kind: 'limit' });
    }
    expect(server.connections).toBe(0);
  });

  it('bounds the bytes of a body, encoded', async () => {
    await using server = await echo();
    const { request } = open([server.origin], { limits: { requestBytes: 100 } });
    valueOf(await request(server.origin, { method: 'POST', body: 'ä'.repeat(50) }));
    for (const body of ['ä'.repeat(51), { a: 'x'.repeat(100) }]) {
      expect(errorOf(await request(server.origin, { method: 'POST', body }))).toMatchObject({ kind: 'limit' });
    }
    expect(server.connections).toBe(1);
  });
});
