import { describe, expect, it } from 'vitest';
import { errorOf, openSdk, valueOf, type AskedSdk } from '../ask.testing.ts';
import { openRawServer, type RawServer } from '../raw-server.testing.ts';

const open = (server: RawServer): AskedSdk => openSdk({ request: { methods: ['GET'], urls: [`${server.origin}/*`] } });

const serving = (status: string, fields: readonly string[], body: string | Buffer): Promise<RawServer> =>
  openRawServer((socket) => {
    socket.write(`HTTP/1.1 ${status}\r\n${fields.map((field) => `${field}\r\n`).join('')}\r\n`, 'latin1');
    socket.end(body);
  });

interface Whole {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly data: unknown;
}

describe('requestAnswer', () => {
  it.each([
    ['JSON', 'application/json', '{"a":[1,null,"ä"]}', { a: [1, null, 'ä'] }],
    ['a JSON string', 'application/json; charset=utf-8', '"text"', 'text'],
    ['text', 'text/plain', 'text', 'text'],
    ['broken JSON', 'application/json', '{"a":', '{"a":'],
    ['JSON after other text', 'application/json', 'for(;;);{"a":1}', 'for(;;);{"a":1}'],
    ['nothing', 'application/json', '', ''],
    ['a mark of byte order', 'application/json', '\ufeff{"a":1}', { a: 1 }],
    ['bytes that are no UTF-8', 'text/plain', Buffer.from([0x61, 0xff, 0x62]), 'a\ufffdb'],
    ['Latin-1', 'text/plain; charset=ISO-8859-1', Buffer.from('ä', 'latin1'), 'ä'],
    ['UTF-16', 'text/plain; charset="utf-16le"', Buffer.from('ä€', 'utf16le'), 'ä€'],
    ['an unknown charset', 'text/plain; charset=klingon', 'ä', 'ä'],
  ])('gives %s', async (_what, type, body, data) => {
    await using server = await serving('200 OK', [`content-type: ${type}`], body);
    expect(valueOf(await open(server).request(server.origin)).data).toEqual(data);
  });

  it.each([204, 205, 304])('gives an empty text for %d', async (status) => {
    await using server = await serving(`${String(status)} Empty`, ['content-type: application/json', 'content-length: 0'], '');
    const answer = await open(server).request(server.origin);
    const whole = 'resolve' in answer ? valueOf(answer) : (JSON.parse(errorOf(answer).response ?? '') as Whole);
    expect([whole.status, whole.statusText, whole.data]).toEqual([status, 'Empty', '']);
  });

  it('gives headers as plain data: lower-case names, repeated ones joined, no name special', async () => {
    const fields = [
      'X-Twice: a',
      'x-TWICE: b, c',
      'Set-Cookie: a=1; Path=/',
      'Set-Cookie: b=2',
      '__proto__: p',
      'constructor: q',
      'X-Latin: ä',
      'X-Empty:',
    ];
    await using server = await serving(
      '200 OK',
      fields,
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"then":1}',
    );
    const { headers, data } = valueOf(await open(server).request(server.origin));
    expect(JSON.parse(JSON.stringify(Object.entries(headers)))).toEqual([
      ['x-twice', 'a, b, c'],
      ['set-cookie', 'a=1; Path=/, b=2'],
      ['__proto__', 'p'],
      ['constructor', 'q'],
      ['x-latin', 'ä'],
      ['x-empty', ''],
    ]);
    expect(Object.keys(data as object)).toEqual(['__proto__', 'constructor', 'then']);
    expect(JSON.stringify(data)).toBe('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"then":1}');
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it.each([
    '300 Many',
    '302 Found',
    '304 Not Modified',
    '400 Bad Request',
    '401 Unauthorized',
    '404 Not Found',
    '418 Teapot',
    '429 Slow Down',
    '500 Oh',
    '503 Later',
    '599 Far',
    '999 Odd',
  ])('rejects for %s with the whole answer as text', async (line) => {
    const [status = '', ...reason] = line.split(' ');
    const body = status === '304' ? '' : '{"errors":[{"message":"ä"}],"__proto__":{"a":1}}';
    await using server = await serving(line, ['content-type: application/json', 'x-twice: a', 'x-twice: b'], body);
    const error = errorOf(await open(server).request(server.origin));
    expect(error).toMatchObject({
      kind: 'http',
      name: 'Error',
      status: Number(status),
      message: `The answer of "request" has the status ${status}`,
    });
    const whole = JSON.parse(error.response ?? '') as Whole;
    expect(whole).toMatchObject({ status: Number(status), statusText: reason.join(' ') });
    expect(whole.headers['x-twice']).toBe('a, b');
    expect(JSON.stringify(whole.data)).toBe(body === '' ? '""' : body);
  });

  it('gives the usual reason for a status without one', async () => {
    await using server = await serving('200', [], '');
    expect(valueOf(await open(server).request(server.origin)).statusText).toBe('OK');
  });

  it.each(['200 OK', '201 Made', '206 Part', '299 Odd'])('resolves for %s', async (line) => {
    await using server = await serving(line, [], 'x');
    const [status = '', ...reason] = line.split(' ');
    expect(valueOf(await open(server).request(server.origin))).toMatchObject({
      status: Number(status),
      statusText: reason.join(' '),
      data: 'x',
    });
  });
});
