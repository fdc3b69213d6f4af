import { describe, expect, it } from 'vitest';

import type { Adapter } from '../../src/contract/adapter.ts';
import type { Outcome } from '../../src/contract/outcome.ts';
import { call, itOpensEveryDoor, itRefuses, itRunsOperations, operation, returned, texts } from '../adapter-tests.testing.ts';
import { startAdapter } from '../in-process.testing.ts';

/** Tests what every runtime does whose extensions run in a guest: a thread or process that its host kills. `lack` says why the runtime can't be started here. */
export const describeForeign = (name: string, adapter: Adapter, lack?: string): void => {
  describe.skipIf(lack !== undefined)(`the adapter of ${name}`, () => {
    itRunsOperations(adapter);
    itOpensEveryDoor(adapter);
    itRefuses(adapter, { cpuMs: 150, loadMs: 1500 });

    it('has the host serve a request, which denies what is out of scope', async () => {
      await using test = await startAdapter(adapter);
      await test.accept(
        'subject',
        operation('() => request("https://outside.test/").catch((error) => [error instanceof Error, error.message])'),
      );
      expect(await call(test)).toEqual(returned([true, 'No permission to request "https://outside.test/"']));
    });

    it('stops loops wherever they are, delivers what was logged before, and loads anew', async () => {
      await using test = await startAdapter(adapter);
      const handler = `async (n) => { log('in ' + n); if (n === 1) for (;;); if (n === 2) { await sleep(1); for (;;); } if (n === 3) await new Promise(() => {}); return n; }`;
      await test.accept('subject', operation(handler), { limits: { cpuMs: 150, wallMs: 2000 } });
      const outcomes: Outcome[] = [];
      for (const n of [1, 0, 2, 0, 3, 0]) outcomes.push(await call(test, n));
      const stopped = (limit: string) => ({ status: 'stopped', limit });
      expect(outcomes).toEqual([stopped('cpu'), returned(0), stopped('cpu'), returned(0), stopped('wall'), returned(0)]);
      expect(texts(test)).toEqual(['in 1', 'in 0', 'in 2', 'in 0', 'in 3', 'in 0']);
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
