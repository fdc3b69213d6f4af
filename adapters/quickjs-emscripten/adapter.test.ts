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
} from '../adapter-tests.testing.ts';
import { startAdapter } from '../in-process.testing.ts';
import adapter from './adapter.ts';

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

  itRunsOperations(adapter);
  itOpensEveryDoor(adapter);
  itRefuses(adapter, { cpuMs: 60, loadMs: 300 }, [
    ...refusedByEngines,
    ['an import of the boot module', 'import "sandproof:boot"; export default { id: "it", handler() {} };', { phase: 'link' }],
    ['a body that throws what it throws itself', 'throw "linked"', { phase: 'evaluate', error: { message: 'linked' } }],
    ['a body that loops behind a microtask', 'await null; for (;;);', { phase: 'evaluate', limit: 'cpu' }],
  ]);
  itStopsLoops(
    adapter,
    { cpuMs: 60, wallMs: 1000 },
    {
      'behind catch and finally': '(n) => { log("alive"); while (n) { try { for (;;); } catch {} finally { continue; } } }',
    },
  );

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
