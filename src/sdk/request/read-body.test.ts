import { randomBytes } from 'node:crypto';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { errorOf, openSdk, valueOf, type AskedSdk } from '../ask.testing.ts';
import type { SdkLimits } from '../sdk-limits.ts';
import { openLoopback } from '../loopback.testing.ts';

const open = (origin: string, limits: Partial<SdkLimits> = {}): AskedSdk =>
  openSdk({ request: { methods: ['GET'], urls: [`${origin}/*`, 'http://127.0.0.1:9/*'] } }, { limits });

const codings: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  identity: (bytes) => bytes,
  gzip: gzipSync,
  'x-gzip': gzipSync,
  br: brotliCompressSync,
  deflate: deflateSync,
};

describe('readBody', () => {
  it.each([204, 304, 500])('ends on an answer with status %d and no body', async (status) => {
    await using server = await openLoopback((_seen, response) => {
      response.writeHead(status, { 'content-encoding': 'gzip' }).end();
    });
    const answer = await open(server.origin).request(server.origin);
    const got = 'resolve' in answer ? valueOf(answer) : (JSON.parse(errorOf(answer).response ?? '') as unknown);
    expect(got).toMatchObject({ status, data: '' });
  });

  it('decodes gzip, brotli and deflate', async () => {
    await using server = await openLoopback((seen, response) => {
      const coding = seen.url.slice(1);
      response.setHeader('content-encoding', coding).end(codings[coding]?.(Buffer.from('decoded ä')));
    });
    const { request } = open(server.origin);
    for (const coding of Object.keys(codings)) expect(valueOf(await request(`${server.origin}/${coding}`)).data).toBe('decoded ä');
  });

  it('bounds a response after decoding', async () => {
    await using server = await openLoopback((seen, response) => {
      const [, coding = '', size] = seen.url.split('/');
      const bytes = Buffer.alloc(Number(size), 0x61);
      response.setHeader('content-encoding', coding).end(codings[coding]?.(bytes));
    });
    const { request } = open(server.origin, { responseBytes: 100_000 });
    for (const coding of Object.keys(codings)) {
      expect(valueOf(await request(`${server.origin}/${coding}/100000`)).data).toHaveLength(100_000);
      expect(errorOf(await request(`${server.origin}/${coding}/100001`))).toMatchObject({
        kind: 'limit',
        message: expect.stringContaining('100000') as unknown,
      });
    }
  });

  it('ends a bomb soon after its limit, whatever its coding', async () => {
    const bomb = Buffer.alloc(50_000_000);
    const packed = new Map(Object.entries({ gzip: gzipSync(bomb), br: brotliCompressSync(bomb), deflate: deflateSync(bomb) }));
    await using server = await openLoopback((seen, response) => {
      const coding = seen.url.slice(1);
      response.setHeader('content-encoding', coding).end(packed.get(coding));
    });
    const { request } = open(server.origin, { responseBytes: 100_000 });
    for (const coding of packed.keys())
      expect(errorOf(await request(`${server.origin}/${coding}`))).toMatchObject({
        kind: 'limit',
        message: expect.stringContaining('100000') as unknown,
      });
    await server.closed(3);
  });

  it('takes a body at its limit that cannot be compressed', async () => {
    const bytes = randomBytes(100_000);
    await using server = await openLoopback((seen, response) => {
      const coding = seen.url.slice(1);
      response.writeHead(200, { 'content-encoding': coding, 'content-type': 'text/plain; charset=latin1' }).end(codings[coding]?.(bytes));
    });
    const { request } = open(server.origin, { responseBytes: 100_000 });
    for (const coding of Object.keys(codings)) expect(valueOf(await request(`${server.origin}/${coding}`)).data).toHaveLength(100_000);
  });

  it('ends a response that decodes to nothing, endlessly', async () => {
    const nothing = gzipSync('');
    await using server = await openLoopback((_seen, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.concat(Array.from({ length: 800 }, () => nothing))));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    expect(errorOf(await open(server.origin, { responseBytes: 100_000 }).request(server.origin))).toMatchObject({ kind: 'limit' });
    await server.closed(1);
  });

  it('ends an endless response at the limit and closes its connection', async () => {
    await using server = await openLoopback((_seen, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(16_384)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    const { request } = open(server.origin, { responseBytes: 1_000_000 });
    expect(errorOf(await request(server.origin))).toMatchObject({ kind: 'limit' });
    await server.closed(1);
  });

  it('ends a slow request at its time limit and closes its connection', async () => {
    await using server = await openLoopback((seen, response) => {
      if (seen.url === '/headers') return;
      response.writeHead(200).write('a');
      const timer = setInterval(() => response.write('a'), 10);
      response.on('close', () => {
        clearInterval(timer);
      });
    });
    const { request } = open(server.origin, { requestMs: 60 });
    for (const path of ['headers', 'body']) {
      expect(errorOf(await request(`${server.origin}/${path}`))).toMatchObject({
        kind: 'limit',
        message: expect.stringContaining('60 ms') as unknown,
      });
    }
    await server.closed(2);
  });

  it('refuses a coding that it does not know, and lists of codings', async () => {
    await using server = await openLoopback((seen, response) => {
      response.setHeader('content-encoding', decodeURIComponent(seen.url.slice(1))).end('x');
    });
    const { request } = open(server.origin);
    for (const coding of [
      'compress',
      'zstd',
      'gzip, gzip',
      'identity, gzip',
      'br,',
      'gzip;q=1',
      Array.from({ length: 500 }, () => 'br').join(','),
    ]) {
      expect(errorOf(await request(`${server.origin}/${encodeURIComponent(coding)}`))).toMatchObject({ kind: 'network' });
    }
  });

  it('reports a broken answer or a refused connection without anything of the host', async () => {
    await using server = await openLoopback((seen, response) => {
      if (seen.url === '/gzip') response.setHeader('content-encoding', 'gzip').end('no gzip');
      else if (seen.url === '/cut') response.writeHead(200, { 'content-length': 100 }).write('x', () => response.destroy());
      else response.socket?.end('nonsense\r\n\r\n');
    });
    const { request, denials } = open(server.origin);
    for (const url of [`${server.origin}/gzip`, `${server.origin}/cut`, `${server.origin}/nonsense`, 'http://127.0.0.1:9/']) {
      const { kind, message } = errorOf(await request(url));
      expect([kind, message]).toEqual(['network', expect.stringMatching(/^The "request" found no answer(?: \(E[A-Z]+\))?$/)]);
    }
    expect(denials).toHaveLength(4);
    expect(denials.every(({ cause }) => cause instanceof Error && !('options' in cause))).toBe(true);
  });
});
