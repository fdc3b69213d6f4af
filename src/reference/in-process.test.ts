import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { childProcesses } from './child-processes.testing.ts';
import { createRuntime } from './create-runtime.ts';
import { load, operation, refusal, tell, type Told } from './load-extension.testing.ts';
import type { ReferenceRuntime } from './reference-runtime.ts';

const limits = { cpuMs: 100, wallMs: 500 };
const open = (told: Told): ReferenceRuntime => createRuntime({ isolation: 'in-process', limits, ...told.options });

describe('an isolate in this process', () => {
  const warnings: Error[] = [];
  const onWarning = (warning: Error): number => warnings.push(warning);
  beforeAll(() => process.on('warning', onWarning));
  afterAll(() => process.off('warning', onWarning));

  it('says what it is, in an event, a warning and on the sandbox, and starts no process', async () => {
    const told = tell();
    await using runtime = open(told);
    const sandbox = await load(runtime, operation('() => 1'));
    expect(await sandbox.operation('it', {})).toBe(1);
    expect(sandbox.isolation).toMatchObject({
      kind: 'in-process',
      measures: expect.arrayContaining([{ measure: 'a process of its own', present: false }]),
    });
    expect(told.events).toEqual([{ type: 'isolation', missing: expect.arrayContaining(['a process of its own']) }]);
    await expect
      .poll(() => warnings)
      .toEqual([expect.objectContaining({ code: 'SANDPROOF_ISOLATION', message: expect.stringContaining('a process of its own') })]);
    expect(childProcesses()).toEqual([]);
    expect(runtime.stats()).toMatchObject({ processes: 0, spares: 0, sandboxes: 1 });
  });

  it('answers sync and async handlers, in their order and many at once, with their logs', async () => {
    const told = tell();
    await using runtime = open(told);
    const sandbox = await load(
      runtime,
      operation(
        '({ n, later }) => { log("n" + n); return later ? (async () => { await sleep(n % 3); log("late" + n); return n; })() : n; }',
      ),
    );
    const inputs = Array.from({ length: 100 }, (_, n) => ({ n, later: n % 2 === 0 }));
    expect(await Promise.all(inputs.map((input) => sandbox.operation('it', input)))).toEqual(inputs.map(({ n }) => n));
    expect(told.logs.filter((line) => line.startsWith('subject: n'))).toEqual(inputs.map(({ n }) => `subject: n${n}`));
    expect(told.logs).toHaveLength(150);
  });

  it('hands on what code records after its call is over', async () => {
    const told = tell();
    await using runtime = open(told);
    const sandbox = await load(runtime, operation('() => { Promise.resolve().then(() => log("after")); return 1; }'));
    expect(await sandbox.operation('it', {})).toBe(1);
    await expect.poll(() => told.logs).toEqual(['subject: after']);
  });

  it('loads with a top-level await, and refuses as a process does', async () => {
    await using runtime = open(tell());
    const sandbox = await load(
      runtime,
      `import { sleep } from 'directus:api'; await sleep(5); export default { id: 'it', handler: () => 2 };`,
    );
    expect(await sandbox.operation('it', {})).toBe(2);
    expect(await refusal(runtime, 'import "node:fs"; export default 1', { name: 'b' })).toMatchObject({ phase: 'link' });
    expect(await refusal(runtime, 'for (;;);', { name: 'b' })).toMatchObject({ phase: 'evaluate', limit: 'cpu' });
    expect(await refusal(runtime, 'await new Promise(() => {});', { name: 'b' }, { loadMs: 100 })).toMatchObject({
      phase: 'evaluate',
      limit: 'load',
    });
    expect(await refusal(runtime, 'export default 1', { name: 'b' })).toMatchObject({ phase: 'register' });
  });

  it.each([
    ['a loop', 'for (;;);', 'cpu'],
    ['a loop in a microtask', 'Promise.resolve().then(() => { for (;;); }); return 1;', 'cpu'],
    ['a loop after a sleep', 'await sleep(1); for (;;);', 'cpu'],
    ['a promise that never settles', 'await new Promise(() => {});', 'wall'],
  ])('stops %s, and works again', async (_, act, limit) => {
    const told = tell();
    await using runtime = createRuntime({
      isolation: 'in-process',
      limits,
      ...told.options,
    });
    const sandbox = await load(runtime, operation(`async ({ act }) => { if (!act) return 'fine'; ${act} }`));
    const outcome = await sandbox.dispatch({ operation: 'it', input: { act: true } });
    expect(outcome).toEqual({ status: 'stopped', limit });
    await expect.poll(() => told.events.filter(({ type }) => type === 'stop')).toHaveLength(1);
    expect(await sandbox.operation('it', {})).toBe('fine');
    expect(runtime.stats()).toMatchObject({ stops: 1, respawns: 1 });
  });

  it('unloads', async () => {
    await using runtime = open(tell());
    const sandbox = await load(runtime, operation('async () => { await sleep(1e5); }'));
    const call = sandbox.dispatch({ operation: 'it', input: null });
    await sandbox.dispose();
    expect(await call).toEqual({ status: 'absent' });
    await expect(sandbox.operation('it', {})).rejects.toMatchObject({ code: 'EXTENSION_UNLOADED' });
  });
});
