import { describe, expect, it } from 'vitest';

import { ofLimit } from '../contract/of-limit.ts';
import { resolveLimits } from './resolve-limits.ts';

describe('resolveLimits', () => {
  const limits = { logLines: 50, cpuMs: 150 };

  it('writes the number wherever a limit stands, below, at and above it', () => {
    const input = { lines: ofLimit('logLines'), deep: [ofLimit('logLines', 1, 1), { ms: ofLimit('cpuMs', 0.5) }] };
    expect(resolveLimits(input, limits)).toEqual({ lines: 50, deep: [51, { ms: 75 }] });
  });

  it('rounds down', () => {
    expect(resolveLimits([ofLimit('cpuMs', 0.333), ofLimit('cpuMs', 1e-7, -1)], limits)).toEqual([49, -1]);
  });

  it('leaves everything else as it is, and a limit that is not known', () => {
    const input = { text: 'limit logLines 1 0', unknown: ofLimit('wallMs'), none: null, more: `${ofLimit('cpuMs')} and more` };
    expect(resolveLimits(input, limits)).toEqual(input);
  });
});
