import express from 'express';
import { describe, expect, it } from 'vitest';

import { createRuntime } from './create-runtime.ts';
import { nodeHandler } from './node-handler.ts';
import { endpoints, listen } from './serve-sandbox.testing.ts';

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
