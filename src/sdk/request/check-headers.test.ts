import { describe, expect, it } from 'vitest';
import { errorOf, openSdk, valueOf } from '../ask.testing.ts';
import { openLoopback, type SeenRequest } from '../loopback.testing.ts';
import { SdkError } from '../sdk-error.ts';
import { defaultSdkLimits } from '../sdk-limits.ts';
import { checkHeaders } from './check-headers.ts';
import type { RequestHeaders } from './request-headers.ts';

const check = (headers: unknown): RequestHeaders | SdkError => checkHeaders(headers, defaultSdkLimits);

const kindOf = (headers: unknown): string => {
  const checked = check(headers);
  return checked instanceof SdkError ? checked.data.kind : 'ok';
};

const framing = [
  'Host',
  'Content-Length',
  'Transfer-Encoding',
  'Connection',
  'Upgrade',
  'TE',
  'Trailer',
  'Expect',
  'Keep-Alive',
  'HTTP2-Settings',
  'Accept-Encoding',
];
const overriding = [
  'X-HTTP-Method',
  'X-HTTP-Method-Override',
  'X-Method-Override',
  'X-Original-URL',
  'X-Rewrite-URL',
  'Forwarded',
  'X-Forwarded-For',
  'X-Forwarded-Host',
  'X-Forwarded-Anything',
  'Proxy-Authorization',
  'Proxy-Connection',
  'Proxy-Anything',
];

const sent = async (headers: Record<string, string>): Promise<SeenRequest> => {
  await using server = await openLoopback((_seen, response) => {
    response.end('x');
  });
  const { request } = openSdk({ request: { methods: ['POST'], urls: [`${server.origin}/*`] } });
  valueOf(await request(server.origin, { method: 'POST', body: 'body', headers }));
  const [seen] = server.seen;
  if (seen === undefined || server.connections !== 1) throw new Error('one request was expected');
  return seen;
};

describe('checkHeaders', () => {
  it('takes strings under tokens, in lower case, and nothing for undefined', () => {
    expect(check(undefined)).toEqual(new Map());
    expect(check({})).toEqual(new Map());
    expect(check({ 'X-Key': 'v', Accept: 'a\tb', "x!#$%&'*+-.^_`|~9": 'ü', Empty: '' })).toEqual(
      new Map([
        ['x-key', 'v'],
        ['accept', 'a\tb'],
        ["x!#$%&'*+-.^_`|~9", 'ü'],
        ['empty', ''],
      ]),
    );
  });

  it.each([null, 'X: y', 5, ['X: y'], new Map([['x', 'y']]), new Date()].map((headers) => ({ headers })))(
    'refuses $headers for headers',
    ({ headers }) => {
      expect(kindOf(headers)).toBe('type');
    },
  );

  it.each(['', ' ', 'a b', 'a:', ':authority', 'a\r', 'a\nb', 'a\u0000', 'ä', 'a"', 'a(b)', 'a/b', 'a,b', 'a{'])(
    'refuses the name %j',
    (name) => {
      expect(kindOf({ [name]: 'v' })).toBe('type');
    },
  );

  it.each(
    ['a\r\nX: y', 'a\n b', 'a\r', 'a\u0000', '\u007f', '\u0001', 'ā', '€', '😀', 5, null, true, ['a'], {}].map((value) => ({ value })),
  )('refuses the value $value', ({ value }) => {
    expect(kindOf({ 'x-key': value })).toBe('type');
  });

  it.each(framing)('leaves out %s in every spelling', (name) => {
    for (const spelling of [name, name.toLowerCase(), name.toUpperCase(), name.replaceAll('-', '_')])
      expect(check({ [spelling]: '1' })).toEqual(new Map());
  });

  it.each(overriding)('refuses %s in every spelling', (name) => {
    for (const spelling of [name, name.toLowerCase(), name.toUpperCase(), name.replaceAll('-', '_')])
      expect(kindOf({ [spelling]: '1' })).toBe('permission');
  });

  it('takes names that only look alike', () => {
    expect(kindOf({ 'x-host': '1', 'content-lengths': '1', xforwarded: '1', 'x-proxy-key': '1', proxy: '1' })).toBe('ok');
  });

  it('bounds number and bytes', () => {
    const fields = (count: number): Record<string, string> =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`x-${String(index)}`, 'v']));
    expect([kindOf(fields(64)), kindOf(fields(65))]).toEqual(['ok', 'limit']);
    expect([kindOf({ x: 'v'.repeat(16_383) }), kindOf({ x: 'v'.repeat(16_384) })]).toEqual(['ok', 'limit']);
  });

  it('takes __proto__ and constructor for names', () => {
    const checked = check(JSON.parse('{"__proto__":"a","constructor":"b"}'));
    expect(checked).toEqual(
      new Map([
        ['__proto__', 'a'],
        ['constructor', 'b'],
      ]),
    );
    expect(kindOf(JSON.parse('{"__proto__":{"x-key":"a"}}'))).toBe('type');
  });

  it('lets no framing header through to the wire', async () => {
    const seen = await sent({
      Host: 'internal.local',
      'Content-Length': '1',
      'Transfer-Encoding': 'chunked',
      Connection: 'upgrade',
      Upgrade: 'h2c',
      TE: 'trailers',
      Trailer: 'x',
      Expect: '100-continue',
      'Accept-Encoding': 'zstd',
      'X-Fine': 'yes',
    });
    expect(seen.headers).toMatchObject({ 'content-length': '4', connection: 'close', 'accept-encoding': 'gzip, br', 'x-fine': 'yes' });
    expect(seen.headers['host']).toMatch(/^127\.0\.0\.1:\d+$/);
    for (const name of ['transfer-encoding', 'upgrade', 'te', 'trailer', 'expect']) expect(seen.headers[name]).toBeUndefined();
    expect(seen.body).toBe('body');
  });

  it('sends __proto__ as a plain field or not at all, and pollutes nothing', async () => {
    const seen = await sent(JSON.parse('{"__proto__":"a","constructor":"b"}') as Record<string, string>);
    expect(seen.raw.filter((_, index) => index % 2 === 0).filter((name) => name === 'constructor')).toEqual(['constructor']);
    expect(({} as { a?: unknown }).a).toBeUndefined();
  });

  it('connects to nothing when a header is refused', async () => {
    await using server = await openLoopback((_seen, response) => {
      response.end();
    });
    const { request } = openSdk({ request: { methods: ['GET'], urls: [`${server.origin}/*`] } });
    for (const value of ['a\r\nX: y', 'a\nX: y', 'a\rX: y', 'a\r\n folded', 'a\u0000b', '\r\n\r\nGET /smuggled HTTP/1.1'])
      expect(errorOf(await request(server.origin, { headers: { 'x-key': value } }))).toMatchObject({
        kind: 'type',
        message: expect.stringContaining('"request"') as unknown,
      });
    for (const name of ['x-key\r\nx', 'x-key: v\r\nx', 'x key', 'x-key:', '\u0000'])
      expect(errorOf(await request(server.origin, { headers: { [name]: 'v' } }))).toMatchObject({ kind: 'type' });
    for (const name of overriding.flatMap((one) => [one, one.toLowerCase(), one.replaceAll('-', '_')]))
      expect(errorOf(await request(server.origin, { headers: { [name]: 'DELETE' } }))).toMatchObject({ kind: 'permission' });
    expect(server.connections).toBe(0);
  });
});
