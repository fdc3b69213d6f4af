import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { describe, expect, it } from 'vitest';

import { createRuntime } from './create-runtime.ts';
import { extensionFolder } from './extension-folder.testing.ts';
import { load, operation, tell } from './load-extension.testing.ts';
import { ExtensionError } from './runtime-error.ts';

describe('createRuntime', () => {
  it('loads an operation from its folder, and calls it', async () => {
    await using runtime = createRuntime({ spares: 1 });
    await using extension = await extensionFolder(operation('async (options) => ({ options, this: typeof this })'));
    await using sandbox = await runtime.load(extension.folder);
    expect(sandbox.registrations).toEqual([{ operation: 'it' }]);
    expect(await sandbox.operation('it', { a: [1, null, { __proto__: null, b: 'ü\u2028' }] })).toEqual({
      options: { a: [1, null, { b: 'ü\u2028' }] },
      this: 'undefined',
    });
    await expect(sandbox.operation('other', {})).rejects.toMatchObject({ code: 'OPERATION_UNKNOWN' });
  });

  it('rejects with what an operation threw, marked as its own', async () => {
    await using runtime = createRuntime({ spares: 0 });
    const sandbox = await load(
      runtime,
      operation(
        '({ what }) => { throw what === "error" ? Object.assign(new RangeError("no"), { status: 403, code: "FORBIDDEN" }) : what; }',
      ),
    );
    const error: unknown = await sandbox.operation('it', { what: 'error' }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ExtensionError);
    expect(error).toMatchObject({ code: 'EXTENSION_THREW', error: { name: 'RangeError', message: 'no', status: 403 } });
    expect(error).not.toHaveProperty('status');
    await expect(sandbox.operation('it', { what: { deep: [1] } })).rejects.toMatchObject({ thrown: { deep: [1] } });
  });

  it('runs filters in their order and keeps the payload where one returns nothing', async () => {
    await using runtime = createRuntime({ spares: 0 });
    const sandbox = await load(
      runtime,
      `export default ({ filter }) => { filter('e', (p) => [...p, 1]); filter('e', async () => undefined); filter('e', async (p) => [...p, 2]); filter('null', () => null); };`,
      { type: 'hook' },
    );
    expect(sandbox.registrations).toEqual([{ filter: 'e' }, { filter: 'e' }, { filter: 'e' }, { filter: 'null' }]);
    expect(await sandbox.filter('e', [0])).toEqual([0, 1, 2]);
    expect(await sandbox.filter('other', [0])).toEqual([0]);
    expect(await sandbox.filter('null', [0])).toBeNull();
  });

  it('runs actions and logs through a pino-like logger', async () => {
    const seen: unknown[] = [];
    await using runtime = createRuntime({ spares: 0, logger: { info: (fields, message) => seen.push([fields, message]) } });
    const sandbox = await load(
      runtime,
      `import { log } from 'directus:api'; export default ({ action }) => { action('e', (meta) => log('saw ' + meta.key)); action('e', () => { throw 1; }); };`,
      { type: 'hook' },
    );
    expect(await sandbox.action('e', { key: 'k\n' })).toBeUndefined();
    expect(seen).toEqual([[{ extension: 'subject' }, 'saw k\\n']]);
  });

  it('answers requests of an endpoint', async () => {
    await using runtime = createRuntime({ spares: 0 });
    const sandbox = await load(
      runtime,
      `export default (router) => { router.post('/echo/:id', (request) => ({ status: 201, body: request })); router.get('/text', () => ({ status: 200, body: '<b>' })); router.get('/throws', () => { throw new Error('secret'); }); router.get('/wrong', () => 5); };`,
      { type: 'endpoint' },
    );
    const echo = await sandbox.handle(
      new Request('http://host.test/echo/7?q=1', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-a': 'b' },
        body: '{"a":1}',
      }),
    );
    expect([echo.status, echo.headers.get('content-type')]).toEqual([201, 'application/json; charset=utf-8']);
    expect(await echo.json()).toEqual({ url: '/echo/7?q=1', headers: { 'content-type': 'application/json', 'x-a': 'b' }, body: { a: 1 } });
    const text = await sandbox.handle(new Request('http://host.test/text'));
    expect([await text.text(), text.headers.get('content-type'), text.headers.get('x-content-type-options')]).toEqual([
      '<b>',
      'text/plain; charset=utf-8',
      'nosniff',
    ]);
    for (const path of ['/throws', '/wrong']) {
      const failed = await sandbox.handle(new Request(`http://host.test${path}`));
      expect([failed.status, (await failed.text()).includes('secret')]).toEqual([500, false]);
    }
    expect((await sandbox.handle(new Request('http://host.test/nowhere'))).status).toBe(404);
    expect(
      (
        await sandbox.handle(
          new Request('http://host.test/echo/7', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' }),
        )
      ).status,
    ).toBe(400);
    expect((await sandbox.handle(new Request('http://host.test/echo/7', { method: 'POST', body: 'x'.repeat(1_048_577) }))).status).toBe(
      413,
    );
  });

  it('sleeps and requests inside the scope, and tells of a denial', async () => {
    const server = createServer((request, response) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ url: request.url })),
    );
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const told = tell();
      await using runtime = createRuntime({ spares: 0, ...told.options });
      const sandbox = await load(runtime, operation('async ({ url }) => { await sleep(5); return (await request(url)).data; }'));
      expect(await sandbox.operation('it', { url: `http://127.0.0.1:${port}/a?b` })).toEqual({ url: '/a?b' });
      await expect(sandbox.operation('it', { url: `http://localhost:${port}/` })).rejects.toBeInstanceOf(ExtensionError);
      expect(told.events).toMatchObject([{ type: 'denial', extension: 'subject', function: 'request', kind: 'permission' }]);
      expect(runtime.stats()).toMatchObject({ denials: 1, stops: 0 });
    } finally {
      server.close();
    }
  });

  it('waits for a top-level await, and registers what stands behind it', async () => {
    const told = tell();
    await using runtime = createRuntime({ spares: 0, ...told.options });
    const sandbox = await load(
      runtime,
      `import { log, sleep } from 'directus:api'; log('a'); await sleep(20); log('b'); export default { id: 'late', handler: () => 1 };`,
    );
    expect(told.logs).toEqual(['subject: a', 'subject: b']);
    expect(await sandbox.operation('late', {})).toBe(1);
  });

  it('loads a byte order mark, a hashbang and CRLF', async () => {
    await using runtime = createRuntime({ spares: 0 });
    const sandbox = await load(runtime, `\uFEFF#!/usr/bin/env node\r\nexport default {\r\n id: 'it', handler: () => 1 };\r\n`);
    expect(await sandbox.operation('it', {})).toBe(1);
  });

  it('shows an extension neither the zone of the machine nor a global that is not standard', async () => {
    await using runtime = createRuntime({ spares: 0 });
    const sandbox = await load(
      runtime,
      operation(
        `() => [Intl.DateTimeFormat().resolvedOptions().timeZone, new Date(0).getTimezoneOffset(), ['console', 'WebAssembly', 'process', 'setTimeout'].filter((name) => name in globalThis), Object.keys(import.meta)]`,
      ),
    );
    expect(await sandbox.operation('it', {})).toEqual(['UTC', 0, [], []]);
  });

  it('rejects every import(), and leaves no path in the error', async () => {
    await using runtime = createRuntime({ spares: 0 });
    const sandbox = await load(
      runtime,
      operation(
        `async () => { const seen = []; for (const name of ['directus:api', 'sandproof:boot', 'node:fs', 'fs', './index.js', '']) try { await import(name); seen.push(name); } catch (error) { seen.push(error instanceof Error && !/\\/|\\[eval\\]/.test(error.stack)); } return seen; }`,
      ),
    );
    expect(await sandbox.operation('it', {})).toEqual([true, true, true, true, true, true]);
  });
});
