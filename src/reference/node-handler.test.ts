import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

import { describe, expect, it } from 'vitest';

import { createRuntime } from './create-runtime.ts';
import { tell } from './load-extension.testing.ts';
import { nodeHandler } from './node-handler.ts';
import { endpoints, listen, sendRaw } from './serve-sandbox.testing.ts';

describe('nodeHandler', () => {
  it('answers as `handle` does, with the length and without any header of the extension', async () => {
    await using runtime = createRuntime({ spares: 0 });
    const sandbox = await endpoints(runtime);
    await using server = await listen(nodeHandler(sandbox));
    for (const path of ['/text', '/splits', '/own-404', '/empty', '/throws', '/odd', '/nowhere', '/?a=%20b', '/x/../text', '//text']) {
      const [ours, web] = [await fetch(server.origin + path), await sandbox.handle(new Request(`http://host.test${path}`))];
      expect([path, ours.status, ours.headers.get('content-type')]).toEqual([path, web.status, web.headers.get('content-type')]);
      const text = await ours.text();
      expect(text).toBe(await web.text());
      expect(text).not.toContain('secret');
      const names = new Set([...ours.headers.keys()].filter((name) => !['date', 'connection', 'keep-alive'].includes(name)));
      expect(names).toEqual(
        new Set(ours.status === 204 ? ['x-content-type-options'] : ['content-length', 'content-type', 'x-content-type-options']),
      );
      expect(ours.headers.get('x-content-type-options')).toBe('nosniff');
    }
    expect((await fetch(`${server.origin}/text`)).headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect((await fetch(`${server.origin}/splits`)).headers.get('content-type')).toBe('text/plain; charset=utf-8');
  });

  it('hands in url, headers and body, and neither what belongs to the connection nor credentials', async () => {
    await using runtime = createRuntime({ spares: 0 });
    const sandbox = await endpoints(runtime);
    const headers =
      'Host: a\r\nX-A: 1\r\nX-A: 2\r\nConnection: close, X-Hop\r\nX-Hop: 1\r\nTE: trailers\r\nKeep-Alive: 5\r\nProxy-Authorization: p\r\nUpgrade: x\r\nAuthorization: Bearer s\r\nCookie: session=s\r\n';
    const body = '{"a":[1,"ü"]}';
    const request = `PUT /echo?q=1 HTTP/1.1\r\n${headers}Content-Type: Application/JSON\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
    const echoed = async (options?: { credentials: boolean }): Promise<unknown> => {
      await using server = await listen(nodeHandler(sandbox, options));
      const answer = Buffer.from(await sendRaw(server, request), 'latin1');
      expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 /);
      return JSON.parse(Buffer.from(answer.toString().split('\r\n\r\n')[1] ?? '').toString()) as unknown;
    };
    const plain = { host: 'a', 'x-a': '1, 2', 'content-type': 'Application/JSON', 'content-length': String(Buffer.byteLength(body)) };
    expect(await echoed()).toEqual({ url: '/echo?q=1', headers: plain, body: { a: [1, 'ü'] } });
    expect(await echoed({ credentials: true })).toMatchObject({ headers: { ...plain, authorization: 'Bearer s', cookie: 'session=s' } });
    const handled = await sandbox.handle(
      new Request('http://host.test/echo', { headers: { cookie: 'a', authorization: 'b', 'x-c': 'd' } }),
    );
    expect(await handled.json()).toMatchObject({ headers: { 'x-c': 'd' } });
  });

  it('answers HEAD as GET without the body, and has no route for OPTIONS and unknown methods', async () => {
    await using runtime = createRuntime({ spares: 0 });
    const sandbox = await endpoints(runtime);
    await using server = await listen(nodeHandler(sandbox));
    const head = await fetch(`${server.origin}/text`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '25', '']);
    const handled = await sandbox.handle(new Request('http://host.test/text', { method: 'HEAD' }));
    expect([handled.status, await handled.text()]).toEqual([200, '']);
    for (const line of ['OPTIONS /echo', 'OPTIONS *', 'PROPFIND /echo', 'HEAD /nowhere']) {
      expect(await sendRaw(server, `${line} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 404 /);
    }
    expect(await sendRaw(server, 'GET http://b.test/text HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
    expect(await sendRaw(server, 'GET mailto:x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('refuses a body over the limit with 413, announced or not, and takes one at the limit', async () => {
    await using runtime = createRuntime({ spares: 0 });
    const sandbox = await endpoints(runtime);
    await using server = await listen(nodeHandler(sandbox));
    const post = (body: RequestInit['body'], more: object = {}): Promise<Response> =>
      fetch(`${server.origin}/echo`, { method: 'POST', body: body ?? null, headers: { 'content-type': 'application/json' }, ...more });
    const endless = (bytes: number): ReadableStream => {
      let left = bytes;
      return new ReadableStream({
        pull(controller) {
          if (left <= 0) return controller.close();
          controller.enqueue(new Uint8Array(65_536));
          left -= 65_536;
        },
      });
    };
    expect((await post('x'.repeat(1_048_577))).status).toBe(413);
    expect((await post(endless(8 * 1_048_576), { duplex: 'half' })).status).toBe(413);
    expect((await post(`${' '.repeat(1_048_570)}{"a":1`.slice(0, 1_048_576))).status).toBe(400);
    const large = await post(`${' '.repeat(1_048_569)}{"a":1}`);
    expect([large.status, ((await large.json()) as { body: unknown }).body]).toEqual([200, { a: 1 }]);
  });

  it('lets go of a client that never sends the rest of a body that was refused', async () => {
    await using runtime = createRuntime({ spares: 0 });
    await using server = await listen(nodeHandler(await endpoints(runtime)));
    expect(await sendRaw(server, 'POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n{')).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('survives clients that go away, before the body is there and before the answer is', async () => {
    const told = tell();
    const warnings: Error[] = [];
    const onWarning = (warning: Error): number => warnings.push(warning);
    process.on('warning', onWarning);
    try {
      await using runtime = createRuntime({ spares: 0, ...told.options });
      const sandbox = await endpoints(runtime);
      await using server = await listen(nodeHandler(sandbox));
      const begun = () => expect.poll(() => told.logs).toEqual(['subject: started']);
      const leavings: readonly (readonly [string, () => Promise<unknown>])[] = [
        ['POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{', () => wait(50)],
        ['GET /slow HTTP/1.1\r\nHost: a\r\n\r\n', begun],
      ];
      for (const [text, ready] of leavings) {
        const socket = connect(server.port, '127.0.0.1');
        await new Promise<void>((resolve) => void socket.write(text, () => resolve()));
        await ready();
        socket.resetAndDestroy();
      }
      await expect.poll(() => told.logs).toEqual(['subject: started', 'subject: finished']);
      expect((await fetch(`${server.origin}/text`)).status).toBe(200);
      expect(warnings).toEqual([]);
    } finally {
      process.off('warning', onWarning);
    }
  });

  it('answers 503 for a stop, 404 once the extension is unloaded', async () => {
    await using runtime = createRuntime({ spares: 0 });
    const sandbox = await endpoints(runtime);
    await using server = await listen(nodeHandler(sandbox));
    const stopped = await fetch(`${server.origin}/spins`);
    expect([stopped.status, await stopped.json()]).toMatchObject([503, { errors: [{ extensions: { code: 'EXTENSION_STOPPED' } }] }]);
    expect((await fetch(`${server.origin}/text`)).status).toBe(200);
    await sandbox.dispose();
    expect((await fetch(`${server.origin}/text`)).status).toBe(404);
  });

  it('leaves an answer alone that was begun by somebody else', async () => {
    await using runtime = createRuntime({ spares: 0 });
    const handler = nodeHandler(await endpoints(runtime));
    await using server = await listen((request, response) => {
      response.end('mine');
      handler(request, response);
    });
    expect(await (await fetch(`${server.origin}/text`)).text()).toBe('mine');
    expect(await (await fetch(`${server.origin}/text`)).text()).toBe('mine');
  });
});
