import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

import { describe, expect, it } from 'vitest';

import type { Outcome } from '../../src/contract/outcome.ts';
import { lackOfRuntime } from '../../src/harness/installed-runtime.ts';
import {
  call,
  itOpensEveryDoor,
  itRefuses,
  itRunsOperations,
  operation,
  refusedByEngines,
  returned,
  texts,
} from '../adapter-tests.testing.ts';
import { startAdapter } from '../in-process.testing.ts';
import adapter from './adapter.ts';

describe.skipIf(lackOfRuntime('workerd') !== undefined)('the adapter of workerd', () => {
  it('describes itself', async () => {
    expect(await adapter.describe()).toMatchObject({ name: 'workerd', version: expect.stringMatching(/^1\.\d{8}\.\d+$/) });
  });

  itRunsOperations(adapter);
  itOpensEveryDoor(adapter);

  it('runs calls that overlap', async () => {
    await using test = await startAdapter(adapter);
    await test.accept('subject', operation('async (n) => { log("before"); await sleep(5); log("after"); return n + 1; }'));
    expect(await Promise.all([call(test, 1), call(test, 2)])).toEqual([returned(2), returned(3)]);
    expect(texts(test)).toEqual(['before', 'before', 'after', 'after']);
  });

  it('carries texts of every length in both directions', async () => {
    await using test = await startAdapter(adapter);
    await test.accept('subject', operation('(text) => text'));
    for (const length of [0, 60, 125, 126, 200, 65_535, 65_536, 1_000_000]) {
      const input = 'ä'.repeat(length / 2);
      expect(await call(test, input)).toEqual(returned(input));
    }
  });

  it('leads what an extension connects to by itself through the process of the host', async () => {
    await using test = await startAdapter(adapter);
    const server = createServer((socket) => socket.end('from outside'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const connects =
      'async (address) => { const { connect } = await import("cloudflare:sockets"); const { value } = await connect(address).readable.getReader().read(); return value.length; }';
    await test.accept('subject', operation(connects));
    expect(await call(test, `127.0.0.1:${String((server.address() as AddressInfo).port)}`)).toEqual(returned('from outside'.length));
    server.close();
  });

  it('waits for the end of a module body that sleeps', async () => {
    await using test = await startAdapter(adapter);
    await test.accept('subject', 'import { sleep } from "directus:api"; await sleep(5); export default { id: "it", handler: () => 1 };');
    expect(await call(test)).toEqual(returned(1));
  });

  it('takes what came of an import() after everything else was told', async () => {
    await using test = await startAdapter(adapter);
    await test.accept('subject', operation('async () => { log("before"); return Object.keys(await import("directus:api")).sort(); }'));
    expect(await call(test)).toEqual(returned(['log', 'request', 'sleep']));
  });

  itRefuses(adapter, { cpuMs: 100, loadMs: 1500 }, [
    ...refusedByEngines,
    ['a module of Node that every worker has', 'import "node:process"; export default 1', { phase: 'evaluate' }],
    ['a body that loops behind a microtask', 'await null; for (;;);', { phase: 'evaluate', limit: 'cpu' }],
  ]);

  it('ends the process of a loop, which works again at the next call, and no other', async () => {
    await using test = await startAdapter(adapter);
    const loops = 'async (n) => { if (n === 1) for (;;); await sleep(1); if (n === 2) for (;;); return n; }';
    await test.accept('subject', operation(loops), { limits: { cpuMs: 100 } });
    await test.accept('other', 'let calls = 0; export default { id: "other", handler: () => (calls += 1) };');
    const other = (): Promise<Outcome> => test.runtime.call({ extension: 'other', operation: 'other' }, null);
    for (const [n, before] of [1, 2].entries()) {
      expect(await other()).toEqual(returned(n + 1));
      expect(await call(test, before)).toEqual({ status: 'stopped', limit: 'cpu' });
      expect(await call(test, 0)).toEqual(returned(0));
    }
    expect(await other()).toEqual(returned(3));
  });

  it('says that memory was short, and starts a new process at the next call', async () => {
    await using test = await startAdapter(adapter);
    const fills = '(n) => { const kept = []; while (n === 1) kept.push(new Array(10_000).fill(n)); return n; }';
    await test.accept('subject', operation(fills), { limits: { cpuMs: 8000, memoryMiB: 32 } });
    expect(await call(test, 1)).toEqual({ status: 'stopped', limit: 'memory' });
    expect(await call(test, 0)).toEqual(returned(0));
  });

  it('leaves the realm nothing but what is standard, and no code of text', async () => {
    await using test = await startAdapter(adapter);
    await test.accept(
      'subject',
      operation(
        '() => { const made = []; for (const make of [eval, Function]) try { make("1"); made.push(make.name); } catch {} return [typeof fetch, typeof console, typeof WebSocketPair, typeof pump, Object.getPrototypeOf(globalThis) === Object.prototype, made]; }',
      ),
    );
    expect(await call(test)).toEqual(returned(['undefined', 'undefined', 'undefined', 'undefined', true, []]));
  });

  it('lets nobody but the host enter the module of the worker', async () => {
    await using test = await startAdapter(adapter);
    await test.accept(
      'subject',
      operation(
        'async () => { const own = import.meta.url; const found = new Set(); for (const name of new Error().stack.match(/sandproof:[-0-9a-f]+/g)) { if (name !== own) found.add(await import(name).then(({ default: entrance }) => { try { return entrance.fetch(); } catch (error) { return error.message; } })); } return [...found]; }',
      ),
    );
    expect(await call(test)).toEqual(returned(['This worker has its host already']));
  });
});
