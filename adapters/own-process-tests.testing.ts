import { expect, it } from 'vitest';

import { operation } from './adapter-tests.testing.ts';
import { inOwnProcess, type OwnProcessOptions, type Seen } from './own-process.testing.ts';

/** An adapter that changes its process or hangs in it, as its tests use it. */
export interface Apart {
  /** See {@link inOwnProcess}. */
  load(source: string, calls?: Parameters<typeof inOwnProcess>[2], options?: OwnProcessOptions): Promise<Seen>;
  /** The same with an operation of this handler, called once for each input. */
  operation(handler: string, inputs: readonly unknown[], options?: OwnProcessOptions): Promise<Seen>;
}

/** The adapter at this URL, in a node of its own each time. */
export const apart = (adapter: URL, flags: readonly string[] = []): Apart => {
  const load: Apart['load'] = (source, calls = [], options = {}) => inOwnProcess(adapter, source, calls, { flags, ...options });
  return {
    load,
    operation: (handler, inputs, options) =>
      load(
        operation(handler),
        inputs.map((input) => [{ operation: 'it' }, input]),
        options,
      ),
  };
};

/** The outcome of a call when nothing is there to be called. */
export const absent = { status: 'absent' };

/** Tests that an operation logs, sleeps and returns, and is absent after it was unloaded. */
export const itRunsOperationsApart = (adapter: Apart): void => {
  it('runs an operation that logs and sleeps, and is absent after it was unloaded', async () => {
    expect(await adapter.operation('async (n) => { log("before"); await sleep(5); log("after"); return n + 1; }', [1, 2])).toEqual({
      seen: [{ status: 'returned', json: '2' }, { status: 'returned', json: '3' }, absent],
      logs: ['before', 'after', 'before', 'after'],
    });
  });
};

/** Tests filters, actions and endpoints. */
export const itOpensEveryDoorApart = (adapter: Apart): void => {
  it('dispatches filters, actions and endpoints', async () => {
    const hooks =
      'import { log } from "directus:api"; export default ({ filter, action }) => { filter("f", (p) => [...p, 1]); filter("f", async (p) => [...p, 2]); action("a", (p) => log("acted " + p)); };';
    const calls = [
      [{ filter: 'f' }, [0]],
      [{ action: 'a' }, 'x'],
    ] as const;
    expect(await adapter.load(hooks, calls, { type: 'hook' })).toEqual({
      seen: [{ status: 'returned', json: '[0,1,2]' }, { status: 'returned', undefined: true }, absent],
      logs: ['acted x'],
    });
    const routes = 'export default (router) => { router.get("/:x", ({ url }) => ({ status: 201, body: { url } })); };';
    const endpoint = { method: 'GET', target: '/a?b=c', headers: {}, body: null };
    expect(await adapter.load(routes, [[{ endpoint }, null]], { type: 'endpoint' })).toMatchObject({
      seen: [{ json: expect.stringContaining('"body":{"url":"/a?b=c"}') as unknown }, absent],
    });
  });
};

/** Tests that a body that throws and a wrong export are refused, and `more`: what is wrong, the source, and what the refusal has. */
export const itRefusesApart = (adapter: Apart, more: readonly (readonly [what: string, source: string, refused: object])[]): void => {
  it.each([
    ...more,
    ['a body that throws', 'throw new RangeError("no")', { phase: 'evaluate', error: { name: 'RangeError', message: 'no' } }] as const,
    ['a wrong default export', 'export default 1', { phase: 'register', error: { name: 'TypeError' } }] as const,
  ])('refuses %s', async (_, source, refused) => {
    expect(await adapter.load(source, [[{ operation: 'it' }, null]])).toMatchObject({ seen: [{ refused }, absent, absent] });
  });
};

/** Tests that rejections that nobody catches end nothing. */
export const itSurvivesRejectionsApart = (adapter: Apart): void => {
  it('survives rejections that nobody catches', async () => {
    expect(await adapter.operation('() => { Promise.reject(1); (async () => { throw 2; })(); return 1; }', [null, null])).toMatchObject({
      seen: [{ json: '1' }, { json: '1' }, absent],
    });
  });
};

/** Tests the timeout of contexts of `node:vm`: it covers the first slice, and a call has a clock of its own. */
export const itStopsFirstSlicesApart = (adapter: Apart): void => {
  it('stops a loop of the first slice and a call that never settles, and works again', async () => {
    const handler = '(n) => { while (n === 1); return n === 2 ? new Promise(() => {}) : n; }';
    expect(await adapter.operation(handler, [1, 0, 2, 0], { wallMs: 300 })).toMatchObject({
      seen: [
        { status: 'stopped', limit: 'cpu' },
        { status: 'returned', json: '0' },
        { status: 'stopped', limit: 'wall' },
        { status: 'returned', json: '0' },
        absent,
      ],
    });
  });
};

/** Tests that this handler holds the whole process up. */
export const itHangsApart = (adapter: Apart, where: string, handler: string): void => {
  it(`hangs ${where}, which is why it is here`, async () => {
    await expect(adapter.operation(handler, [null], { wallMs: 100, timeout: 6000 })).rejects.toMatchObject({
      killed: true,
      stderr: expect.stringContaining('calls start') as unknown,
      signal: 'SIGKILL',
    });
  });
};

/** What hangs where only the first slice has a timeout. */
export const loopAfterAwait = ['in a loop after an await', 'async () => { await sleep(1); for (;;); }'] as const;
