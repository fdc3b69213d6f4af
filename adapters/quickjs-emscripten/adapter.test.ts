import { describe, expect, it } from 'vitest';

import type { Outcome } from '../../src/contract/outcome.ts';
import { startAdapter, type TestRuntime } from '../in-process.testing.ts';
import adapter from './adapter.ts';

const operation = (handler: string, before = ''): string =>
  `import { log, sleep, request } from 'directus:api'; ${before}; export default { id: 'it', handler: ${handler} };`;

const call = (test: TestRuntime, input: object | null = null, extension = 'subject'): Promise<Outcome> =>
  test.runtime.call({ extension, operation: 'it' }, input as null);

const returned = (value: unknown): Outcome => ({ status: 'returned', json: JSON.stringify(value) });

const texts = ({ logs }: TestRuntime): readonly string[] => logs.map(({ text }) => text);

describe('the adapter of quickjs-emscripten', () => {
  it('describes itself', async () => {
    expect(await adapter.describe()).toMatchObject({
      name: 'quickjs-emscripten',
      // the engine that it names is that of this version
      version: expect.stringMatching(/^0\.32\./),
      engine: 'QuickJS 2025-09-13',
      claims: ['address-policy'],
    });
  });

  it('runs an operation that logs and sleeps, and is absent after it was unloaded', async () => {
    await using test = await startAdapter(adapter);
    const sandbox = await test.accept(
      'subject',
      operation(
        'async (options) => { log("before"); const t = Date.now(); await sleep(30); log("\u{1f600}"); return [options, Date.now() - t >= 28]; }',
      ),
    );
    expect(await call(test, { a: '\0\u{1f600}' })).toEqual(returned([{ a: '\0\u{1f600}' }, true]));
    expect(texts(test)).toEqual(['before', '\u{1f600}']);
    await sandbox[Symbol.asyncDispose]();
    expect(await call(test)).toEqual({ status: 'absent' });
  });

  it('dispatches filters, actions and endpoints', async () => {
    await using test = await startAdapter(adapter);
    await test.accept(
      'hooks',
      'import { log } from "directus:api"; export default ({ filter, action }) => { filter("f", async (p) => [...p, 1]); action("a", (p) => log("acted " + p)); };',
      { type: 'hook' },
    );
    await test.accept('routes', 'export default (router) => { router.get("/:x", ({ url }) => ({ status: 201, body: { url } })); };', {
      type: 'endpoint',
    });
    expect(await test.runtime.call({ extension: 'hooks', filter: 'f' }, [0])).toEqual(returned([0, 1]));
    expect(await test.runtime.call({ extension: 'hooks', action: 'a' }, 'x')).toEqual({ status: 'returned', undefined: true });
    expect(texts(test)).toEqual(['acted x']);
    const endpoint = { method: 'GET', target: '/a?b=c', headers: {}, body: null };
    expect(await test.runtime.call({ extension: 'routes', endpoint }, null)).toEqual(
      returned({ status: 201, headers: { 'content-type': 'application/json; charset=utf-8' }, body: { url: '/a?b=c' } }),
    );
  });

  const refusals: readonly [string, string, object][] = [
    ['a foreign import', 'import "node:fs"; export default { id: "it", handler() {} };', { phase: 'link' }],
    ['an import of the boot module', 'import "sandproof:boot"; export default { id: "it", handler() {} };', { phase: 'link' }],
    [
      'a name that does not exist',
      'import { nope } from "directus:api"; export default 1;',
      { phase: 'link', error: { name: 'SyntaxError' } },
    ],
    ['a syntax error', 'export default (', { phase: 'link', error: { name: 'SyntaxError' } }],
    ['a body that throws', 'throw new RangeError("no")', { phase: 'evaluate', error: { name: 'RangeError', message: 'no' } }],
    ['a body that throws what it throws itself', 'throw "linked"', { phase: 'evaluate', error: { message: 'linked' } }],
    [
      'a body that throws later',
      'import { sleep } from "directus:api"; await sleep(5); throw new RangeError("late")',
      { phase: 'evaluate', error: { message: 'late' } },
    ],
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

  const loops: Readonly<Record<string, string>> = {
    'in the handler': 'async (n) => { log("alive"); if (n) for (;;); }',
    'after a sleep': 'async (n) => { log("alive"); await sleep(1); if (n) for (;;); }',
    'in microtasks': 'async (n) => { log("alive"); if (n) for (;;) await null; }',
    'behind catch and finally': '(n) => { log("alive"); while (n) { try { for (;;); } catch {} finally { continue; } } }',
  };
  it.each(Object.entries(loops))('stops a loop %s, delivers what was logged before, and works again', async (_, handler) => {
    await using test = await startAdapter(adapter);
    await test.accept('subject', operation(handler), { limits: { cpuMs: 60, wallMs: 1000 } });
    expect(await call(test, [1])).toEqual({ status: 'stopped', limit: 'cpu' });
    expect(texts(test)).toEqual(['alive']);
    expect(await call(test)).toEqual({ status: 'returned', undefined: true });
  });

  it('registers what a body exports after it has slept', async () => {
    await using test = await startAdapter(adapter);
    await test.accept('subject', operation('() => n', 'let n = 1; await sleep(5); n += 1; await sleep(5); n += 1'));
    expect(await call(test)).toEqual(returned(3));
  });

  it('lets no dynamic code import our own modules', async () => {
    await using test = await startAdapter(adapter);
    const ways = [
      '() => import(name)',
      '() => (0, eval)("import(name)")',
      '() => eval("import(name)")',
      '() => new Function("return import(name)")()',
    ];
    await test.accept(
      'subject',
      operation(
        `async () => { const seen = []; for (const name of ['sandproof:boot', 'sandproof:extension', 'sandproof:enrol', 'node:fs', '']) for (const way of [${ways.join()}]) { globalThis.name = name; try { seen.push(Object.keys(await way())); } catch (error) { seen.push(error instanceof Error); } } return seen; }`,
      ),
    );
    expect(await call(test)).toEqual(returned(Array.from({ length: 20 }, () => true)));
    await test.accept('twin', 'export default { id: "twin", handler: async () => Object.keys(await import("directus:api")).sort() };');
    expect(await test.runtime.call({ extension: 'twin', operation: 'twin' }, null)).toEqual(returned(['log', 'request', 'sleep']));
  });

  it('survives recursion, and the other extensions survive it too', async () => {
    await using test = await startAdapter(adapter);
    await test.accept('other', 'export default { id: "other", handler: () => 1 };');
    const recursions = ['const f = () => f(); f()', 'JSON.parse("[".repeat(1e5))', 'eval("(".repeat(1e5))'];
    await test.accept(
      'subject',
      operation(
        `({ n }) => { try { [${recursions.map((text) => `() => { ${text} }`).join()}][n](); } catch (error) { return error.name; } }`,
      ),
    );
    for (const n of recursions.keys()) {
      const outcome = await call(test, { n });
      expect([returned('RangeError'), returned('InternalError'), { status: 'stopped', limit: 'crash' }]).toContainEqual(outcome);
      expect(await test.runtime.call({ extension: 'other', operation: 'other' }, null)).toEqual(returned(1));
    }
  });
});
