import { describe, expect, it } from 'vitest';

import { isHeavy, lackOfRuntime } from './installed-runtime.ts';

describe('lackOfRuntime', () => {
  it('says nothing of an adapter that npm brings whole', () => {
    expect(isHeavy('reference')).toBe(false);
    expect(lackOfRuntime('reference')).toBeUndefined();
  });
});
