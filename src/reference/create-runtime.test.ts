import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { describe, expect, it } from 'vitest';

import { childProcesses } from './child-processes.testing.ts';
import { createRuntime } from './create-runtime.ts';
import { extensionFolder, type ExtensionSketch } from './extension-folder.testing.ts';
import type { ReferenceRuntime } from './reference-runtime.ts';
import type { RuntimeEvent } from './runtime-event.ts';
import { ExtensionError, LoadError, RuntimeError, StoppedError } from './runtime-error.ts';
import type { Sandbox } from './create-sandbox.ts';

interface Told {
  readonly logs: string[];
  readonly events: RuntimeEvent[];
}

const tell = (): Told & {
  readonly options: { logger: (extension: string, text: string) => void; onEvent: (event: RuntimeEvent) => void };
} => {
  const logs: string[] = [];
  const events: RuntimeEvent[] = [];
  return {
    logs,
    events,
    options: { logger: (extension, text) => logs.push(`${extension}: ${text}`), onEvent: (event) => events.push(event) },
  };
};

const load = async (runtime: ReferenceRuntime, source: string, sketch?: ExtensionSketch, limits = {}): Promise<Sandbox> => {
  await using extension = await extensionFolder(source, sketch);
  return await runtime.load(extension, { limits });
};

const refusal = async (runtime: ReferenceRuntime, source: string, sketch?: ExtensionSketch, limits = {}): Promise<LoadError> => {
  const error = await load(runtime, source, sketch, limits).then(
    () => 'was loaded',
    (thrown: unknown) => thrown,
  );
  if (error instanceof LoadError) return error;
  throw new Error(`expected a LoadError, got ${String(error)}`);
};

