import { describe, expect, it } from 'vitest';

import type { Adapter } from '../../src/contract/adapter.ts';
import type { Outcome } from '../../src/contract/outcome.ts';
import { startAdapter, type TestRuntime } from '../in-process.testing.ts';

const operation = (handler: string, before = ''): string =>
  `import { log, sleep, request } from 'directus:api'; ${before}; export default { id: 'it', handler: ${handler} };`;

const call = (test: TestRuntime, input: number | null = null): Promise<Outcome> =>
  test.runtime.call({ extension: 'subject', operation: 'it' }, input);

const returned = (value: unknown): Outcome => ({ status: 'returned', json: JSON.stringify(value) });

/** Tests what every runtime does whose extensions run in a guest: a thread or process that its host kills. `lack` says why the runtime can't be started here. */
export const describeForeign = (name: string, adapter: Adapter, lack?: string): void => {
  describe.skipIf(lack !== undefined)(`the adapter of ${name}`, () => {
    it('runs an operation that logs and sleeps, and is absent after it was unloaded', async () => {
      await using test = await startAdapter(adapter);
      const sandbox = await test.accept(
        'subject',
        operation('async (n) => { log("before"); await sleep(5); log("after"); return n + 1; }'),
      );
      expect(await call(test, 1)).toEqual(returned(2));
      expect(test.logs.map(({ text }) => text)).toEqual(['before', 'after']);
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
      await test.accept('routes', 'export default (router) => { router.get("/:x", ({ url }) => ({ status: 201, body: url })); };', {
        type: 'endpoint',
      });
      expect(await test.runtime.call({ extension: 'hooks', filter: 'f' }, [0])).toEqual(returned([0, 1]));
      expect(await test.runtime.call({ extension: 'hooks', action: 'a' }, 'x')).toEqual({ status: 'returned', undefined: true });
      expect(test.logs).toEqual([{ extension: 'hooks', text: 'acted x' }]);
      const endpoint = { method: 'GET', target: '/a?b=c', headers: {}, body: null };
      expect(await test.runtime.call({ extension: 'routes', endpoint }, null)).toMatchObject({ json: expect.stringContaining('"/a?b=c"') });
    });

    it('has the host serve a request, which denies what is out of scope', async () => {
      await using test = await startAdapter(adapter);
      await test.accept(
        'subject',
        operation('() => request("https://outside.test/").catch((error) => [error instanceof Error, error.message])'),
      );
      expect(await call(test)).toEqual(returned([true, 'No permission to request "https://outside.test/"']));
    });

    it('refuses what cannot be linked, what throws and what registers nothing', async () => {
      await using test = await startAdapter(adapter);
      expect(await test.load('subject', 'import "./other.js"; export default 1')).toMatchObject({ refused: { phase: 'link' } });
      expect(await test.load('subject', 'import { nope } from "directus:api"; export default nope')).toMatchObject({
        refused: { phase: 'link', error: { name: 'SyntaxError' } },
      });
      expect(await test.load('subject', 'throw new RangeError("no")')).toMatchObject({
        refused: { phase: 'evaluate', error: { name: 'RangeError', message: 'no' } },
      });
      expect(await test.load('subject', 'export default 1')).toMatchObject({
        refused: { phase: 'register', error: { name: 'TypeError' } },
      });
      expect(await call(test)).toEqual({ status: 'absent' });
    });

    it('stops loops wherever they are, delivers what was logged before, and loads anew', async () => {
      await using test = await startAdapter(adapter);
      const handler = `async (n) => { log('in ' + n); if (n === 1) for (;;); if (n === 2) { await sleep(1); for (;;); } if (n === 3) await new Promise(() => {}); return n; }`;
      await test.accept('subject', operation(handler), { limits: { cpuMs: 150, wallMs: 2000 } });
      const outcomes: Outcome[] = [];
      for (const n of [1, 0, 2, 0, 3, 0]) outcomes.push(await call(test, n));
      const stopped = (limit: string) => ({ status: 'stopped', limit });
      expect(outcomes).toEqual([stopped('cpu'), returned(0), stopped('cpu'), returned(0), stopped('wall'), returned(0)]);
      expect(test.logs.map(({ text }) => text)).toEqual(['in 1', 'in 0', 'in 2', 'in 0', 'in 3', 'in 0']);
    });

    it('outlives what the extension leaves uncaught and what it changes on intrinsics', async () => {
      await using test = await startAdapter(adapter);
      const change = 'JSON.parse = Promise.prototype.then = Array.prototype.push = () => { throw 1; };';
      const handler = `async (n) => { if (n === 1) void Promise.reject(new Error('left')); if (n === 2) ${change} await sleep(1); return n; }`;
      await test.accept('subject', operation(handler));
      for (const n of [1, 0, 2, 3]) expect(await call(test, n)).toEqual(returned(n));
    });

    it('keeps its own modules to itself', async () => {
      await using test = await startAdapter(adapter);
      const names = JSON.stringify(['sandproof:boot', 'sandproof:link', 'sandproof:entry', 'sandproof:extension', 'node:fs', './index.js']);
      const handler = `async () => { const seen = []; for (const name of ${names}) for (const way of [(n) => import(n), new Function('n', 'return import(n)')]) seen.push(await way(name).then(() => name, () => 'refused')); return [...new Set(seen)]; }`;
      await test.accept('subject', operation(handler));
      expect(await call(test)).toEqual(returned(['refused']));
    });
  });
};
