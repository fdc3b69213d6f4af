import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import type { Host, Runtime, Sandbox } from '../../src/contract/adapter.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Limits } from '../../src/contract/limits.ts';
import type { Outcome } from '../../src/contract/outcome.ts';
import { childProcesses } from '../../src/reference/child-processes.testing.ts';
import { extensionFolder, type ExtensionSketch } from '../../src/reference/extension-folder.testing.ts';
import adapter from './adapter.ts';

interface Test extends AsyncDisposable {
  readonly runtime: Runtime;
  readonly logs: readonly string[];
  load(source: string, sketch?: ExtensionSketch, limits?: Partial<Limits>): ReturnType<Runtime['load']>;
  accept(source: string, sketch?: ExtensionSketch, limits?: Partial<Limits>): Promise<Sandbox>;
  call(input?: Json): Promise<Outcome>;
}

const start = async (fault?: string): Promise<Test> => {
  const logs: string[] = [];
  const host: Host = {
    log: (_, text) => logs.push(text),
    network: { resolve: async () => ['203.0.113.7'] },
    options: {},
    ...(fault === undefined ? {} : { fault }),
  };
  const runtime = await adapter.start(host);
  const load: Test['load'] = async (source, sketch, limits = {}) => {
    await using extension = await extensionFolder(source, sketch);
    return await runtime.load(extension, { limits });
  };
  return {
    runtime,
    logs,
    load,
    async accept(...given) {
      const loaded = await load(...given);
      if ('refused' in loaded) throw new Error(`expected a load, got ${JSON.stringify(loaded.refused)}`);
      return loaded.sandbox;
    },
    call: (input = null) => runtime.call({ extension: 'subject', operation: 'it' }, input),
    [Symbol.asyncDispose]: () => runtime[Symbol.asyncDispose](),
  };
};

const operation = (handler: string): string =>
  `import { log, sleep, request } from 'directus:api'; export default { id: 'it', handler: ${handler} };`;
