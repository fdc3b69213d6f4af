import { describe, expect, it } from 'vitest';

import { describeForeign } from '../foreign/foreign.testing.ts';
import { startAdapter } from '../in-process.testing.ts';
import adapter from './adapter.ts';

describeForeign('worker threads', adapter);

describe('the adapter of worker threads, besides', () => {
  it('describes itself', async () => {
    expect(await adapter.describe()).toMatchObject({ name: 'node:worker_threads', claims: ['address-policy'] });
  });

  it('waits with the next thread until one in a native operation has ended', async () => {
    await using test = await startAdapter(adapter);
    const source =
      'export default { id: "it", handler: (n) => { const from = Date.now(); if (n > 0) Array.prototype.indexOf.call(Object.defineProperty({ length: n }, 3, { get: () => 2 }), 1); return Date.now() - from; } };';
    await test.accept('subject', source, { limits: { cpuMs: 60 } });
    const call = (n: number) => test.runtime.call({ extension: 'subject', operation: 'it' }, n);
    expect(await call(20_000_000)).toEqual({ status: 'stopped', limit: 'cpu' });
    const before = process.cpuUsage();
    expect(await call(0)).toMatchObject({ status: 'returned' });
    expect(process.cpuUsage(before).user).toBeGreaterThan(50_000);
  });
});
