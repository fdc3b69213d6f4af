import { describe, expect, it } from 'vitest';

import { heldMiBOf } from './process-memory.ts';

describe.runIf(process.platform === 'linux')('heldMiBOf', () => {
  it('sees what a process has written to', () => {
    const before = heldMiBOf([process.pid]) ?? Number.NaN;
    const kept = [new Uint8Array(64 * 2 ** 20).fill(1)];
    expect((heldMiBOf([process.pid]) ?? Number.NaN) - before).toBeGreaterThan(48);
    expect(kept.pop()?.at(-1)).toBe(1);
  });

  it('counts nothing for a process that is gone', () => {
    expect(heldMiBOf([2 ** 22 + 1])).toBe(0);
  });
});