const returned = (value: unknown): Outcome => ({ status: 'returned', json: JSON.stringify(value) });
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('the adapter of the reference', () => {
  it('has no known failure', () => {
    expect(JSON.parse(readFileSync(new URL('known-failures.json', import.meta.url), 'utf8'))).toEqual([]);
  });

  it('describes itself', async () => {
    expect(await adapter.describe()).toMatchObject({
      name: 'reference',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      engine: `V8 ${process.versions.v8}`,
      claims: ['memory-limit', 'bundle', 'address-policy'],
    });
  });

  it('loads, calls and unloads; the result is text', async () => {
    await using test = await start();
    const loaded = await test.load(operation('(options) => { log("called"); return options; }'), {}, { cpuMs: 77 });
    expect(loaded).toMatchObject({ limits: { cpuMs: 77, wallMs: 30_000 } });
    if ('refused' in loaded) return;
    expect(await test.call(JSON.parse('{"__proto__":{"x":1},"then":2}') as Json)).toEqual({
      status: 'returned',
      json: '{"__proto__":{"x":1},"then":2}',
    });
    expect(test.logs).toEqual(['called']);
    expect(await test.runtime.call({ extension: 'subject', operation: 'other' }, null)).toEqual({ status: 'absent' });
    await loaded.sandbox[Symbol.asyncDispose]();
    expect(await test.call()).toEqual({ status: 'absent' });
    expect(test.logs).toEqual(['called']);
  });

  it('tells undefined, thrown values and errors apart', async () => {
    await using test = await start();
    await test.accept(operation('({ what }) => { if (what === 1) throw [1]; if (what === 2) throw new TypeError("no"); }'));
    expect(await test.call({ what: 0 })).toEqual({ status: 'returned', undefined: true });
    expect(await test.call({ what: 1 })).toEqual({ status: 'threw', thrown: '[1]' });
    expect(await test.call({ what: 2 })).toEqual({ status: 'threw', thrown: 'null', error: { name: 'TypeError', message: 'no' } });
  });

  it('gives what a client of an endpoint would get', async () => {
    await using test = await start();
    await test.accept(
      'export default (router) => { router.get("/:x", ({ url }) => ({ status: 201, body: { url } })); router.post("/", () => { throw new Error("secret"); }); };',
      { type: 'endpoint' },
    );
    const endpoint = { method: 'GET', target: '/a?b=c', headers: {}, body: null };
    const call = (more: object): Promise<Outcome> => test.runtime.call({ extension: 'subject', endpoint: { ...endpoint, ...more } }, null);
    expect(await call({})).toEqual(
      returned({
        status: 201,
        headers: { 'content-type': 'application/json; charset=utf-8', 'x-content-type-options': 'nosniff' },
        body: { url: '/a?b=c' },
      }),
    );
    expect(await call({ method: 'DELETE' })).toEqual({ status: 'absent' });
    const failed = await call({ method: 'POST', target: '/' });
    expect(failed).toMatchObject({ status: 'returned', json: expect.stringMatching(/^\{"status":500,/) });
    expect(JSON.stringify(failed)).not.toContain('secret');
  });

  it('refuses with phase and limit, and names no absent extension', async () => {
    await using test = await start();
    expect(await test.load('import "node:fs"; export default 1')).toMatchObject({ refused: { phase: 'link', error: { name: 'Error' } } });
    expect(await test.load('for (;;);', {}, { cpuMs: 50 })).toMatchObject({ refused: { phase: 'evaluate', limit: 'cpu' } });
    expect(await test.load(operation('() => 1'), { scopes: { nope: {} } })).toMatchObject({ refused: { phase: 'manifest' } });
    expect(await test.call()).toEqual({ status: 'absent' });
  });
});

describe('a seam of the reference', () => {
  const loops = operation(
    'async ({ at }) => { log("in"); if (at === "once") for (;;); if (at === "later") { await sleep(1); log("later"); for (;;); } return 1; }',
  );
  const limits = { cpuMs: 100, wallMs: 600 };

  it('is listed for every fault, and an unknown fault is refused', async () => {
    for (const fault of adapter.seams ?? []) {
      await using test = await start(fault);
      await test.accept(operation('() => 1'));
      expect([fault, await test.call()]).toEqual([fault, returned(1)]);
    }
    await expect(start('no-such-fault')).rejects.toThrow('"no-such-fault"');
  });

  it('timeout-not-armed-on-delivery lets a loop after an await run on, and no other', async () => {
    await using honest = await start();
    await honest.accept(loops, {}, limits);
    expect(await honest.call({ at: 'later' })).toEqual({ status: 'stopped', limit: 'cpu' });
    await using faulty = await start('timeout-not-armed-on-delivery');
    await faulty.accept(loops, {}, limits);
    expect(await faulty.call({ at: 'later' })).toEqual({ status: 'stopped', limit: 'wall' });
    expect(await faulty.call({ at: 'once' })).toEqual({ status: 'stopped', limit: 'cpu' });
    expect(await faulty.call({})).toEqual(returned(1));
  });

  it('timeout-not-armed lets every loop run on until the wall clock', async () => {
    await using test = await start('timeout-not-armed');
    await test.accept(loops, {}, limits);
    expect(await test.call({ at: 'once' })).toEqual({ status: 'stopped', limit: 'wall' });
    expect(await test.call({})).toEqual(returned(1));
  });

  it('keeps-running-after-stop says stopped and goes on', async () => {
    await using test = await start('keeps-running-after-stop');
    await test.accept(
      operation('async ({ loop }) => { if (loop) for (;;); for (;;) { log("tick"); await sleep(20); } }'),
      {},
      { cpuMs: 50, wallMs: 400 },
    );
    expect(await test.call({})).toEqual({ status: 'stopped', limit: 'wall' });
    const ticks = test.logs.length;
    await wait(200);
    expect(test.logs.length).toBeGreaterThan(ticks);
    const before = childProcesses().length;
    expect(await test.call({ loop: true })).toEqual({ status: 'stopped', limit: 'cpu' });
    expect(childProcesses().length).toBeGreaterThanOrEqual(before);
    await test.runtime[Symbol.asyncDispose]();
    expect(childProcesses()).toEqual([]);
  });

  it('unload-keeps-handlers answers after unloading', async () => {
    await using test = await start('unload-keeps-handlers');
    const sandbox = await test.accept(loops);
    await sandbox[Symbol.asyncDispose]();
    expect(await test.call({})).toEqual(returned(1));
  });

  it('requests-go-unchecked sends what no scope grants', async () => {
    const request = operation('async () => { try { await request("http://[::1]:1/outside"); } catch (error) { return error.message; } }');
    await using honest = await start();
    await honest.accept(request);
    expect(JSON.stringify(await honest.call())).toContain('No permission');
    await using faulty = await start('requests-go-unchecked');
    await faulty.accept(request, { scopes: {} });
    expect(JSON.stringify(await faulty.call())).not.toContain('No permission');
  });
});
