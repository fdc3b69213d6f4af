import { describe, expect, it } from 'vitest';

import { exitLimit } from './exit-limit.ts';

describe('exitLimit', () => {
  it('tells memory, processor time and crashes apart', () => {
    expect([
      exitLimit(null, 'SIGABRT'),
      exitLimit(null, 'SIGSEGV'),
      exitLimit(null, 'SIGTRAP'),
      exitLimit(134, null),
      exitLimit(null, 'SIGKILL'),
    ]).toEqual(Array.from({ length: 5 }, () => 'memory'));
    expect([exitLimit(null, 'SIGXCPU'), exitLimit(152, null)]).toEqual(['cpu', 'cpu']);
    expect([exitLimit(0, null), exitLimit(1, null), exitLimit(null, 'SIGTERM'), exitLimit(null, null)]).toEqual(
      Array.from({ length: 4 }, () => 'crash'),
    );
  });
});
