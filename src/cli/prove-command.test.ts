import { describe, expect, it } from 'vitest';

import { runCli } from './run-cli.testing.ts';

// A few cases on a few cells each; a machine that is busy with other things may need many times as long.
const slow = { timeout: 120_000 };

describe('sandproof prove', slow, () => {
  it('shows that a fault makes checks false in the cases that list it, and ends with 0', async () => {
    const { code, stdout } = await runCli(['prove', '--fault', 'leaks-console', '--sample', '2']);
    expect(stdout).toMatch(/^\d+ of \d+ checks are shown able to fail, in \d+ runs of a case/m);
    expect({ code, last: stdout.trim().split('\n').at(-1) }).toMatchObject({
      code: 0,
      last: expect.stringMatching(/^[1-9]\d* passed, 0 failed$/),
    });
  });

  it('ends with 1 where a listed fault makes nothing false, and says what to do', async () => {
    const { code, stdout } = await runCli(['prove', '--adapter', 'controls/allow-all', '--fault', 'unload-does-nothing', '--sample', '0']);
    expect(stdout).toContain('Cases that fail without any fault');
    expect(stdout).toMatch(/→ mend the runtime or the case first/);
    expect(code).toBe(1);
  });

  it('turns red for each check that is taken for true', async () => {
    const { code, stdout } = await runCli(['prove', '--disarm', '2', '--seed', '3']);
    expect(stdout).toMatch(/2 of 2 disarmed checks turn the proof red\n2 passed, 0 failed/);
    expect(code).toBe(0);
  });

  it('refuses a fault that does not exist', async () => {
    const { code, stderr } = await runCli(['prove', '--fault', 'leaks-everything']);
    expect(stderr).toMatch(/--fault: expected one of .*leaks-console.*, got "leaks-everything"/);
    expect(code).toBe(2);
  });
});

describe('sandproof run --fault', slow, () => {
  it.each([
    ['leaks-process', 'environment/globals/only-standard-names'],
    ['grants-log-anyway', 'log/scope/no-scope-at-all'],
    ['redirects-go-unchecked', 'request/redirects/another-host'],
    ['allows-foreign-imports', 'environment/imports/node-scheme'],
    ['unload-does-nothing', 'registration/unload/operation'],
    ['timeout-not-armed-on-delivery', 'limits/loops/after-sleep'],
  ])('turns the reference red: %s', async (fault, id) => {
    const { code, stdout } = await runCli(['run', '--adapter', 'reference', '--fault', fault, '--case', id]);
    expect(stdout).toContain(id);
    expect(code).toBe(1);
  });
});
