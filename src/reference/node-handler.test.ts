import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

import express from 'express';
import { describe, expect, it } from 'vitest';

import { createRuntime } from './create-runtime.ts';
import type { Sandbox } from './create-sandbox.ts';
import { load, tell } from './load-extension.testing.ts';
import { nodeHandler } from './node-handler.ts';
import type { ReferenceRuntime } from './reference-runtime.ts';
import { listen, sendRaw } from './serve-sandbox.testing.ts';

const source = `
import { log, sleep } from 'directus:api';
export default (router) => {
  const echo = (request) => ({ status: 200, body: request });
  for (const method of ['get', 'post', 'put', 'patch', 'delete']) router[method]('/echo', echo);
  router.post('/echo/:id', echo);
  router.get('/', (request) => ({ status: 200, body: 'root ' + request.url }));
  router.get('/text', () => ({ status: 200, body: '<script>alert(1)</script>' }));
  router.get('/own-404', () => ({ status: 404, body: { mine: true } }));
  router.get('/empty', () => ({ status: 204, body: 'nothing' }));
  router.get('/splits', () => ({ status: 200, body: 'a\\r\\nset-cookie: a=b\\r\\n\\r\\nb', headers: { 'set-cookie': 'a=b', 'content-type': 'text/html' }, type: 'text/html\\r\\nx: y' }));
  router.get('/throws', () => { throw new Error('secret'); });
  router.get('/odd', () => ({ status: 200, body: undefined }));
  router.get('/spins', () => { for (;;); });
  router.get('/slow', async () => { log('started'); await sleep(300); log('finished'); return { status: 200, body: 'late' }; });
};`;

const endpoints = (runtime: ReferenceRuntime): Promise<Sandbox> => load(runtime, source, { type: 'endpoint' }, { cpuMs: 200 });

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

describe('nodeHandler in Express', () => {
  it('is relative to its mount, and lets the host go on where the extension has no route', async () => {
    await using runtime = createRuntime({ spares: 0 });
    const app = express();
    app.use('/mount', nodeHandler(await endpoints(runtime)));
    app.use((request, response) => {
      response.status(299).send(`host ${request.method} ${request.originalUrl}`);
    });
    await using server = await listen(app);
    const get = async (path: string, init: RequestInit = {}): Promise<readonly unknown[]> => {
      const answer = await fetch(server.origin + path, init);
      return [answer.status, await answer.text()];
    };
    expect(await get('/mount')).toEqual([200, 'root /']);
    expect(await get('/mount?a=1')).toEqual([200, 'root /?a=1']);
    expect(await get('/mount/nowhere')).toEqual([299, 'host GET /mount/nowhere']);
    expect(await get('/mount/echo', { method: 'OPTIONS' })).toEqual([299, 'host OPTIONS /mount/echo']);
    expect(await get('/elsewhere')).toEqual([299, 'host GET /elsewhere']);
    expect(await get('/mount/own-404')).toEqual([404, '{"mine":true}']);
    expect((await get('/mount/throws'))[0]).toBe(500);
  });

  it('takes what a body parser left, whatever that is, and reads the stream where none did', async () => {
    await using runtime = createRuntime({ spares: 0 });
    const handler = nodeHandler(await endpoints(runtime));
    const bodyThrough = async (parser: express.RequestHandler, type: string, body: string): Promise<unknown> => {
      const app = express();
      app.use(parser);
      app.use('/mount', handler);
      await using server = await listen(app);
      const answer = await fetch(`${server.origin}/mount/echo`, { method: 'POST', body, headers: { 'content-type': type } });
      return answer.status === 200 ? ((await answer.json()) as { body: unknown }).body : answer.status;
    };
    const form = 'application/x-www-form-urlencoded';
    expect(await bodyThrough(express.json(), 'application/json', '{"a":{"b":1}}')).toEqual({ a: { b: 1 } });
    expect(await bodyThrough(express.json(), form, 'a=1&b=2')).toEqual({ a: '1', b: '2' });
    expect(await bodyThrough(express.json(), 'application/json', '')).toEqual({});
    expect(await bodyThrough(express.urlencoded({ extended: true }), form, 'a[b]=1')).toEqual({ a: { b: '1' } });
    expect(await bodyThrough(express.text(), 'text/plain', 'hello')).toBe('hello');
    expect(await bodyThrough(express.raw({ type: '*/*' }), 'application/json', '{"a":1}')).toEqual({ a: 1 });
    expect(await bodyThrough(express.raw({ type: '*/*' }), 'application/json', '{')).toBe(400);
    const large = JSON.stringify({ a: 'x'.repeat(1_048_576) });
    expect(await bodyThrough(express.json({ limit: '4mb' }), 'application/json', large)).toBe(413);
    expect(await bodyThrough(express.raw({ type: '*/*', limit: '4mb' }), 'application/json', large)).toBe(413);
    // Express 4 sets an empty body before it knows whether there is something to parse.
    const asExpress4: express.RequestHandler = (request, _, next) => {
      request.body = {};
      next();
    };
    expect(await bodyThrough(asExpress4, 'application/json', '{"a":1}')).toEqual({ a: 1 });
  });

  it('answers 500 and warns when the body is lost', async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error): number => warnings.push(warning);
    process.on('warning', onWarning);
    try {
      await using runtime = createRuntime({ spares: 0 });
      const handler = nodeHandler(await endpoints(runtime));
      await using server = await listen((request, response) => {
        request.resume().once('end', () => handler(request, response));
      });
      const lost = await fetch(`${server.origin}/echo`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
      expect(lost.status).toBe(500);
      await expect.poll(() => warnings.map(({ message }) => message)).toEqual([expect.stringMatching(/"subject" failed.*body/) as unknown]);
      expect((await fetch(`${server.origin}/text`)).status).toBe(200);
    } finally {
      process.off('warning', onWarning);
    }
  });
});
