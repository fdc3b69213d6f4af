import { describe, expect, it } from 'vitest';

import { lackOfRuntime } from '../../src/harness/installed-runtime.ts';
import { describeForeign } from '../foreign/foreign.testing.ts';
import adapter from './adapter.ts';

const lack = lackOfRuntime('deno');

describeForeign('Deno', adapter, lack);

describe.skipIf(lack !== undefined)('the adapter of Deno, besides', () => {
  it('describes itself', async () => {
    expect(await adapter.describe()).toMatchObject({ name: 'deno', version: expect.stringMatching(/^\d+\.\d+/) });
  });
});
