import { setTimeout as wait } from 'node:timers/promises';

import { describe, expect, it } from 'vitest';

import type { Adapter } from '../../src/contract/adapter.ts';
import type { Outcome } from '../../src/contract/outcome.ts';
import {
  call,
  itEndsWhatIsLeftRunning,
  itOpensEveryDoor,
  itRefuses,
  itRunsOperations,
  operation,
  returned,
  texts,
} from '../adapter-tests.testing.ts';
import { startAdapter } from '../in-process.testing.ts';

/** Tests what every runtime does whose extensions run in a guest: a thread or process that its host kills. `lack` says why the runtime can't be started here. */
export const describeForeign = (name: string, adapter: Adapter, lack?: string): void => {
  describe.skipIf(lack !== undefined)(`the adapter of ${name}`, () => {
    itRunsOperations(adapter);
    itOpensEveryDoor(adapter);
    itEndsWhatIsLeftRunning(adapter);
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
      const change = 'JSON.parse = Promise.prototype.then = Array.prototype.push = Function.prototype.apply = () => { throw 1; };';
      const handler = `((calls) => async (n) => { if (n === 1) void Promise.reject(new Error('left')); if (n === 2) ${change} await sleep(1); return (calls += 1); })(0)`;
      await test.accept('subject', operation(handler));
      const inputs = [1, 0, 2, 3, 1, 0];
      for (const [at, n] of inputs.entries()) expect(await call(test, n)).toEqual(returned(at + 1)); // counts from 1 in every new guest
    });

    it('is asked for what it left running when its reads and stores of lists throw', async () => {
      await using test = await startAdapter(adapter);
      const trap = `{ configurable: true, get() { throw new Error('read'); }, set() { throw new Error('stored'); } }`;
      const handler = `((calls) => (n) => { if (n === 1) for (let at = 0; at < 64; at += 1) Object.defineProperty(Array.prototype, at, ${trap}); return (calls += 1); })(0)`; // counts from 1 in every new guest
      await test.accept('subject', operation(handler));
      for (const n of [1, 2, 3]) {
        expect(await call(test, n)).toEqual(returned(n));
        await wait(200);
      }
    });

    it('outlives what a finalizer throws when a store into an array throws too', async () => {
      await using test = await startAdapter(adapter);
      const leave = `for (let at = 0; at < 64; at += 1) Object.defineProperty(Array.prototype, at, { configurable: true, set() { throw new Error('no'); } });
        const left = new FinalizationRegistry(() => { log('thrown'); throw new Error('left'); });
        (() => left.register({}, 0))();
        for (let at = 0; at < 80; at += 1) new Uint8Array(1e6).fill(1);`;
      const handler = `async (n) => { if (n === 1) { ${leave} } await sleep(n * 200); return n; }`;
      await test.accept('subject', operation(handler), { limits: { cpuMs: 300 } });
      for (const n of [1, 2, 3]) expect(await call(test, n)).toEqual(returned(n));
      expect(texts(test)).toEqual(['thrown']);
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
