import { describe, expect, it } from 'vitest';

import type { Outcome } from '../../src/contract/outcome.ts';
import { startAdapter, type TestRuntime } from '../in-process.testing.ts';
import adapter from './adapter.ts';

const operation = (handler: string, before = ''): string =>
  `import { log, sleep, request } from 'directus:api'; ${before}; export default { id: 'it', handler: ${handler} };`;

const call = (test: TestRuntime, input: object | null = null, extension = 'subject'): Promise<Outcome> =>
  test.runtime.call({ extension, operation: 'it' }, input as null);

const returned = (value: unknown): Outcome => ({ status: 'returned', json: JSON.stringify(value) });

describe('the adapter of quickjs-wasi', () => {
  it('describes itself', async () => {
    expect(await adapter.describe()).toMatchObject({
      name: 'quickjs-wasi',
      engine: expect.stringMatching(/^QuickJS \d/),
      claims: ['memory-limit', 'address-policy'],
    });
  });

  it('runs an operation that logs and sleeps, and is absent after it was unloaded', async () => {
    await using test = await startAdapter(adapter);
    const sandbox = await test.accept(
      'subject',
      operation(
        'async (options) => { log("before\\n"); const t = Date.now(); await sleep(30); log("after"); return [options, Date.now() - t >= 28]; }',
      ),
    );
    expect(await call(test, { a: 1 })).toEqual(returned([{ a: 1 }, true]));
    expect(test.logs.map(({ extension }) => extension)).toEqual(['subject', 'subject']);
    expect(test.logs.map(({ text }) => text)).toEqual([expect.stringMatching(/^before[^\n]+$/), 'after']);
    expect(await test.runtime.call({ extension: 'subject', operation: 'other' }, null)).toEqual({ status: 'absent' });
    await sandbox[Symbol.asyncDispose]();
    expect(await call(test)).toEqual({ status: 'absent' });
  });

  it('says which limits really apply', async () => {
    await using test = await startAdapter(adapter);
    expect(await test.load('subject', operation('() => 1'), { limits: { cpuMs: 77 } })).toMatchObject({
      limits: { cpuMs: 77, memoryMiB: 64, registrations: 1000 },
    });
  });

  it('dispatches filters, actions and endpoints', async () => {
    await using test = await startAdapter(adapter);
    await test.accept(
      'hooks',
      'import { log } from "directus:api"; export default ({ filter, action }) => { filter("f", (p) => [...p, 1]); filter("f", async (p) => [...p, 2]); action("a", (p) => log("acted " + p)); };',
      { type: 'hook' },
    );
    await test.accept('routes', 'export default (router) => { router.get("/:x", ({ url }) => ({ status: 201, body: { url } })); };', {
      type: 'endpoint',
    });
    expect(await test.runtime.call({ extension: 'hooks', filter: 'f' }, [0])).toEqual(returned([0, 1, 2]));
    expect(await test.runtime.call({ extension: 'hooks', action: 'a' }, 'x')).toEqual({ status: 'returned', undefined: true });
    expect(test.logs).toEqual([{ extension: 'hooks', text: 'acted x' }]);
    const endpoint = { method: 'GET', target: '/a?b=c', headers: {}, body: null };
    expect(await test.runtime.call({ extension: 'routes', endpoint }, null)).toEqual(
      returned({ status: 201, headers: { 'content-type': 'application/json; charset=utf-8' }, body: { url: '/a?b=c' } }),
    );
    expect(await test.runtime.call({ extension: 'routes', endpoint: { ...endpoint, method: 'POST' } }, null)).toEqual({ status: 'absent' });
  });

  it('rejects a request outside the scope inside the realm', async () => {
    await using test = await startAdapter(adapter);
    await test.accept(
      'subject',
      operation(
        'async () => { try { await request("https://outside.test/"); } catch (error) { return [error instanceof Error, error.message]; } }',
      ),
    );
    expect(await call(test)).toEqual(returned([true, 'No permission to request "https://outside.test/"']));
  });

  it('keeps overlapping calls apart', async () => {
    await using test = await startAdapter(adapter);
    await test.accept('subject', operation('async ({ n }) => { await sleep(20 - n); return n; }'));
    const inputs = Array.from({ length: 20 }, (_, n) => ({ n }));
    expect(await Promise.all(inputs.map((input) => call(test, input)))).toEqual(inputs.map(({ n }) => returned(n)));
  });

  const refusals: readonly [string, string, object][] = [
    ['a foreign import', 'import "node:fs"; export default { id: "it", handler() {} };', { phase: 'link' }],
    [
      'an import of the boot module',
      'import { drain } from "sandproof:boot"; export default { id: "it", handler() {} };',
      { phase: 'link' },
    ],
    [
      'a name that does not exist',
      'import { nope } from "directus:api"; export default { id: "it", handler() {} };',
      { phase: 'link', error: { name: 'SyntaxError' } },
    ],
    ['a syntax error', 'export default (', { phase: 'link', error: { name: 'SyntaxError' } }],
    ['a body that throws', 'throw new RangeError("no")', { phase: 'evaluate', error: { name: 'RangeError', message: 'no' } }],
    ['a body that throws a string', 'throw "no"', { phase: 'evaluate', error: { message: 'no' } }],
    [
      'a body that throws later',
      'import { sleep } from "directus:api"; await sleep(5); throw new RangeError("late")',
      { phase: 'evaluate', error: { message: 'late' } },
    ],
    ['a body that loops', 'for (;;);', { phase: 'evaluate', limit: 'cpu' }],
    ['a body that loops later', 'await null; for (;;);', { phase: 'evaluate', limit: 'cpu' }],
    ['a body that never ends', 'await new Promise(() => {}); export default 1', { phase: 'evaluate', limit: 'load' }],
    ['a wrong default export', 'export default 1', { phase: 'register', error: { name: 'TypeError' } }],
    ['a getter that loops while registering', 'export default { get id() { for (;;); } }', { phase: 'register', limit: 'cpu' }],
  ];
  it.each(refusals)('refuses %s', async (_, source, expected) => {
    await using test = await startAdapter(adapter);
    expect(await test.load('subject', source, { limits: { cpuMs: 60, loadMs: 300 } })).toMatchObject({ refused: expected });
    expect(await call(test)).toEqual({ status: 'absent' });
  });

  it('refuses what the manifest says wrong, a name that is taken and an operation that is taken', async () => {
    await using test = await startAdapter(adapter);
    expect(await test.load('subject', operation('() => 1'), { scopes: { unknown: {} } })).toMatchObject({
      refused: { phase: 'manifest', error: { message: expect.stringContaining('unknown') } },
    });
    expect(await test.load('subject', operation('() => 1'), { type: 'interface' })).toMatchObject({ refused: { phase: 'manifest' } });
    await test.accept('subject', operation('() => 1'));
    expect(await test.load('subject', operation('() => 2'))).toMatchObject({ refused: { phase: 'manifest' } });
    expect(await test.load('other', operation('() => 2'))).toMatchObject({
      refused: { phase: 'register', error: { message: expect.stringContaining('"it"') } },
    });
    expect(await call(test)).toEqual(returned(1));
  });

  it('lets no dynamic code import our own modules', async () => {
    await using test = await startAdapter(adapter);
    const ways = [
      '() => import(name)',
      '() => (0, eval)("import(name)")',
      '() => eval("import(name)")',
      '() => new Function("return import(name)")()',
      '() => Reflect.apply(new Function("return import(name)"), null, [])',
      '() => Promise.resolve("import(name)").then(eval)',
    ];
    await test.accept(
      'subject',
      operation(
        `async () => { const seen = []; for (const name of ['sandproof:boot', 'sandproof:extension', 'sandproof:start', 'sandproof:evaluating', 'node:fs', './index.js', '']) for (const way of [${ways.join()}]) { globalThis.name = name; try { seen.push(Object.keys(await way())); } catch (error) { seen.push(error instanceof Error); } } return seen; }`,
      ),
    );
    expect(await call(test)).toEqual(returned(Array.from({ length: 42 }, () => true)));
    await test.accept('twin', 'export default { id: "twin", handler: async () => Object.keys(await import("directus:api")).sort() };');
    expect(await test.runtime.call({ extension: 'twin', operation: 'twin' }, null)).toEqual(returned(['log', 'request', 'sleep']));
    const sandbox = await test.accept(
      'other',
      'globalThis.name = "sandproof:boot"; export default { id: "direct", handler: new Function("return import(name).then(Object.keys, () => true)") };',
    );
    expect(await test.runtime.call({ extension: 'other', operation: 'direct' }, null)).toEqual(returned(true));
    await sandbox[Symbol.asyncDispose]();
  });

  it('takes a byte order mark, a hashbang and CRLF', async () => {
    await using test = await startAdapter(adapter);
    await test.accept('subject', `\uFEFF#!/usr/bin/env node\r\nexport default {\r\n id: 'it', handler: () => 1 };\r\n`);
    expect(await call(test)).toEqual(returned(1));
  });
});
