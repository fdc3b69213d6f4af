import { describe, expect, it } from 'vitest';

import { inOwnProcess, type OwnProcessOptions, type Seen } from '../own-process.testing.ts';

const adapter = new URL('adapter.ts', import.meta.url);

const operation = (handler: string, inputs: readonly unknown[], options?: OwnProcessOptions): Promise<Seen> =>
  inOwnProcess(
    adapter,
    `import { log, sleep } from 'directus:api'; export default { id: 'it', handler: ${handler} };`,
    inputs.map((input) => [{ operation: 'it' }, input]),
    options,
  );

const absent = { status: 'absent' };

describe('the adapter of vm2', () => {
  it('runs an operation that logs and sleeps, and is absent after it was unloaded', async () => {
    expect(await operation('async (n) => { log("before"); await sleep(5); log("after"); return n + 1; }', [1, 2])).toEqual({
      seen: [{ status: 'returned', json: '2' }, { status: 'returned', json: '3' }, absent],
      logs: ['before', 'after', 'before', 'after'],
    });
  });

  it('dispatches filters, actions and endpoints', async () => {
    const hooks =
      'import { log } from "directus:api"; export default ({ filter, action }) => { filter("f", (p) => [...p, 1]); filter("f", async (p) => [...p, 2]); action("a", (p) => log("acted " + p)); };';
    const calls = [
      [{ filter: 'f' }, [0]],
      [{ action: 'a' }, 'x'],
    ] as const;
    expect(await inOwnProcess(adapter, hooks, calls, { type: 'hook' })).toEqual({
      seen: [{ status: 'returned', json: '[0,1,2]' }, { status: 'returned', undefined: true }, absent],
      logs: ['acted x'],
    });
    const routes = 'export default (router) => { router.get("/:x", ({ url }) => ({ status: 201, body: { url } })); };';
    const endpoint = { method: 'GET', target: '/a?b=c', headers: {}, body: null };
    expect(await inOwnProcess(adapter, routes, [[{ endpoint }, null]], { type: 'endpoint' })).toMatchObject({
      seen: [{ json: expect.stringContaining('"body":{"url":"/a?b=c"}') }, absent],
    });
  });

  it('refuses foreign imports, missing names and bodies that throw', async () => {
    expect(await inOwnProcess(adapter, 'import "node:fs"; export default 1', [])).toMatchObject({ seen: [{ refused: { phase: 'link' } }] });
    expect(await inOwnProcess(adapter, 'import { nope } from "directus:api"; nope();', [])).toMatchObject({
      seen: [{ refused: { phase: 'link', error: { name: 'SyntaxError' } } }],
    });
    expect(await inOwnProcess(adapter, 'throw new RangeError("no")', [])).toMatchObject({
      seen: [{ refused: { phase: 'evaluate', error: { name: 'RangeError', message: 'no' } } }],
    });
  });

  it('survives rejections that nobody catches', async () => {
    expect(await operation('() => { Promise.reject(1); (async () => { throw 2; })(); return 1; }', [null, null])).toMatchObject({
      seen: [{ json: '1' }, { json: '1' }, absent],
    });
  });

  it('stops a loop of the first slice and a call that never settles, and works again', async () => {
    expect(
      await operation('(n) => { while (n === 1); return n === 2 ? new Promise(() => {}) : n; }', [1, 0, 2, 0], { wallMs: 300 }),
    ).toMatchObject({
      seen: [
        { status: 'stopped', limit: 'cpu' },
        { status: 'returned', json: '0' },
        { status: 'stopped', limit: 'wall' },
        { status: 'returned', json: '0' },
        absent,
      ],
    });
  });

  it('keeps what leads out of a plain context inside', async () => {
    expect(await operation('() => globalThis.constructor.constructor("return typeof process")()', [null])).toMatchObject({
      seen: [{ json: '"undefined"' }, absent],
    });
  });

  it('hangs in a loop after an await, which is why it is here', async () => {
    await expect(operation('async () => { await sleep(1); for (;;); }', [null], { wallMs: 100, timeout: 6000 })).rejects.toMatchObject({
      killed: true,
      stderr: expect.stringContaining('calls start'),
      signal: 'SIGKILL',
    });
  });
});
