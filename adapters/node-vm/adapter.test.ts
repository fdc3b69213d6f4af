import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { describe, expect, it } from 'vitest';

const run = promisify(execFile);

const operation = (handler: string): string =>
  `import { log, sleep } from 'directus:api'; export default { id: 'it', handler: ${handler} };`;

/** Loads an operation in a node of its own, with the flag that the adapter needs, calls it once per input, unloads it, and calls it again. */
const outcomes = async (
  source: string,
  inputs: readonly unknown[],
  options: { readonly wallMs?: number; readonly timeout?: number } = {},
): Promise<unknown> => {
  const program = `
    import { startAdapter } from ${JSON.stringify(new URL('../in-process.testing.ts', import.meta.url).href)};
    import adapter from ${JSON.stringify(new URL('adapter.ts', import.meta.url).href)};
    await using test = await startAdapter(adapter);
    const loaded = await test.load('subject', ${JSON.stringify(source)}, { limits: { cpuMs: 100, wallMs: ${options.wallMs ?? 2000} } });
    const seen = 'refused' in loaded ? [loaded] : [];
    const call = async (input) => seen.push(await test.runtime.call({ extension: 'subject', operation: 'it' }, input));
    for (const input of ${JSON.stringify(inputs)}) await call(input);
    if (!('refused' in loaded)) await loaded.sandbox[Symbol.asyncDispose]();
    await call(null);
    console.log(JSON.stringify({ seen, logs: test.logs.map(({ text }) => text) }));`;
  const { stdout } = await run(process.execPath, ['--experimental-vm-modules', '--no-warnings', '--input-type=module', '--eval', program], {
    timeout: options.timeout ?? 10_000,
    killSignal: 'SIGKILL',
  });
  return JSON.parse(stdout);
};

const absent = { status: 'absent' };

describe('the adapter of node:vm', () => {
  it('runs an operation that logs and sleeps, and is absent after it was unloaded', async () => {
    expect(await outcomes(operation('async (n) => { log("before"); await sleep(5); log("after"); return n + 1; }'), [1, 2])).toEqual({
      seen: [{ status: 'returned', json: '2' }, { status: 'returned', json: '3' }, absent],
      logs: ['before', 'after', 'before', 'after'],
    });
  });

  it('refuses foreign imports, bodies that throw and wrong exports', async () => {
    expect(await outcomes('import "node:fs"; export default 1', [])).toMatchObject({ seen: [{ refused: { phase: 'link' } }, absent] });
    expect(await outcomes('throw new RangeError("no")', [])).toMatchObject({
      seen: [{ refused: { phase: 'evaluate', error: { name: 'RangeError', message: 'no' } } }, absent],
    });
    expect(await outcomes('export default 1', [])).toMatchObject({
      seen: [{ refused: { phase: 'register', error: { name: 'TypeError' } } }, absent],
    });
  });

  it('stops a loop of the first slice and a call that never settles, and works again', async () => {
    expect(
      await outcomes(operation('(n) => { while (n === 1); return n === 2 ? new Promise(() => {}) : n; }'), [1, 0, 2, 0], { wallMs: 200 }),
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

  it('lets extensions out, which is why it is here', async () => {
    expect(await outcomes(operation('() => globalThis.constructor.constructor("return process.pid")() > 0'), [null])).toMatchObject({
      seen: [{ json: 'true' }, absent],
    });
  });

  it('hangs in a loop after an await, which is why it is here', async () => {
    await expect(
      outcomes(operation('async () => { await sleep(1); for (;;); }'), [null], { wallMs: 100, timeout: 1500 }),
    ).rejects.toMatchObject({ killed: true, signal: 'SIGKILL' });
  });
});
