import { monitorEventLoopDelay } from 'node:perf_hooks';

import { describe, expect, it } from 'vitest';

import type { Limits } from '../contract/limits.ts';
import { childProcesses } from './child-processes.testing.ts';
import { createRuntime } from './create-runtime.ts';
import type { Sandbox } from './create-sandbox.ts';
import { extensionFolder } from './extension-folder.testing.ts';
import type { ReferenceRuntime } from './reference-runtime.ts';

const limits: Partial<Limits> = { cpuMs: 100, wallMs: 1_000, memoryMiB: 48 };

const load = async (runtime: ReferenceRuntime, handler: string, name = 'subject', id = 'it'): Promise<Sandbox> => {
  await using extension = await extensionFolder(
    `import { log, sleep, request } from 'directus:api'; export default { id: '${id}', handler: ${handler} };`,
    { name },
  );
  return await runtime.load(extension);
};

/* What a handler does when its options say so; the limit that must end it. */
const abuses: readonly [string, string, string][] = [
  ['a loop', 'for (;;);', 'cpu'],
  ['a loop behind catch and finally', 'for (;;) { try { for (;;); } catch {} finally { continue; } }', 'cpu'],
  ['a loop after a sleep', 'await sleep(1); for (;;);', 'cpu'],
  ['a loop of microtasks', 'for (;;) await null;', 'cpu'],
  ['a loop in a reaction', 'Promise.resolve().then(() => { for (;;); }); await new Promise(() => {});', 'cpu'],
  ['a loop in a getter of the result', 'return { get a() { for (;;); } };', 'cpu'],
  ['a loop in toJSON', 'return { toJSON() { for (;;); } };', 'cpu'],
  ['a loop in a getter of what is thrown', 'throw { get name() { for (;;); } };', 'cpu'],
  ['a loop in the message of an error', 'throw Object.defineProperty(new Error(), "message", { get() { for (;;); } });', 'cpu'],
  ['a loop in prepareStackTrace', 'Error.prepareStackTrace = () => { for (;;); }; throw new Error("x").stack;', 'cpu'],
  [
    'a loop in prepareStackTrace of a stray rejection',
    'Error.prepareStackTrace = () => { for (;;); }; Promise.reject(new Error("x")); await sleep(1e6);',
    'cpu',
  ],
  [
    'a loop in a stray rejection',
    'Promise.reject({ get stack() { for (;;); }, get message() { for (;;); } }); await sleep(1); for (;;);',
    'cpu',
  ],
  ['a BigInt power', '7n ** 10n ** 8n;', 'cpu'],
  ['a BigInt text', '(2n ** 30_000_000n).toString(3);', 'cpu'],
  ['indexOf on a huge array-like', 'Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1);', 'cpu'],
  ['unshift on a huge array-like', 'Array.prototype.unshift.call({ length: 2 ** 53 - 2 }, 1);', 'cpu'],
  ['reverse of a huge array-like, after a sleep', 'await sleep(1); Array.prototype.reverse.call({ length: 2 ** 53 - 1 });', 'cpu'],
  ['a sort of a huge array', 'const all = new Array(2 ** 26); all.sort();  for (;;) all.sort();', 'cpu'],
  ['a regular expression', '/^(a+)+$/.test("a".repeat(64) + "b");', 'cpu'],
  ['Atomics.wait', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);', 'cpu'],
  /* The engine runs neither of these two: isolated-vm has nobody who would work off its tasks. */
  [
    'a loop in a finalizer',
    'globalThis.registry = new FinalizationRegistry(() => { for (;;); }); (() => { for (let at = 0; at < 100; at += 1) registry.register({}, at); })(); for (let at = 0; at < 1000; at += 1) { new Array(10_000).fill(at); if (at % 50 === 0) await sleep(1); } await sleep(1e6);',
    'wall',
  ],
  [
    'a loop after Atomics.waitAsync',
    'Atomics.waitAsync(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5).value.then(() => { for (;;); }); await sleep(1e6);',
    'wall',
  ],
  ['a promise that never settles', 'await new Promise(() => {});', 'wall'],
  ['a sleep beyond the limit', 'await sleep(1e6);', 'wall'],
  ['sleeps without end', 'for (;;) await sleep(1);', 'wall'],
  ['arrays without end', 'const all = []; for (;;) all.push(new Array(1000).fill(1.5));', 'memory'],
  ['a map without end', 'const map = new Map(); for (let at = 0; ; at += 1) map.set(at, at);', 'memory'],
  ['a huge fill', 'new Array(1e8).fill(0);', 'memory'],
  [
    'strings without end',
    'const all = []; for (let at = 0; ; at += 1) { all.push(("x" + at).repeat(10_000)); JSON.stringify(all[at]); }',
    'memory',
  ],
  ['more log records than allowed', 'for (;;) log("x");', 'log'],
  ['more sleeps than allowed', 'for (;;) sleep(1);', 'pending'],
  ['a result that is too big', 'return "x".repeat(2 ** 21);', 'result'],
];

