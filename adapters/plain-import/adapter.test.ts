import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { describe, expect, it } from 'vitest';

const run = promisify(execFile);

/** Loads an extension in a node of its own, calls its operation once per input, unloads it, and calls it again; module hooks and what an extension changes stay in there. */
const outcomes = async (source: string, inputs: readonly unknown[], timeout = 10_000): Promise<unknown> => {
  const program = `
    import { startAdapter } from ${JSON.stringify(new URL('../in-process.testing.ts', import.meta.url).href)};
    import adapter from ${JSON.stringify(new URL('adapter.ts', import.meta.url).href)};
    await using test = await startAdapter(adapter);
    const loaded = await test.load('subject', ${JSON.stringify(source)}, { limits: { cpuMs: 100, wallMs: 300 } });
    const seen = 'refused' in loaded ? [loaded] : [];
    const call = async (input) => seen.push(await test.runtime.call({ extension: 'subject', operation: 'it' }, input));
    for (const input of ${JSON.stringify(inputs)}) await call(input);
    if (!('refused' in loaded)) await loaded.sandbox[Symbol.asyncDispose]();
    await call(null);
    console.log(JSON.stringify({ seen, logs: test.logs.map(({ text }) => text) }));`;
  const { stdout } = await run(process.execPath, ['--no-warnings', '--input-type=module', '--eval', program], {
    timeout,
    killSignal: 'SIGKILL',
  });
  return JSON.parse(stdout);
};

const operation = (handler: string): string =>
  `import { log, sleep } from 'directus:api'; export default { id: 'it', handler: ${handler} };`;

const absent = { status: 'absent' };

describe('the adapter of plain import()', () => {
  it('runs an operation that logs and sleeps, and is absent after it was unloaded', async () => {
    expect(await outcomes(operation('async (n) => { log("before"); await sleep(5); log("after"); return n + 1; }'), [1, 2])).toEqual({
      seen: [{ status: 'returned', json: '2' }, { status: 'returned', json: '3' }, absent],
      logs: ['before', 'after', 'before', 'after'],
    });
  });

  it('refuses names that do not exist, bodies that throw and wrong exports', async () => {
    expect(await outcomes('import { nope } from "directus:api"; export default nope', [])).toMatchObject({
      seen: [{ refused: { phase: 'link', error: { name: 'SyntaxError' } } }, absent],
    });
    expect(await outcomes('throw new RangeError("no")', [])).toMatchObject({
      seen: [{ refused: { phase: 'evaluate', error: { name: 'RangeError', message: 'no' } } }, absent],
    });
    expect(await outcomes('export default 1', [])).toMatchObject({ seen: [{ refused: { phase: 'register' } }, absent] });
  });

  it('ends a call that never settles', async () => {
    expect(await outcomes(operation('(n) => (n === 1 ? new Promise(() => {}) : n)'), [1, 2])).toMatchObject({
      seen: [{ status: 'stopped', limit: 'wall' }, { status: 'returned', json: '2' }, absent],
    });
  });

  it('keeps nothing from the extension, which is why it is here', async () => {
    expect(
      await outcomes(`import { readFileSync } from 'node:fs'; ${operation('() => [typeof process, typeof readFileSync]')}`, [0]),
    ).toMatchObject({
      seen: [{ json: '["object","function"]' }, absent],
    });
  });

  it('hangs in a loop, which is why it is here', async () => {
    await expect(outcomes(operation('() => { for (;;); }'), [0], 2000)).rejects.toMatchObject({ killed: true, signal: 'SIGKILL' });
  });
});
