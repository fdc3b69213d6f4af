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

describe('the adapter of isolated-vm in process', () => {
  it('describes itself', async () => {
    expect(await adapter.describe()).toMatchObject({
      name: 'isolated-vm-in-process',
      version: expect.stringMatching(/^7\./),
      engine: `V8 ${process.versions.v8}`,
      claims: ['address-policy'],
    });
  });

  it('runs an operation that logs and sleeps, and is absent after it was unloaded', async () => {
    await using test = await startAdapter(adapter);
    const sandbox = await test.accept(
      'subject',
      operation(
        'async (options) => { log("before"); const t = Date.now(); await sleep(30); log("after"); return [options, Date.now() - t >= 28]; }',
      ),
    );
    expect(await call(test, { a: 1 })).toEqual(returned([{ a: 1 }, true]));
    expect(texts(test)).toEqual(['before', 'after']);
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
    ['a body that throws a string', 'throw "no"', { phase: 'evaluate', error: { message: 'no' } }],
    ['a body that throws what has no text', 'throw { name: {}, toString: 1 }', { phase: 'evaluate', error: { name: 'Error' } }],
    [
      'a body that throws later',
      'import { sleep } from "directus:api"; await sleep(5); await sleep(5); throw new RangeError("late")',
      { phase: 'evaluate', error: { message: 'late' } },
    ],
    ['a body that loops', 'for (;;);', { phase: 'evaluate', limit: 'cpu' }],
    ['a body that loops later', 'import { sleep } from "directus:api"; await sleep(5); for (;;);', { phase: 'evaluate', limit: 'cpu' }],
    ['a body that never ends', 'await new Promise(() => {}); export default 1', { phase: 'evaluate', limit: 'load' }],
    ['a wrong default export', 'export default 1', { phase: 'register', error: { name: 'TypeError' } }],
    ['a getter that loops while registering', 'export default { get id() { for (;;); } }', { phase: 'register', limit: 'cpu' }],
  ];
  it.each(refusals)('refuses %s', async (_, source, expected) => {
    await using test = await startAdapter(adapter);
    expect(await test.load('subject', source, { limits: { cpuMs: 60, loadMs: 400 } })).toMatchObject({ refused: expected });
    expect(await call(test)).toEqual({ status: 'absent' });
  });

  it('registers what a body exports after it has slept', async () => {
    await using test = await startAdapter(adapter);
    await test.accept('subject', operation('() => n', 'let n = 1; void Promise.reject(n); await sleep(5); n += 1; await sleep(5); n += 1'));
    expect(await call(test)).toEqual(returned(3));
  });

  const loops: Readonly<Record<string, string>> = {
    'in the handler': 'async (n) => { log("alive"); if (n) for (;;); }',
    'after a sleep': 'async (n) => { log("alive"); await sleep(1); if (n) for (;;); }',
    'in microtasks': 'async (n) => { log("alive"); if (n) for (;;) await null; }',
    'in a getter of the result': '(n) => { log("alive"); return n ? { get a() { for (;;); } } : undefined; }',
    'behind a rejection': '(n) => { log("alive"); if (n) { void Promise.reject(n); for (;;); } }',
  };
  it.each(Object.entries(loops))('stops a loop %s, delivers what was logged before, and works again', async (_, handler) => {
    await using test = await startAdapter(adapter);
    await test.accept('subject', operation(handler), { limits: { cpuMs: 60, wallMs: 1000 } });
    expect(await call(test, [1])).toEqual({ status: 'stopped', limit: 'cpu' });
    expect(texts(test)).toEqual(['alive']);
    expect(await call(test)).toEqual({ status: 'returned', undefined: true });
  });

  it('leaves the host and its other extensions free while one of them loops', async () => {
    await using test = await startAdapter(adapter);
    await test.accept('subject', operation('() => { for (;;); }'), { limits: { cpuMs: 400 } });
    await test.accept('other', 'export default { id: "other", handler: () => 1 };');
    const looping = call(test);
    const quick = test.runtime.call({ extension: 'other', operation: 'other' }, null);
    expect(await Promise.race([looping, quick])).toEqual(returned(1));
    expect(await looping).toEqual({ status: 'stopped', limit: 'cpu' });
  });

  it('delivers the result of a call that leaves a rejection behind', async () => {
    await using test = await startAdapter(adapter);
    await test.accept(
      'subject',
      operation('async (n) => { void Promise.reject(new Error("left")); if (n) await sleep(1); log("alive"); return 1; }'),
    );
    expect(await call(test)).toEqual(returned(1));
    expect(await call(test, [1])).toEqual(returned(1));
    expect(texts(test)).toEqual(['alive', 'alive']);
  });

  it('stops a heap that grows beyond its limit, and works again', async () => {
    await using test = await startAdapter(adapter);
    await test.accept('subject', operation('(n) => { if (!n) return 1; const all = []; for (;;) all.push({ n }); }'), {
      limits: { memoryMiB: 16, cpuMs: 5000 },
    });
    expect(await call(test, [1])).toEqual({ status: 'stopped', limit: 'memory' });
    expect(await call(test)).toEqual(returned(1));
  });

  it('says that it stopped what V8 does not interrupt only when nothing of it runs any more', async () => {
    await using test = await startAdapter(adapter);
    const native = 'Array.prototype.indexOf.call(Object.defineProperty({ length: 15_000_000 }, 3, { get: () => 2 }), 1)';
    await test.accept('subject', operation(`() => ${native}`), { limits: { cpuMs: 10, wallMs: 30 } });
    expect(await call(test)).toEqual({ status: 'stopped', limit: 'wall' });
    const before = process.cpuUsage();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(process.cpuUsage(before).user).toBeLessThan(20_000);
  });

  it('takes nothing that an extension throws for the end of its memory', async () => {
    await using test = await startAdapter(adapter);
    const error = { name: 'InternalError', message: 'out of memory' };
    await test.accept('subject', operation(`() => { throw Object.assign(new Error('out of memory'), { name: 'InternalError' }); }`));
    expect(await call(test)).toMatchObject({ status: 'threw', error });
  });

  it('ends calls that run when their extension is unloaded', async () => {
    await using test = await startAdapter(adapter);
    const sandbox = await test.accept('subject', operation('() => { for (;;); }'), { limits: { cpuMs: 5000 } });
    const looping = call(test);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await sandbox[Symbol.asyncDispose]();
    expect(await looping).toEqual({ status: 'absent' });
  });
});