describe('containment', () => {
  it.each(abuses)('stops %s, while host and neighbour go on, and works again', async (_, act, limit) => {
    const logs: string[] = [];
    const patient = limit === 'memory' ? { cpuMs: 8_000, wallMs: 15_000 } : {};
    await using runtime = createRuntime({
      spares: 0,
      limits: { ...limits, ...patient },
      logger: (extension, text) => logs.push(`${extension}: ${text}`),
    });
    const neighbour = await load(runtime, '({ n }) => n + 1', 'neighbour', 'add');
    const sandbox = await load(runtime, `async ({ act }) => { if (!act) return 'fine'; log('before'); await sleep(0); ${act} }`);
    const others = childProcesses().map(({ pid }) => pid);
    const lag = monitorEventLoopDelay({ resolution: 5 });
    lag.enable();
    let over = false;
    const stopped = sandbox.dispatch({ operation: 'it', input: { act: true } }).finally(() => (over = true));
    let answers = 0;
    while (!over) {
      expect(await neighbour.operation('add', { n: answers })).toBe(answers + 1);
      answers += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    lag.disable();
    expect(await stopped).toEqual({ status: 'stopped', limit });
    expect(answers).toBeGreaterThan(0);
    expect(lag.percentile(90) / 1e6).toBeLessThan(100);
    expect(logs[0]).toBe('subject: before');
    expect(childProcesses().filter(({ pid }) => others.includes(pid))).toHaveLength(1);
    expect(childProcesses()).toHaveLength(1);
    expect(await sandbox.operation('it', {})).toBe('fine');
    expect(runtime.stats()).toMatchObject({ stops: 1, respawns: 1, sandboxes: 2 });
  });
});

describe('a stop', () => {
  it('ends all calls in flight with the same limit, and nothing of them arrives afterwards', async () => {
    const logs: string[] = [];
    await using runtime = createRuntime({ spares: 0, limits, logger: (_, text) => logs.push(text) });
    const sandbox = await load(
      runtime,
      'async ({ loop }) => { if (loop) { await sleep(20); for (;;); } log("in"); await sleep(500); log("out"); }',
    );
    const calls = [{}, {}, { loop: true }].map((input) => sandbox.dispatch({ operation: 'it', input }));
    expect(await Promise.all(calls)).toEqual(Array.from({ length: 3 }, () => ({ status: 'stopped', limit: 'cpu' })));
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(logs).toEqual(['in', 'in']);
  });

  it('lets calls that come during it wait for the next realm', async () => {
    await using runtime = createRuntime({ spares: 1, limits });
    const sandbox = await load(runtime, 'async ({ loop }) => { if (loop) for (;;); return 1; }');
    const first = sandbox.dispatch({ operation: 'it', input: { loop: true } });
    expect(await first).toEqual({ status: 'stopped', limit: 'cpu' });
    expect(await Promise.all([1, 2, 3].map(() => sandbox.operation('it', {})))).toEqual([1, 1, 1]);
    expect(runtime.stats()).toMatchObject({ stops: 1, respawns: 1 });
  });

  it('makes an extension unavailable that registers something else afterwards', async () => {
    await using extension = await extensionFolder(
      'export default ({ filter }) => { filter("e" + Math.random(), () => 1); filter("e", () => { for (;;); }); };',
      { type: 'hook' },
    );
    await using runtime = createRuntime({ spares: 0, limits });
    const sandbox = await runtime.load(extension);
    await expect(sandbox.filter('e', null)).rejects.toMatchObject({ limit: 'cpu' });
    await expect(sandbox.filter('e', null)).rejects.toMatchObject({ code: 'EXTENSION_UNAVAILABLE' });
    expect(await sandbox.dispatch({ filter: 'e', input: null })).toEqual({ status: 'absent' });
    expect(childProcesses()).toEqual([]);
  });

  it('ends what a call left running, no later than a call would end', async () => {
    const logs: string[] = [];
    await using runtime = createRuntime({ spares: 0, limits: { ...limits, wallMs: 300 }, logger: (_, text) => logs.push(text) });
    const sandbox = await load(
      runtime,
      '({ forever }) => { (async () => { for (let at = 0; forever || at < 3; at += 1) { await sleep(10); log("tick"); } })(); return 1; }',
    );
    expect(await sandbox.operation('it', {})).toBe(1);
    await expect.poll(() => logs).toHaveLength(3);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(runtime.stats().stops).toBe(0);
    expect(await sandbox.operation('it', { forever: true })).toBe(1);
    await expect.poll(() => runtime.stats().stops, { timeout: 5_000 }).toBe(1);
    await expect.poll(() => childProcesses()).toEqual([]);
    expect(logs.length).toBeGreaterThan(5);
    expect(await sandbox.operation('it', {})).toBe(1);
  });
});
