import { writeFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { openFolder } from '../harness/testing/open-folder.testing.ts';
import { runCli } from './run-cli.testing.ts';

const slow = { timeout: 180_000 };

describe('sandproof census', slow, () => {
  it('finds nothing foreign in the reference, the same twice, and each place walked', async () => {
    using folder = openFolder();
    const first = await runCli(['census', '--adapter', 'reference', '--json']);
    expect(first.code).toBe(0);
    expect(first.stdout).toContain('"globalThis.Array.prototype.map"');
    expect(first.stdout).not.toContain('"missing": "');
    writeFileSync(folder.join('surface.json'), first.stdout);
    const second = await runCli(['census', '--adapter', 'reference', '--against', folder.join('surface.json')]);
    expect(second.stdout).toBe('0 only in reference 0.1.0 (+), 0 only in reference 0.1.0 (-)\n');
    expect(second.code).toBe(0);
  });

  it("names the path to the host's Function in node:vm", async () => {
    const { code, stdout } = await runCli(['census', '--adapter', 'node-vm']);
    expect(stdout).toMatch(/^foreign globalThis\.constructor\.constructor {2}from operation globals\n {4}.*its code sees more; .*\bprocess\b/m);
    expect(code).toBe(1);
  });

  it('says which places a runtime that answers nothing leaves unwalked', async () => {
    const { code, stdout } = await runCli(['census', '--adapter', 'controls/silent']);
    expect(stdout).toMatch(/not walked operation globals: /);
    expect(stdout).toMatch(/ 0 of \d+ places walked\n$/);
    expect(code).toBe(3);
  });

  it.each([
    [['--adapter', 'nobody'], /--adapter: expected one of .*got "nobody"/],
    [['--adapter', 'reference', '--against', 'nobody'], /expected one of .*got "nobody"/],
    [['--adapter', 'reference', '--against', './missing.json'], /--against: expected what .* but \.\/missing\.json can't be read/],
    [['--adapter', 'reference', '--against', 'package.json'], /--against: expected what .* but package\.json is no surface: schema/],
  ])('refuses %j in one sentence', async (words, message) => {
    const { code, stderr } = await runCli(['census', ...words]);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(2);
    expect(code).toBe(2);
  });
});
