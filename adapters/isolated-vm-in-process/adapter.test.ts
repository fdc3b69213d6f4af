import { describe, expect, it } from 'vitest';

import {
  call,
  itOpensEveryDoor,
  itRefuses,
  itRunsOperations,
  itStopsLoops,
  operation,
  refusedByEngines,
  returned,
  texts,
} from '../adapter-tests.testing.ts';
import { startAdapter } from '../in-process.testing.ts';
import adapter from './adapter.ts';

describe('the adapter of isolated-vm in process', () => {
  it('describes itself', async () => {
    expect(await adapter.describe()).toMatchObject({
      name: 'isolated-vm-in-process',
      version: expect.stringMatching(/^7\./),
      engine: `V8 ${process.versions.v8}`,
      claims: ['address-policy'],
    });
  });

  itRunsOperations(adapter);
  itOpensEveryDoor(adapter);
  itRefuses(adapter, { cpuMs: 60, loadMs: 400 }, [
    ...refusedByEngines,
    ['an import of the boot module', 'import "sandproof:boot"; export default { id: "it", handler() {} };', { phase: 'link' }],
    ['a body that throws a string', 'throw "no"', { phase: 'evaluate', error: { message: 'no' } }],
    ['a body that throws what has no text', 'throw { name: {}, toString: 1 }', { phase: 'evaluate', error: { name: 'Error' } }],
    ['a body that loops', 'for (;;);', { phase: 'evaluate', limit: 'cpu' }],
  ]);
  itStopsLoops(
    adapter,
    { cpuMs: 60, wallMs: 1000 },
    {
      'in a getter of the result': '(n) => { log("alive"); return n ? { get a() { for (;;); } } : undefined; }',
      'behind a rejection': '(n) => { log("alive"); if (n) { void Promise.reject(n); for (;;); } }',
    },
  );

  it('registers what a body exports after it has slept', async () => {
    await using test = await startAdapter(adapter);
    await test.accept('subject', operation('() => n', 'let n = 1; void Promise.reject(n); await sleep(5); n += 1; await sleep(5); n += 1'));
    expect(await call(test)).toEqual(returned(3));
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
