import { describe, expect, it } from 'vitest';

import { childProcesses } from './child-processes.testing.ts';
import { createRuntime } from './create-runtime.ts';
import { load, operation, tell } from './load-extension.testing.ts';
import { StoppedError } from './runtime-error.ts';

describe('a runtime over time', () => {
  it('unloads: calls in flight end, later ones find nothing, no process is left', async () => {
    const told = tell();
    await using runtime = createRuntime({ spares: 0, ...told.options });
    const sandbox = await load(runtime, operation('async () => { log("in"); await sleep(100); log("out"); }'));
    const call = sandbox.dispatch({ operation: 'it', input: null });
    await expect.poll(() => told.logs).toEqual(['subject: in']);
    await sandbox.dispose();
    expect(await call).toEqual({ status: 'absent' });
    expect(childProcesses()).toEqual([]);
    expect(await sandbox.dispatch({ operation: 'it', input: null })).toEqual({ status: 'absent' });
    await expect(sandbox.operation('it', {})).rejects.toMatchObject({ code: 'EXTENSION_UNLOADED' });
    await sandbox.dispose();
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(told.logs).toEqual(['subject: in']);
    expect(told.events).toEqual([]);
  });

  it('leaves no process behind when it is disposed, and loads nothing afterwards', async () => {
    const runtime = createRuntime({ spares: 2 });
    await load(runtime, operation('() => 1'));
    await expect.poll(() => runtime.stats()).toMatchObject({ sandboxes: 1, processes: 3, spares: 2 });
    expect(childProcesses()).toHaveLength(3);
    await runtime.dispose();
    expect(childProcesses()).toEqual([]);
    await expect(load(runtime, operation('() => 1'))).rejects.toMatchObject({ code: 'RUNTIME_DISPOSED' });
  });

  it('lets calls in flight finish within the grace, takes no others, and cuts what is late', async () => {
    const runtime = createRuntime({ spares: 1 });
    const sandbox = await load(runtime, operation('async ({ ms }) => { await sleep(ms); return ms; }'));
    const quick = sandbox.operation('it', { ms: 200 });
    const slow = sandbox.dispatch({ operation: 'it', input: { ms: 20_000 } });
    expect(runtime.stats().calls).toBe(2);
    const disposing = runtime.dispose({ graceMs: 1_000 });
    await expect(sandbox.operation('it', { ms: 1 })).rejects.toMatchObject({ code: 'RUNTIME_DISPOSED' });
    await expect(load(runtime, operation('() => 1'), { name: 'other' })).rejects.toMatchObject({ code: 'RUNTIME_DISPOSED' });
    expect((await sandbox.handle(new Request('http://host.test/'))).status).toBe(503);
    expect(await quick).toBe(200);
    expect(await slow).toEqual({ status: 'absent' });
    await disposing;
    expect(childProcesses()).toEqual([]);
  });

  it('waits no longer than its calls, and not at all when it is asked again', async () => {
    const idle = createRuntime({ spares: 0 });
    const sandbox = await load(idle, operation('async ({ ms }) => { await sleep(ms); return ms; }'));
    const call = sandbox.operation('it', { ms: 50 });
    await idle.dispose({ graceMs: 2 ** 31 - 1 });
    expect(await call).toBe(50);
    const hurried = createRuntime({ spares: 0 });
    const other = await load(hurried, operation('() => new Promise(() => {})'));
    const cut = other.dispatch({ operation: 'it', input: null });
    const slowly = hurried.dispose({ graceMs: 2 ** 31 - 1 });
    await hurried.dispose();
    await slowly;
    expect(await cut).toEqual({ status: 'absent' });
    expect(childProcesses()).toEqual([]);
  });

  it('survives a logger that throws', async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error): number => warnings.push(warning);
    process.on('warning', onWarning);
    try {
      await using runtime = createRuntime({
        spares: 0,
        logger: () => {
          throw new Error('disk full');
        },
      });
      const sandbox = await load(runtime, operation('() => { log("x"); return 1; }'));
      expect(await sandbox.operation('it', {})).toBe(1);
      await expect.poll(() => warnings.map(({ message }) => message)).toEqual(['The logger threw: Error: disk full']);
    } finally {
      process.off('warning', onWarning);
    }
  });

  it('throws a StoppedError that names the limit', async () => {
    await using runtime = createRuntime({ spares: 0, limits: { wallMs: 200 } });
    const sandbox = await load(runtime, operation('() => new Promise(() => {})'));
    const error: unknown = await sandbox.operation('it', {}).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StoppedError);
    expect(error).toMatchObject({ code: 'EXTENSION_STOPPED', limit: 'wall' });
  });
});
