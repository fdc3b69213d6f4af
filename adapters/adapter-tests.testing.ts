import { expect, it } from 'vitest';

import type { Adapter } from '../src/contract/adapter.ts';
import type { Json } from '../src/contract/json.ts';
import type { Limits } from '../src/contract/limits.ts';
import type { Outcome } from '../src/contract/outcome.ts';
import { startAdapter, type TestRuntime } from './in-process.testing.ts';

/** Source of an operation with this handler; `before` stands in front of the export. */
export const operation = (handler: string, before = ''): string =>
  `import { log, sleep, request } from 'directus:api'; ${before}; export default { id: 'it', handler: ${handler} };`;

/** Calls the operation `it` of an extension. */
export const call = (test: TestRuntime, input: Json = null, extension = 'subject'): Promise<Outcome> =>
  test.runtime.call({ extension, operation: 'it' }, input);

/** The outcome of a call that gave this value. */
export const returned = (value: unknown): Outcome => ({ status: 'returned', json: JSON.stringify(value) });

/** What was logged, in order. */
export const texts = ({ logs }: TestRuntime): readonly string[] => logs.map(({ text }) => text);

/** Tests that an operation logs, sleeps and returns, and is absent after it was unloaded. */
export const itRunsOperations = (adapter: Adapter): void => {
  it('runs an operation that logs and sleeps, and is absent after it was unloaded', async () => {
    await using test = await startAdapter(adapter);
    const sandbox = await test.accept(
      'subject',
      operation(
        'async (options) => { log("before\\n"); const t = Date.now(); await sleep(30); log("\u{1f600}"); return [options, Date.now() - t >= 28]; }',
      ),
    );
    expect(await call(test, { a: '\0\u{1f600}' })).toEqual(returned([{ a: '\0\u{1f600}' }, true]));
    expect(test.logs).toEqual([
      { extension: 'subject', text: expect.stringMatching(/^before[^\n]+$/) },
      { extension: 'subject', text: '\u{1f600}' },
    ]);
    expect(await test.runtime.call({ extension: 'subject', operation: 'other' }, null)).toEqual({ status: 'absent' });
    await sandbox[Symbol.asyncDispose]();
    expect(await call(test)).toEqual({ status: 'absent' });
  });
};

/** Tests filters, actions and endpoints. */
export const itOpensEveryDoor = (adapter: Adapter): void => {
  it('dispatches filters, actions and endpoints', async () => {
    await using test = await startAdapter(adapter);
    await test.accept(
      'hooks',
      'import { log } from "directus:api"; export default ({ filter, action }) => { filter("f", (p) => [...p, 1]); filter("f", async (p) => [...p, 2]); action("a", (p) => log("acted " + p)); };',
      { type: 'hook' },
    );
    await test.accept('routes', 'export default (router) => { router.get("/:x", ({ url }) => ({ status: 201, body: { url } })); };', {
      type: 'endpoint',
    });
    expect(await test.runtime.call({ extension: 'hooks', filter: 'f' }, [0])).toEqual(returned([0, 1, 2]));
    expect(await test.runtime.call({ extension: 'hooks', action: 'a' }, 'x')).toEqual({ status: 'returned', undefined: true });
    expect(test.logs).toEqual([{ extension: 'hooks', text: 'acted x' }]);
    const endpoint = { method: 'GET', target: '/a?b=c', headers: {}, body: null };
    expect(await test.runtime.call({ extension: 'routes', endpoint }, null)).toEqual(
      returned({ status: 201, headers: { 'content-type': 'application/json; charset=utf-8' }, body: { url: '/a?b=c' } }),
    );
    expect(await test.runtime.call({ extension: 'routes', endpoint: { ...endpoint, method: 'POST' } }, null)).toEqual({ status: 'absent' });
  });
};

/** What a load is refused with: what is wrong, the source, and what the refusal has. */
export type RefusedSource = readonly [what: string, source: string, refused: object];

/** What engines without modules of their own refuse; Deno and Bun answer otherwise. */
export const refusedByEngines: readonly RefusedSource[] = [
  ['a module of Node', 'import "node:fs"; export default { id: "it", handler() {} };', { phase: 'link' }],
  ['a syntax error', 'export default (', { phase: 'link', error: { name: 'SyntaxError' } }],
];

const refusedByAll: readonly RefusedSource[] = [
  ['a file beside it', 'import "./other.js"; export default { id: "it", handler() {} };', { phase: 'link' }],
  [
    'a name that does not exist',
    'import { nope } from "directus:api"; export default { id: "it", handler() {} };',
    { phase: 'link', error: { name: 'SyntaxError' } },
  ],
  ['a body that throws', 'throw new RangeError("no")', { phase: 'evaluate', error: { name: 'RangeError', message: 'no' } }],
  [
    'a body that throws later',
    'import { sleep } from "directus:api"; await sleep(5); await sleep(5); throw new RangeError("late")',
    { phase: 'evaluate', error: { message: 'late' } },
  ],
  ['a body that loops later', 'import { sleep } from "directus:api"; await sleep(5); for (;;);', { phase: 'evaluate', limit: 'cpu' }],
  ['a body that never ends', 'await new Promise(() => {}); export default 1', { phase: 'evaluate', limit: 'load' }],
  ['a wrong default export', 'export default 1', { phase: 'register', error: { name: 'TypeError' } }],
  ['a getter that loops while registering', 'export default { get id() { for (;;); } }', { phase: 'register', limit: 'cpu' }],
];

/** Tests what every runtime refuses, and `more`. */
export const itRefuses = (adapter: Adapter, limits: Partial<Limits>, more: readonly RefusedSource[] = []): void => {
  it.each([...refusedByAll, ...more])('refuses %s', async (_, source, refused) => {
    await using test = await startAdapter(adapter);
    expect(await test.load('subject', source, { limits })).toMatchObject({ refused });
    expect(await call(test)).toEqual({ status: 'absent' });
  });
};

const loops: Readonly<Record<string, string>> = {
  'in the handler': 'async (n) => { log("alive"); if (n) for (;;); }',
  'after a sleep': 'async (n) => { log("alive"); await sleep(1); if (n) for (;;); }',
  'in microtasks': 'async (n) => { log("alive"); if (n) for (;;) await null; }',
};

/** Tests that loops of a handler are stopped at its processor limit, and `more` by where they are. */
export const itStopsLoops = (adapter: Adapter, limits: Partial<Limits>, more: Readonly<Record<string, string>> = {}): void => {
  it.each(Object.entries({ ...loops, ...more }))(
    'stops a loop %s, delivers what was logged before, and works again',
    async (_, handler) => {
      await using test = await startAdapter(adapter);
      await test.accept('subject', operation(handler), { limits });
      expect(await call(test, [1])).toEqual({ status: 'stopped', limit: 'cpu' });
      expect(texts(test)).toEqual(['alive']);
      expect(await call(test)).toEqual({ status: 'returned', undefined: true });
      expect(test.logs).toHaveLength(2);
    },
  );
};
