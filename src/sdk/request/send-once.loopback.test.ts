import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { errorOf, openSdk, valueOf, type AskedSdk } from '../ask.testing.ts';
import type { SdkOptions } from '../create-sdk.ts';
import { openRawServer, type RawServer } from '../raw-server.testing.ts';

const open = (origin: string, options: Partial<SdkOptions> = {}): AskedSdk =>
  openSdk({ request: { methods: ['GET', 'POST', 'DELETE'], urls: [`${origin}/*`] } }, options);

const answer = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';

const saying = (text: string): Promise<RawServer> => openRawServer((socket) => socket.end(text, 'latin1'));

const closed = async (server: RawServer): Promise<void> => {
  while (server.open > 0) await setTimeout(1);
};

const unanswered = { kind: 'network', message: expect.stringMatching(/^The "request" found no answer/) as unknown };

describe('what sendOnce writes', () => {
  it('is these bytes for a GET', async () => {
    await using server = await saying(answer);
    valueOf(await open(server.origin).request(`${server.origin}/a%2Fb/ä?q=1 2`.replaceAll(' ', '+')));
    expect(server.received).toEqual([
      [
        'GET /a%2Fb/%C3%A4?q=1+2 HTTP/1.1',
        'user-agent: sandproof',
        'accept: application/json, text/plain, */*',
        'accept-encoding: gzip, br',
        `Host: 127.0.0.1:${String(server.port)}`,
        'Connection: close',
        '\r\n',
      ].join('\r\n'),
    ]);
  });

  it('is these bytes for a POST with headers and a body', async () => {
    await using server = await saying(answer);
    const headers = { 'X-Key': 'a b\tü', Accept: 'text/html', 'User-Agent': 'mine', Authorization: 'Bearer 1', 'X-Empty': '' };
    valueOf(await open(server.origin).request(server.origin, { method: 'POST', headers, body: { a: 'ä' } }));
    expect(server.received).toEqual([
      [
        'POST / HTTP/1.1',
        'user-agent: mine',
        'accept: text/html',
        'accept-encoding: gzip, br',
        'x-key: a b\tü',
        'authorization: Bearer 1',
        'x-empty: ',
        'content-type: application/json',
        'content-length: 10',
        `Host: 127.0.0.1:${String(server.port)}`,
        'Connection: close',
        '',
        Buffer.from('{"a":"ä"}').toString('latin1'),
      ].join('\r\n'),
    ]);
  });

  it.each(['GET', 'POST', 'DELETE'])('is the same with framing headers as without, for %s', async (method) => {
    await using server = await saying(answer);
    const { request } = open(server.origin);
    const framing = {
      Host: 'internal.local',
      'Content-Length': '1',
      content_length: '0',
      'Transfer-Encoding': 'chunked',
      TRANSFER_ENCODING: 'identity',
      Connection: 'keep-alive, x-fine',
      Upgrade: 'websocket',
      TE: 'trailers',
      Trailer: 'x-fine',
      Expect: '100-continue',
      'Keep-Alive': 'timeout=5',
      'HTTP2-Settings': 'AAMAAABkAAQAAP__',
      'Accept-Encoding': 'zstd',
    };
    const headers = { 'x-fine': '1' };
    for (const body of [undefined, '', 'GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n', { a: 1 }]) {
      const rest = body === undefined ? {} : { body };
      valueOf(await request(server.origin, { method, headers, ...rest }));
      valueOf(await request(server.origin, { method, headers: { ...framing, ...headers }, ...rest }));
      const [plain, framed] = server.received.slice(-2);
      expect(framed).toBe(plain);
      expect(plain).toMatch(/^[A-Z]+ \/ HTTP\/1\.1\r\n/);
    }
    expect(server.received).toHaveLength(8);
  });

  it('has a length of its own for every body, and none without', async () => {
    await using server = await saying(answer);
    const { request } = open(server.origin);
    const lengthOf = (text: string | undefined): unknown => /content-length: (\d+)/i.exec(text ?? '')?.[1];
    for (const [method, body, length] of [
      ['GET', undefined, undefined],
      ['GET', null, undefined],
      ['GET', 'body', '4'],
      ['GET', { a: 1 }, '7'],
      ['POST', undefined, '0'],
      ['POST', null, '0'],
      ['POST', '', '0'],
      ['POST', 'ä€😀', '9'],
      ['DELETE', '', '0'],
      ['DELETE', 'x', '1'],
    ] as const) {
      valueOf(await request(server.origin, { method, ...(body === undefined ? {} : { body }) }));
      expect([method, body, lengthOf(server.received.at(-1))]).toEqual([method, body, length]);
      expect(server.received.at(-1)).not.toMatch(/transfer-encoding/i);
    }
  });
});

