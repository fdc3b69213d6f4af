import { describe, expect, it } from 'vitest';

import { lackOfRuntime } from '../../src/harness/installed-runtime.ts';
import { call, itRunsOperations, operation, returned } from '../adapter-tests.testing.ts';
import { startAdapter } from '../in-process.testing.ts';
import adapter from './adapter.ts';

/* Each test starts a Directus, which takes seconds. */
describe.skipIf(lackOfRuntime('directus') !== undefined)('the adapter of Directus, which is installed', { timeout: 60_000 }, () => {
  it('describes itself', async () => {
    expect(await adapter.describe()).toMatchObject({
      name: 'directus',
      version: expect.stringMatching(/^12\./) as unknown,
      engine: expect.stringMatching(/^V8 12\..* isolated-vm 5\.0\.3$/) as unknown,
    });
  });

  itRunsOperations(adapter);

  it('dispatches filters, actions and endpoints, and refuses what Directus refuses', async () => {
    await using test = await startAdapter(adapter);
    const hooks = await test.accept(
      'hooks',
      'import { log } from "directus:api"; export default ({ filter, action }) => { filter("f", (p) => [...p, 1]); filter("f", async (p) => [...p, 2]); action("a", ({ payload }) => log("acted " + payload)); };',
      { type: 'hook' },
    );
    expect(await test.runtime.call({ extension: 'hooks', filter: 'f' }, [0])).toEqual(returned([0, 1, 2]));
    expect(await test.runtime.call({ extension: 'hooks', action: 'a' }, 'x')).toEqual({ status: 'returned', undefined: true });
    expect(test.logs).toEqual([{ extension: 'hooks', text: 'acted x' }]);
    await hooks[Symbol.asyncDispose]();
    expect(await test.runtime.call({ extension: 'hooks', filter: 'f' }, [0])).toEqual({ status: 'absent' });
    await test.accept('routes', 'export default (router) => { router.get("/:x", ({ url }) => ({ status: 201, body: { url } })); };', {
      type: 'endpoint',
    });
    const endpoint = { method: 'GET', target: '/a?b=c', headers: {}, body: null };
    expect(await test.runtime.call({ extension: 'routes', endpoint }, null)).toMatchObject({
      json: expect.stringMatching(/^\{"status":201,.*"body":\{"url":"\/a\?b=c"\}\}$/) as unknown,
    });
    expect(await test.load('broken', 'import "node:fs"; export default { id: "it", handler() {} };')).toMatchObject({
      refused: { phase: 'link' },
    });
  });

  it('tells an overrun of memory from an error of the same text', async () => {
    await using test = await startAdapter(adapter);
    const handler = `(n) => {
      if (n !== 1) throw new Error('Isolate was disposed during execution due to memory limit');
      for (const all = []; ; ) all.push(new Array(10000).fill(all.length));
    }`;
    await test.accept('subject', operation(handler));
    expect(await call(test, { n: 0 })).toMatchObject({ status: 'threw' });
    await test.accept('other', operation(handler.replace('(n)', '({ n })')).replace("id: 'it'", "id: 'other'"));
    expect(await test.runtime.call({ extension: 'other', operation: 'other' }, { n: 1 })).toEqual({ status: 'stopped', limit: 'memory' });
  });

  it('ends a server that an extension has ended, and starts another one', async () => {
    await using test = await startAdapter(adapter);
    await test.accept('subject', operation('({ n }) => { if (n) throw new RangeError("no"); return 1; }'));
    await expect(call(test, { n: 1 })).rejects.toThrow(/^Directus ended with SIGABRT/);
    expect(await call(test, { n: 0 })).toEqual(returned(1));
  });
});
