import { describe, expect, it } from 'vitest';

import { call, itStopsLoops, operation, returned } from '../adapter-tests.testing.ts';
import { startAdapter } from '../in-process.testing.ts';
import adapter from './adapter.ts';

describe('openQuickjsEngine', () => {
  itStopsLoops(
    adapter,
    { cpuMs: 60, wallMs: 1000 },
    {
      'in a reaction after the return': '(n) => { log("alive"); if (n) Promise.resolve().then(() => { for (;;); }); }',
      'in a getter of the result': '(n) => { log("alive"); return n ? { get a() { for (;;); } } : undefined; }',
      'behind catch and finally': '(n) => { log("alive"); while (n) { try { for (;;); } catch {} finally { continue; } } }',
    },
  );

  it('stops a call that never settles at its wall clock, and what it left running', async () => {
    await using test = await startAdapter(adapter);
    await test.accept('subject', operation('async ({ hang }) => { if (!hang) return 1; for (;;) { await sleep(20); log("tick"); } }'), {
      limits: { wallMs: 150 },
    });
    expect(await call(test, { hang: true })).toEqual({ status: 'stopped', limit: 'wall' });
    const ticks = test.logs.length;
    expect(ticks).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(test.logs).toHaveLength(ticks);
    expect(await call(test, {})).toEqual(returned(1));
  });

  it('bounds memory, logs, results and pending calls, and names the limit', async () => {
    await using test = await startAdapter(adapter);
    const handlers = {
      memory: '(n) => { if (!n) return 1; const all = []; for (;;) all.push(new Array(1000).fill(n)); }',
      log: '(n) => { if (!n) return 1; for (let at = 0; at < 100; at += 1) log("x"); }',
      result: '(n) => n ? "x".repeat(2e6) : 1',
      pending: '(n) => { if (!n) return 1; for (let at = 0; at < 1000; at += 1) sleep(1000); }',
    };
    for (const [limit, handler] of Object.entries(handlers)) {
      const sandbox = await test.accept('subject', operation(handler), { limits: { memoryMiB: 16, logLines: 10, cpuMs: 5000 } });
      expect(await call(test, [1])).toEqual({ status: 'stopped', limit });
      expect(await call(test)).toEqual(returned(1));
      await sandbox[Symbol.asyncDispose]();
    }
    expect(test.logs).toHaveLength(10);
  });

  it('survives recursion in every form', async () => {
    await using test = await startAdapter(adapter);
    const recursions = [
      'const f = () => f(); f()',
      'const o = { toJSON() { return JSON.stringify(o); } }; JSON.stringify(o)',
      'JSON.parse("[".repeat(1e5))',
      'eval("(".repeat(1e5))',
    ];
    await test.accept(
      'subject',
      operation(
        `({ n }) => { try { [${recursions.map((text) => `() => { ${text} }`).join()}][n](); } catch (error) { return error.name; } }`,
      ),
    );
    for (const n of recursions.keys())
      expect([returned('RangeError'), { status: 'stopped', limit: 'crash' }]).toContainEqual(await call(test, { n }));
  });

  it('is absent when a respawned realm registers something else', async () => {
    await using test = await startAdapter(adapter);
    const source = 'export default ({ filter }) => { filter("e" + Math.random(), () => 1); filter("e", () => { for (;;); }); };';
    await test.accept('subject', source, { type: 'hook', limits: { cpuMs: 40 } });
    expect(await test.runtime.call({ extension: 'subject', filter: 'e' }, null)).toEqual({ status: 'stopped', limit: 'cpu' });
    expect(await test.runtime.call({ extension: 'subject', filter: 'e' }, null)).toEqual({ status: 'absent' });
  });

  it('loads once for all calls that wait for the extension to come back', async () => {
    await using test = await startAdapter(adapter);
    await test.accept('subject', operation('async (loop) => { if (loop) for (;;); n += 1; return n; }', 'let n = 0'), {
      limits: { cpuMs: 40 },
    });
    expect(await call(test)).toEqual(returned(1));
    expect(await call(test, [])).toEqual({ status: 'stopped', limit: 'cpu' });
    expect(await Promise.all([call(test), call(test), call(test)])).toEqual([returned(1), returned(2), returned(3)]);
  });

  it('ends calls that run when their extension is unloaded, and when the runtime is disposed', async () => {
    const source = operation('async () => { log("started"); for (;;) { await sleep(10); log("tick"); } }');
    const test = await startAdapter(adapter);
    const sandbox = await test.accept('subject', source);
    const first = call(test);
    await sandbox[Symbol.asyncDispose]();
    expect(await first).toEqual({ status: 'absent' });
    await test.accept('subject', source);
    const second = call(test);
    await test[Symbol.asyncDispose]();
    expect(await second).toEqual({ status: 'absent' });
    const records = test.logs.length;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(test.logs).toHaveLength(records);
  });

  it('has at least a MiB for each extension', async () => {
    await using test = await startAdapter(adapter);
    expect(await test.load('subject', operation('() => 1'), { limits: { memoryMiB: 0 } })).toMatchObject({ limits: { memoryMiB: 1 } });
    expect(await call(test)).toEqual(returned(1));
  });
});