describe('what sendOnce reads', () => {
  it('is the answer after interim ones, which open no connection', async () => {
    await using other = await saying(answer);
    const hint = `HTTP/1.1 103 Early Hints\r\nlink: <${other.origin}/style.css>; rel=preload\r\nalt-svc: h2=":${String(other.port)}"\r\nset-cookie: a=1\r\n\r\n`;
    await using server = await saying(`HTTP/1.1 100 Continue\r\n\r\n${hint.repeat(15)}${answer}`);
    const { request } = openSdk({ request: { methods: ['GET'], urls: [`${server.origin}/*`, `${other.origin}/*`] } });
    expect(valueOf(await request(server.origin))).toMatchObject({ status: 200, data: 'ok', headers: { 'content-length': '2' } });
    await setTimeout(20);
    expect([server.received.length, other.received.length]).toEqual([1, 0]);
  });

  it('is an error after too many interim answers, endless or not', async () => {
    const flood = 'HTTP/1.1 102 Processing\r\n\r\n';
    await using server = await openRawServer((socket, head) => {
      if (head.startsWith('GET /17')) return void socket.end(flood.repeat(17) + answer);
      const more = (): void => {
        while (!socket.destroyed && socket.write(flood.repeat(100)));
        if (!socket.destroyed) socket.once('drain', more);
      };
      more();
    });
    for (const path of ['/17', '/endless']) {
      expect(errorOf(await open(server.origin).request(`${server.origin}${path}`))).toMatchObject({
        kind: 'limit',
        message: expect.stringContaining('more than 16 interim') as unknown,
      });
    }
    await closed(server);
  });

  it.each([
    ['an upgrade that nobody asked for', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nok!'],
    ['a length and chunks', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n'],
    ['a chunk without a size', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nok\r\n0\r\n\r\n'],
    ['chunks that do not end', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n'],
    ['a body that is cut', 'HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nok'],
    ['a NUL in a header', 'HTTP/1.1 200 OK\r\nx: a\u0000b\r\n\r\n'],
    ['a header without a colon', 'HTTP/1.1 200 OK\r\nnothing\r\n\r\n'],
    ['no status', 'HTTP/1.1\r\n\r\n'],
    ['another protocol', 'SSH-2.0-x\r\n\r\n'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['nothing', ''],
  ])('is an error for %s', async (_what, text) => {
    await using server = await saying(text);
    expect(errorOf(await open(server.origin, { limits: { requestMs: 5_000 } }).request(server.origin))).toMatchObject(unanswered);
    await closed(server);
    expect(server.received).toHaveLength(1);
  });

  it('is bounded in the bytes and in the number of its header fields', async () => {
    await using server = await openRawServer((socket, head) => {
      const [, kind, size] = /^GET \/(\w+)-(\d+)/.exec(head) ?? [];
      const fields = kind === 'fields' ? 'a: b\r\n'.repeat(Number(size)) : `x: ${'v'.repeat(Number(size))}\r\n`;
      socket.end(`HTTP/1.1 200 OK\r\n${fields}\r\nok`);
    });
    const { request } = open(server.origin);
    valueOf(await request(`${server.origin}/fields-500`));
    for (const count of [501, 1_000, 1_001, 3_000]) {
      expect(errorOf(await request(`${server.origin}/fields-${String(count)}`))).toMatchObject({
        kind: 'limit',
        message: expect.stringContaining('more than 500 header fields') as unknown,
      });
    }
    valueOf(await request(`${server.origin}/bytes-16000`));
    for (const size of [16_500, 10_000_000])
      expect(errorOf(await request(`${server.origin}/bytes-${String(size)}`))).toMatchObject(unanswered);
    await closed(server);
  });

  it('ends at the time limit, however slowly the headers come, and closes the connection', async () => {
    await using server = await openRawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nx: ');
      const timer = setInterval(() => socket.write('y'), 5);
      socket.on('close', () => {
        clearInterval(timer);
      });
    });
    expect(errorOf(await open(server.origin, { limits: { requestMs: 60 } }).request(server.origin))).toMatchObject({
      kind: 'limit',
      message: expect.stringContaining('60 ms') as unknown,
    });
    await closed(server);
  });

  it('is closed after the answer, whatever the server would keep', async () => {
    await using server = await openRawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nconnection: keep-alive\r\nkeep-alive: timeout=600\r\ncontent-length: 2\r\n\r\nok');
    });
    const { request } = open(server.origin);
    for (const data of ['ok', 'ok']) expect(valueOf(await request(server.origin)).data).toBe(data);
    await closed(server);
    expect(server.received).toHaveLength(2);
  });
});
