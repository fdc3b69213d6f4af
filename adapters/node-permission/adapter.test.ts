import { describe, expect, it } from 'vitest';

import { describeForeign } from '../foreign/foreign.testing.ts';
import { startAdapter } from '../in-process.testing.ts';
import adapter from './adapter.ts';

describeForeign('node --permission', adapter);

describe('the adapter of node --permission, besides', () => {
  it('describes itself', async () => {
    expect(await adapter.describe()).toMatchObject({ name: 'node --permission', version: process.versions.node });
  });

  it('starts no extension beside the gateway when that can not be had', async () => {
    const network = { resolve: async () => [], enclose: () => Promise.reject(new Error('no namespace')) };
    await expect(adapter.start({ log: () => undefined, network, options: {} })).rejects.toThrow('no namespace');
  });

  it('ends a process that holds more than its memory', async () => {
    await using test = await startAdapter(adapter);
    const source =
      'const held = []; export default { id: "it", handler: (n) => { for (let at = 0; at < n; at += 1) held.push(new Uint8Array(1 << 20).fill(1)); return n; } };';
    await test.accept('subject', source, { limits: { memoryMiB: 32, cpuMs: 5000 } });
    const call = (n: number) => test.runtime.call({ extension: 'subject', operation: 'it' }, n);
    expect(await call(16)).toEqual({ status: 'returned', json: '16' });
    expect(await call(4000)).toEqual({ status: 'stopped', limit: 'memory' });
    expect(await call(1)).toEqual({ status: 'returned', json: '1' });
  });
});
