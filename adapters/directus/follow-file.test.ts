import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { followFile } from './follow-file.ts';

const openFolder = (): Disposable & { readonly path: string } => {
  const path = mkdtempSync(join(tmpdir(), 'sandproof-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
};

describe('followFile', () => {
  it('hands on whole lines, soon or when it is asked to', async () => {
    using folder = openFolder();
    const path = join(folder.path, 'log');
    writeFileSync(path, 'first\nsec');
    const lines: string[] = [];
    await using followed = await followFile(path, (text) => void lines.push(text));
    await followed.readAll();
    expect(lines).toEqual(['first']);
    appendFileSync(path, `ond \u2028 ü\n${'x'.repeat(200_000)}\n`);
    await expect.poll(() => lines.length).toBe(3);
    expect(lines).toEqual(['first', 'second \u2028 ü', 'x'.repeat(200_000)]);
  });
});