const operation = (handler: string): string =>
  `import { log, sleep, request } from 'directus:api'; export default { id: 'it', handler: ${handler} };`;

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

  const refused: readonly [string, string, object][] = [
    [
      'a foreign import',
      `import { log } from 'directus:api'; import fs from 'node:fs'; log('evaluated'); export default { id: 'it', handler() {} };`,
      { phase: 'link', error: { message: expect.stringContaining('"node:fs"') } },
    ],
    [
      'an import of the boot module',
      `import { drain } from 'sandproof:boot'; export default { id: 'it', handler() {} };`,
      { phase: 'link' },
    ],
    ['an import of itself', `import * as self from 'sandproof:extension'; export default { id: 'it', handler() {} };`, { phase: 'link' }],
    [
      'a name that the SDK lacks',
      `import { log, nope } from 'directus:api'; log('evaluated'); export default { id: 'it', handler() {} };`,
      { phase: 'link', error: { name: 'SyntaxError', message: expect.stringContaining('nope') } },
    ],
    [
      'an import with attributes',
      `import * as api from 'directus:api' with { type: 'json' }; export default { id: 'it', handler() {} };`,
      { phase: 'link', error: { name: 'SyntaxError' } },
    ],
    ['a syntax error', 'export default (', { phase: 'link', error: { name: 'SyntaxError' } }],
    ['a body that throws', 'throw new RangeError("no")', { phase: 'evaluate', error: { name: 'RangeError', message: 'no' } }],
    ['a body that throws undefined', 'throw undefined', { phase: 'evaluate', error: { name: 'Error', message: 'undefined' } }],
    [
      'a body that throws after an await',
      `import { sleep } from 'directus:api'; await sleep(5); throw new RangeError('late')`,
      { phase: 'evaluate', error: { name: 'RangeError', message: 'late' } },
    ],
    ['a body that never ends', 'await new Promise(() => {}); export default 1', { phase: 'evaluate', limit: 'load' }],
    ['a body that loops', 'for (;;);', { phase: 'evaluate', limit: 'cpu' }],
    ['a body that loops after an await', 'await null; for (;;);', { phase: 'evaluate', limit: 'cpu' }],
    ['a body inside native code', '7n ** 10n ** 8n', { phase: 'evaluate', limit: 'cpu' }],
    [
      'a body that takes all memory',
      'const all = []; for (;;) all.push(new Array(1000).fill(1.5));',
      { phase: 'evaluate', limit: 'memory' },
    ],
    ['a default export that is none', 'export default 1', { phase: 'register', error: { name: 'TypeError' } }],
    ['a missing default export', 'export const a = 1', { phase: 'register', error: { name: 'TypeError' } }],
    ['a getter that loops while registering', `export default { get id() { for (;;); } }`, { phase: 'register', limit: 'cpu' }],
    [
      'a getter inside native code while registering',
      `export default { get id() { 7n ** 10n ** 8n; } }`,
      { phase: 'register', limit: 'cpu' },
    ],
  ];
  it.each(refused)('refuses %s, evaluates nothing that does not link, and leaves nothing behind', async (_, source, expected) => {
    const told = tell();
    await using runtime = createRuntime({ spares: 0, ...told.options });
    expect(await refusal(runtime, source, {}, { cpuMs: 100, loadMs: 400, memoryMiB: 32 })).toMatchObject(expected);
    expect(told.logs).toEqual([]);
    expect(runtime.sandbox('subject')).toBeUndefined();
    expect(childProcesses()).toEqual([]);
    const again = await load(runtime, operation('() => 1'));
    expect(await again.operation('it', {})).toBe(1);
  });

  it('is not disturbed by a stray rejection while loading', async () => {
    await using runtime = createRuntime({ spares: 0 });
    const sandbox = await load(
      runtime,
      `import { sleep } from 'directus:api'; Promise.reject(new Error('stray')); await sleep(1); Promise.reject(new Error('Script execution timed out.')); export default { id: 'it', handler: () => { Promise.reject(new Error('again')); return 1; } };`,
    );
    expect(await sandbox.operation('it', {})).toBe(1);
    expect(runtime.stats().stops).toBe(0);
  });

  it('refuses a wrong manifest and names the field', async () => {
    await using runtime = createRuntime({ spares: 0 });
    expect(await refusal(runtime, operation('() => 1'), { scopes: { unknown: {} } })).toMatchObject({
      code: 'LOAD_REFUSED',
      phase: 'manifest',
      field: 'directus:extension.sandbox.requestedScopes.unknown',
    });
    expect(await refusal(runtime, operation('() => 1'), { type: 'bundle' })).toMatchObject({
      phase: 'manifest',
      field: 'directus:extension.type',
    });
  });

  it('refuses a name and an operation that are taken, until they are unloaded', async () => {
    await using runtime = createRuntime({ spares: 1 });
    const first = await load(runtime, operation('() => 1'));
    expect(await refusal(runtime, operation('() => 2'))).toMatchObject({ phase: 'manifest', field: 'name' });
    expect(await refusal(runtime, operation('() => 2'), { name: 'other' })).toMatchObject({
      phase: 'register',
      error: { message: expect.stringContaining('"it"') },
    });
    expect(await first.operation('it', {})).toBe(1);
    await first.dispose();
    const second = await load(runtime, operation('() => 2'), { name: 'other' });
    expect(await second.operation('it', {})).toBe(2);
  });

  it('refuses names and operations of the embedder, and events with credentials unless they are allowed', async () => {
    await using runtime = createRuntime({
      spares: 1,
      reservedNames: ['users'],
      reservedOperations: ['log'],
      allowEvent: (extension, event) => extension === 'trusted' && event === 'auth.login',
    });
    expect(await refusal(runtime, operation('() => 1'), { name: 'users' })).toMatchObject({ phase: 'manifest', field: 'name' });
    expect(await refusal(runtime, `export default { id: 'log', handler() {} };`)).toMatchObject({
      phase: 'register',
      error: { message: expect.stringContaining('"log"') },
    });
    const hook = (event: string): string =>
      `export default ({ filter, action }) => { action('items.create', () => {}); filter('${event}', () => {}); };`;
    expect(await refusal(runtime, hook('auth.login'), { type: 'hook' })).toMatchObject({
      phase: 'register',
      error: { message: expect.stringContaining('"auth.login"') },
    });
    expect(await refusal(runtime, hook('authenticate'), { type: 'hook', name: 'trusted' })).toMatchObject({ phase: 'register' });
    const sandbox = await load(runtime, hook('auth.login'), { type: 'hook', name: 'trusted' });
    expect(sandbox.registrations).toHaveLength(2);
  });

  it('writes messages as one bounded line, whatever the extension puts into them', async () => {
    await using runtime = createRuntime({ spares: 0 });
    const error = await refusal(runtime, `throw new Error('a\\nb\\u001b[31m' + 'x'.repeat(5000))`);
    expect(error.message).toContain('a\\nb\\u001b[31mxxx');
    expect(error.message.length).toBeLessThan(1_100);
  });

  it('unloads: calls in flight end, later ones find nothing, no process is left', async () => {
    const told = tell();
    await using runtime = createRuntime({ spares: 0, ...told.options });
    const sandbox = await load(runtime, operation('async () => { log("in"); await sleep(100); log("out"); }'));
    const call = sandbox.dispatch({ operation: 'it', input: null });
    await expect.poll(() => told.logs).toEqual(['subject: in']);
    await sandbox.dispose();
    expect(await call).toEqual({ status: 'absent' });
    expect(childProcesses()).toEqual([]);
    expect(await sandbox.dispatch({ operation: 'it', input: null })).toEqual({ status: 'absent' });
    await expect(sandbox.operation('it', {})).rejects.toMatchObject({ code: 'EXTENSION_UNLOADED' });
    await sandbox.dispose();
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(told.logs).toEqual(['subject: in']);
    expect(told.events).toEqual([]);
  });

  it('leaves no process behind when it is disposed, and loads nothing afterwards', async () => {
    const runtime = createRuntime({ spares: 2 });
    await load(runtime, operation('() => 1'));
    await expect.poll(() => runtime.stats()).toMatchObject({ sandboxes: 1, processes: 3, spares: 2 });
    expect(childProcesses()).toHaveLength(3);
    await runtime.dispose();
    expect(childProcesses()).toEqual([]);
    await expect(load(runtime, operation('() => 1'))).rejects.toMatchObject({ code: 'RUNTIME_DISPOSED' });
  });

  it('refuses a limit that is no positive integer', async () => {
    for (const cpuMs of [0, -1, 1.5, Number.NaN, 2 ** 31]) expect(() => createRuntime({ limits: { cpuMs } })).toThrow(RuntimeError);
    await using runtime = createRuntime({ spares: 0, limits: { cpuMs: 77 } });
    const sandbox = await load(runtime, operation('() => 1'), {}, { memoryMiB: 4 });
    expect(sandbox.limits).toMatchObject({ cpuMs: 77, memoryMiB: 8 });
  });

  it('survives a logger that throws', async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error): number => warnings.push(warning);
    process.on('warning', onWarning);
    try {
      await using runtime = createRuntime({
        spares: 0,
        logger: () => {
          throw new Error('disk full');
        },
      });
      const sandbox = await load(runtime, operation('() => { log("x"); return 1; }'));
      expect(await sandbox.operation('it', {})).toBe(1);
      await expect.poll(() => warnings.map(({ message }) => message)).toEqual(['The logger threw: Error: disk full']);
    } finally {
      process.off('warning', onWarning);
    }
  });

  it('throws a StoppedError that names the limit', async () => {
    await using runtime = createRuntime({ spares: 0, limits: { wallMs: 200 } });
    const sandbox = await load(runtime, operation('() => new Promise(() => {})'));
    const error: unknown = await sandbox.operation('it', {}).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StoppedError);
    expect(error).toMatchObject({ code: 'EXTENSION_STOPPED', limit: 'wall' });
  });
});
