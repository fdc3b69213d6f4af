import { describe, expect, it } from 'vitest';
import { errorOf, openSdk, valueOf } from './ask.testing.ts';
import { openLoopback } from './loopback.testing.ts';
import { defaultSdkLimits, sdkLimits } from './sdk-limits.ts';

describe('sdkLimits', () => {
  it('puts what is given over the defaults', () => {
    expect(sdkLimits()).toEqual(defaultSdkLimits);
    expect(sdkLimits({ pending: 7, redirects: 0, requestMs: 2 ** 31 - 1 })).toEqual({
      ...defaultSdkLimits,
      pending: 7,
      redirects: 0,
      requestMs: 2 ** 31 - 1,
    });
  });

  it.each(Object.keys(defaultSdkLimits))('refuses a wrong %s and names it', (name) => {
    for (const value of [-1, 0.5, Number.NaN, Infinity, 2 ** 31, '5', null])
      expect(() => openSdk({}, { limits: { [name]: value } })).toThrow(
        expect.objectContaining({ name: 'RangeError', message: expect.stringContaining(`limits.${name}: expected an integer`) as unknown }),
      );
  });

  it('lets no more than five redirects be asked for', () => {
    expect(() => sdkLimits({ redirects: 6 })).toThrow('limits.redirects: expected an integer from 0 to 5, got 6');
  });

  it('follows as many redirects as the operator says', async () => {
    await using server = await openLoopback((seen, response) => {
      response.writeHead(302, { location: `${seen.url}x` }).end();
    });
    for (const redirects of [0, 1, 4]) {
      const before = server.seen.length;
      const { request } = openSdk({ request: { methods: ['GET'], urls: [`${server.origin}/*`] } }, { limits: { redirects } });
      expect(errorOf(await request(server.origin))).toMatchObject({ kind: 'limit' });
      expect(server.seen.length - before).toBe(redirects + 1);
    }
  });

  it('bounds a request just above each limit and at none, before it is sent', async () => {
    await using server = await openLoopback((_seen, response) => {
      response.end('12345');
    });
    const { request } = openSdk(
      { request: { methods: ['POST'], urls: [`${server.origin}/*`] } },
      { limits: { requestHeaders: 2, requestHeaderBytes: 10, requestBytes: 5, responseBytes: 5 } },
    );
    const headers = { aa: '123', bb: '123' };
    valueOf(await request(server.origin, { method: 'POST', headers, body: '12345' }));
    expect(server.connections).toBe(1);
    for (const options of [
      { headers: { ...headers, c: '' } },
      { headers: { ...headers, bb: '1234' } },
      { body: '123456' },
      { body: '1234ä' },
      { body: { a: 1 } },
    ]) {
      expect(errorOf(await request(server.origin, { method: 'POST', ...options }))).toMatchObject({ kind: 'limit' });
    }
    expect(server.connections).toBe(1);
  });
});
