import { describe, expect, it } from 'vitest';

import { call, itOpensEveryDoor, itRefuses, itRunsOperations, operation, refusedByEngines, returned } from '../adapter-tests.testing.ts';
import { startAdapter } from '../in-process.testing.ts';
import adapter from './adapter.ts';

describe('the adapter of quickjs-wasi', () => {
  it('describes itself', async () => {
    expect(await adapter.describe()).toMatchObject({
      name: 'quickjs-wasi',
      engine: expect.stringMatching(/^QuickJS \d/),
      claims: ['memory-limit', 'address-policy'],
    });
  });

  itRunsOperations(adapter);
  itOpensEveryDoor(adapter);

  it('says which limits really apply', async () => {
    await using test = await startAdapter(adapter);
    expect(await test.load('subject', operation('() => 1'), { limits: { cpuMs: 77 } })).toMatchObject({
      limits: { cpuMs: 77, memoryMiB: 64, registrations: 1000 },
    });
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

  itRefuses(adapter, { cpuMs: 60, loadMs: 300 }, [
    ...refusedByEngines,
    [
      'an import of the boot module',
      'import { drain } from "sandproof:boot"; export default { id: "it", handler() {} };',
      { phase: 'link' },
    ],
    ['a body that throws a string', 'throw "no"', { phase: 'evaluate', error: { message: 'no' } }],
    ['a body that loops', 'for (;;);', { phase: 'evaluate', limit: 'cpu' }],
    ['a body that loops behind a microtask', 'await null; for (;;);', { phase: 'evaluate', limit: 'cpu' }],
  ]);

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
