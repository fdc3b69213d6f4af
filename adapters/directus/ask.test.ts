import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { ask, readResponse } from './ask.ts';

const openFolder = (): Disposable & { readonly path: string } => {
  const path = mkdtempSync(join(tmpdir(), 'sandproof-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
};

describe('readResponse', () => {
  const read = (text: string, method = 'GET'): unknown => readResponse(method, Buffer.from(text));

  it('reads a body by its length or by its chunks', () => {
    expect(read('HTTP/1.1 201 Created\r\nX: 1\r\nx: 2\r\nContent-Length: 2\r\n\r\nok')).toEqual({
      status: 201,
      headers: { x: '1, 2', 'content-length': '2' },
      body: 'ok',
    });
    expect(read('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n')).toMatchObject({ body: 'abc' });
    expect(read('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n', 'HEAD')).toMatchObject({ body: '' });
  });

  it('waits for what is missing, and takes no 1xx for the response', () => {
    expect(read('HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok')).toBeUndefined();
    expect(read('HTTP/1.1 100 Continue\r\n\r\n')).toBeUndefined();
    expect(read('HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n')).toMatchObject({ status: 204 });
  });
});

describe('ask', () => {
  it('asks a server on a Unix socket', async () => {
    using folder = openFolder();
    const socket = join(folder.path, 'socket');
    const server = createServer(
      (request, response) => void request.pipe(response.writeHead(200, { 'x-asked': `${request.method} ${request.url}` })),
    );
    await new Promise<void>((resolve) => void server.listen(socket, resolve));
    const answered = await ask(socket, { method: 'POST', target: '/ä b', headers: { a: 'b' }, body: 'ü' });
    expect(answered).toMatchObject({ status: 200, headers: { 'x-asked': 'POST /%C3%A4%20b' }, body: 'ü' });
    server.close();
  });
});
