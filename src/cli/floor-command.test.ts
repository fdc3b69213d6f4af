import { existsSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { floorPath } from './read-floor.ts';
import { runCli } from './run-cli.testing.ts';

const slow = { timeout: 120_000 };
const onDisk = (): string => (existsSync(floorPath) ? readFileSync(floorPath, 'utf8') : '');

describe('sandproof floor', slow, () => {
  it('holds a control against its ceiling, and writes no floor of one control', async () => {
    const before = onDisk();
    const { code, stdout } = await runCli(['floor', '--control', 'silent']);
    expect(stdout).toMatch(/^ok {3}silent {10}passes {3}0 of +\d+; ceiling: no MUST case\n1 passed, 0 failed\n$/);
    expect(code).toBe(0);
    expect(onDisk()).toBe(before);
  });

  it('refuses a control that does not exist', async () => {
    const { code, stderr } = await runCli(['floor', '--control', 'honest']);
    expect(stderr).toMatch(/--control: expected one of .*silent, .*, got "honest"/);
    expect(code).toBe(2);
  });
});
