import { describe, expect, it } from 'vitest';

import { createRuntime } from './create-runtime.ts';
import { load, operation } from './load-extension.testing.ts';

describe('honest code', () => {
  it('is not stopped below its limits', async () => {
    await using runtime = createRuntime({ spares: 0, limits: { cpuMs: 1_000, memoryMiB: 48 } });
    const sandbox = await load(
      runtime,
      operation(`async ({ what }) => {
        if (what === 'cpu') for (const end = Date.now() + 300; Date.now() < end;);
        if (what === 'slices') for (let at = 0; at < 8; at += 1) { for (const end = Date.now() + 200; Date.now() < end;); await sleep(1); }
        if (what === 'heap') { const all = []; while (all.length < 48 * 0.7 * 128) all.push(new Array(1000).fill(1.5)); return all.length > 0; }
        if (what === 'buffers') { const all = []; while (all.length < 48 * 0.7) all.push(new Uint8Array(2 ** 20).fill(1)); return all.length > 0; }
        if (what === 'recursion') { const f = () => f() + 1; try { f(); } catch (error) { return error instanceof RangeError; } }
        return true;
      }`),
    );
    for (const what of ['cpu', 'slices', 'heap', 'buffers', 'recursion', 'heap', 'buffers']) {
      expect([what, await sandbox.dispatch({ operation: 'it', input: { what } })]).toEqual([what, { status: 'returned', json: 'true' }]);
    }
  });

  it('may handle large messages again and again', async () => {
    // times long enough that V8's delayed tasks get threads of their own, and that a machine that stands still for a second stops nothing
    await using runtime = createRuntime({ spares: 0, limits: { memoryMiB: 32, cpuMs: 10_000, wallMs: 30_000 } });
    const sandbox = await load(runtime, operation('(options) => options'));
    const input = { text: 'x'.repeat(1_000_000) };
    const json = JSON.stringify(input);
    for (let turn = 0; turn < 200; turn += 1)
      expect(await sandbox.dispatch({ operation: 'it', input })).toEqual({ status: 'returned', json });
  });

  it('has its requests bounded for each call anew', async () => {
    await using runtime = createRuntime({ spares: 0, limits: { requests: 3 } });
    const sandbox = await load(
      runtime,
      operation(
        `async () => { const seen = []; for (let at = 0; at < 5; at += 1) await request('http://outside.test/').catch((error) => seen.push(error.name)); return seen; }`,
      ),
    );
    const expected = ['Error', 'Error', 'Error', 'RangeError', 'RangeError'];
    expect(await sandbox.operation('it', {})).toEqual(expected);
    expect(await sandbox.operation('it', {})).toEqual(expected);
  });

  it('is not stopped because the host itself was busy', async () => {
    await using runtime = createRuntime({ spares: 0, limits: { cpuMs: 50, wallMs: 100 } });
    const sandbox = await load(runtime, operation('async () => 1'));
    for (let turn = 0; turn < 5; turn += 1) {
      const call = sandbox.operation('it', {});
      await new Promise((resolve) => setImmediate(resolve));
      for (const end = performance.now() + 250; performance.now() < end;);
      expect(await call).toBe(1);
    }
    expect(runtime.stats().stops).toBe(0);
  });

  it('has a thousand calls in flight kept apart', async () => {
    await using runtime = createRuntime({ spares: 0, limits: { pendingCalls: 1_000 } });
    const sandbox = await load(runtime, operation('async ({ n }) => { if (n % 3 === 0) await sleep(n % 7); return n; }'));
    const inputs = Array.from({ length: 1_000 }, (_, n) => n);
    expect(await Promise.all(inputs.map((n) => sandbox.operation('it', { n })))).toEqual(inputs);
  });
});
