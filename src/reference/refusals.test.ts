import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { childProcesses } from './child-processes.testing.ts';
import { createRuntime } from './create-runtime.ts';
import { extensionFolder } from './extension-folder.testing.ts';
import { load, operation, refusal, tell } from './load-extension.testing.ts';
import { RuntimeError } from './runtime-error.ts';

describe('a load', () => {
  const refused: readonly [string, string, object][] = [
    [
      'a foreign import',
      `import { log } from 'directus:api'; import fs from 'node:fs'; log('evaluated'); export default { id: 'it', handler() {} };`,
      { phase: 'link', error: { message: expect.stringContaining('"node:fs"') } },
    ],
    [
      'an import of the boot module',
      `import { drain } from 'sandproof:boot'; export default { id: 'it', handler() {} };`,
      { phase: 'link' },
    ],
    ['an import of itself', `import * as self from 'sandproof:extension'; export default { id: 'it', handler() {} };`, { phase: 'link' }],
    [
      'a name that the SDK lacks',
      `import { log, nope } from 'directus:api'; log('evaluated'); export default { id: 'it', handler() {} };`,
      { phase: 'link', error: { name: 'SyntaxError', message: expect.stringContaining('nope') } },
    ],
    [
      'an import with attributes',
      `import * as api from 'directus:api' with { type: 'json' }; export default { id: 'it', handler() {} };`,
      { phase: 'link', error: { name: 'SyntaxError' } },
    ],
    ['a syntax error', 'export default (', { phase: 'link', error: { name: 'SyntaxError' } }],
    ['a body that throws', 'throw new RangeError("no")', { phase: 'evaluate', error: { name: 'RangeError', message: 'no' } }],
    ['a body that throws undefined', 'throw undefined', { phase: 'evaluate', error: { name: 'Error', message: 'undefined' } }],
    [
      'a body that throws after an await',
      `import { sleep } from 'directus:api'; await sleep(5); throw new RangeError('late')`,
      { phase: 'evaluate', error: { name: 'RangeError', message: 'late' } },
    ],
    ['a body that never ends', 'await new Promise(() => {}); export default 1', { phase: 'evaluate', limit: 'load' }],
    ['a body that loops', 'for (;;);', { phase: 'evaluate', limit: 'cpu' }],
    ['a body that loops after an await', 'await null; for (;;);', { phase: 'evaluate', limit: 'cpu' }],
    ['a body inside native code', '7n ** 10n ** 8n', { phase: 'evaluate', limit: 'cpu' }],
    ['a default export that is none', 'export default 1', { phase: 'register', error: { name: 'TypeError' } }],
    ['a missing default export', 'export const a = 1', { phase: 'register', error: { name: 'TypeError' } }],
    ['a getter that loops while registering', `export default { get id() { for (;;); } }`, { phase: 'register', limit: 'cpu' }],
    [
      'a getter inside native code while registering',
      `export default { get id() { 7n ** 10n ** 8n; } }`,
      { phase: 'register', limit: 'cpu' },
    ],
  ];
  it.each(refused)('refuses %s, evaluates nothing that does not link, and leaves nothing behind', async (_, source, expected) => {
    const told = tell();
    await using runtime = createRuntime({ spares: 0, ...told.options });
    expect(await refusal(runtime, source, {}, { cpuMs: 100, loadMs: 400, memoryMiB: 32 })).toMatchObject(expected);
    expect(told.logs).toEqual([]);
    expect(runtime.sandbox('subject')).toBeUndefined();
    expect(childProcesses()).toEqual([]);
    const again = await load(runtime, operation('() => 1'));
    expect(await again.operation('it', {})).toBe(1);
  });

  it('refuses a body that takes all memory', async () => {
    await using runtime = createRuntime({ spares: 0 });
    const limits = { cpuMs: 8_000, loadMs: 15_000, memoryMiB: 32 };
    const error = await refusal(runtime, 'const all = []; for (;;) all.push(new Array(1000).fill(1.5));', {}, limits);
    expect(error).toMatchObject({ phase: 'evaluate', limit: 'memory' });
    expect(childProcesses()).toEqual([]);
  });

  it('is not disturbed by a stray rejection while loading', async () => {
    await using runtime = createRuntime({ spares: 0 });
    const sandbox = await load(
      runtime,
      `import { sleep } from 'directus:api'; Promise.reject(new Error('stray')); await sleep(1); Promise.reject(new Error('Script execution timed out.')); export default { id: 'it', handler: () => { Promise.reject(new Error('again')); return 1; } };`,
    );
    expect(await sandbox.operation('it', {})).toBe(1);
    expect(runtime.stats().stops).toBe(0);
  });

  it('refuses a wrong manifest and names the field', async () => {
    await using runtime = createRuntime({ spares: 0 });
    expect(await refusal(runtime, operation('() => 1'), { scopes: { unknown: {} } })).toMatchObject({
      code: 'LOAD_REFUSED',
      phase: 'manifest',
      field: 'directus:extension.sandbox.requestedScopes.unknown',
    });
  });

  it('names file, field, expectation and what came, also of a folder that is none', async () => {
    await using runtime = createRuntime({ spares: 0 });
    await expect(runtime.load('/nonexistent/extension')).rejects.toMatchObject({
      phase: 'manifest',
      problem: { file: 'package.json', field: '(root)', expected: 'a readable file', got: 'ENOENT' },
    });
    await using folder = await extensionFolder('');
    await rm(join(folder.folder, 'package.json'));
    execFileSync('sh', ['-c', 'mkfifo "$1"', 'sh', join(folder.folder, 'package.json')]);
    await expect(runtime.load(folder.folder)).rejects.toMatchObject({ problem: { file: 'package.json', expected: 'a regular file' } });
    expect(await refusal(runtime, operation('() => 1'), { scopes: { request: { methods: ['get'], urls: [] } } })).toMatchObject({
      problem: { file: 'package.json', field: 'directus:extension.sandbox.requestedScopes.request.methods[0]', got: '"get"' },
    });
  });

  it('finds an installed package as Node does, and refuses another name', async () => {
    await using runtime = createRuntime({ spares: 0 });
    const installed = '@directus-labs/liquidjs-operation';
    const sandbox = await runtime.load({ installed, from: import.meta.url });
    expect(sandbox.name).toBe(installed);
    await sandbox.dispose();
    expect((await runtime.load({ installed })).name).toBe(installed);
    for (const wrong of ['not-installed-anywhere', './src', 'node:fs', '@directus-labs/liquidjs-operation/dist', ''])
      await expect(runtime.load({ installed: wrong })).rejects.toMatchObject({ code: 'PACKAGE_NOT_FOUND' });
  });

  it.each([
    ['isolation', { isolation: 'none' }],
    ['spares', { spares: -1 }],
    ['logger', { logger: {} }],
    ['onEvent', { onEvent: 1 }],
  ])('is not reached by a runtime whose option %s is wrong', (option, options) => {
    expect(() => createRuntime(options as object)).toThrow(`The option ${option} of createRuntime must be`);
  });

  it('refuses a name and an operation that are taken, until they are unloaded', async () => {
    await using runtime = createRuntime({ spares: 1 });
    const first = await load(runtime, operation('() => 1'));
    expect(await refusal(runtime, operation('() => 2'))).toMatchObject({ phase: 'manifest', field: 'name' });
    expect(await refusal(runtime, operation('() => 2'), { name: 'other' })).toMatchObject({
      phase: 'register',
      error: { message: expect.stringContaining('"it"') },
    });
    expect(await first.operation('it', {})).toBe(1);
    await first.dispose();
    const second = await load(runtime, operation('() => 2'), { name: 'other' });
    expect(await second.operation('it', {})).toBe(2);
  });

  it('refuses names and operations of the embedder, and events with credentials unless they are allowed', async () => {
    await using runtime = createRuntime({
      spares: 1,
      reservedNames: ['users'],
      reservedOperations: ['log'],
      allowEvent: (extension, event) => extension === 'trusted' && event === 'auth.login',
    });
    expect(await refusal(runtime, operation('() => 1'), { name: 'users' })).toMatchObject({ phase: 'manifest', field: 'name' });
    expect(await refusal(runtime, `export default { id: 'log', handler() {} };`)).toMatchObject({
      phase: 'register',
      error: { message: expect.stringContaining('"log"') },
    });
    const hook = (event: string): string =>
      `export default ({ filter, action }) => { action('items.create', () => {}); filter('${event}', () => {}); };`;
    expect(await refusal(runtime, hook('auth.login'), { type: 'hook' })).toMatchObject({
      phase: 'register',
      error: { message: expect.stringContaining('"auth.login"') },
    });
    expect(await refusal(runtime, hook('authenticate'), { type: 'hook', name: 'trusted' })).toMatchObject({ phase: 'register' });
    const sandbox = await load(runtime, hook('auth.login'), { type: 'hook', name: 'trusted' });
    expect(sandbox.registrations).toHaveLength(2);
  });

  it('writes messages as one bounded line, whatever the extension puts into them', async () => {
    await using runtime = createRuntime({ spares: 0 });
    const error = await refusal(runtime, `throw new Error('a\\nb\\u001b[31m' + 'x'.repeat(5000))`);
    expect(error.message).toContain('a\\nb\\u001b[31mxxx');
    expect(error.message.length).toBeLessThan(1_100);
  });

  it('refuses a limit that is no positive integer', async () => {
    for (const cpuMs of [0, -1, 1.5, Number.NaN, 2 ** 31]) expect(() => createRuntime({ limits: { cpuMs } })).toThrow(RuntimeError);
    await using runtime = createRuntime({ spares: 0, limits: { cpuMs: 77 } });
    const sandbox = await load(runtime, operation('() => 1'), {}, { memoryMiB: 4 });
    expect(sandbox.limits).toMatchObject({ cpuMs: 77, memoryMiB: 8 });
  });
});
