import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEntry } from './read-entry.ts';

const openFolder = async (): Promise<AsyncDisposable & { readonly inside: string; readonly outside: string }> => {
  const folder = await mkdtemp(join(tmpdir(), 'read-entry-'));
  const inside = join(folder, 'package');
  await mkdir(join(inside, 'dist'), { recursive: true });
  await mkdir(join(folder, 'package-beside'));
  return {
    inside,
    outside: folder,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
};

const refusal = async (folder: string, path: string): Promise<string> => {
  const result = await readEntry(folder, path);
  if (result.ok) throw new Error(`read: ${result.text}`);
  expect(JSON.stringify(result.error)).not.toContain(folder);
  return result.error.expected;
};

describe('readEntry', () => {
  it('returns the text of a file, an empty one too, without a byte order mark', async () => {
    await using folder = await openFolder();
    await writeFile(join(folder.inside, 'dist/a.js'), '#!/x\r\n// ä€😀\u2028');
    await writeFile(join(folder.inside, 'b.mjs'), '');
    await writeFile(join(folder.inside, 'c.cjs'), '\ufeffexport default 1;');
    expect(await readEntry(folder.inside, 'dist/a.js')).toEqual({ ok: true, text: '#!/x\r\n// ä€😀\u2028' });
    expect(await readEntry(folder.inside, './dist/a.js')).toEqual({ ok: true, text: '#!/x\r\n// ä€😀\u2028' });
    expect(await readEntry(folder.inside, 'b.mjs')).toEqual({ ok: true, text: '' });
    expect(await readEntry(folder.inside, 'c.cjs')).toEqual({ ok: true, text: 'export default 1;' });
  });

  it('follows links that stay inside, also when the folder is one', async () => {
    await using folder = await openFolder();
    await writeFile(join(folder.inside, 'dist/a.js'), 'inside');
    await symlink('dist/a.js', join(folder.inside, 'link.js'));
    await symlink(folder.inside, join(folder.outside, 'linked'));
    expect(await readEntry(join(folder.outside, 'linked'), 'link.js')).toEqual({ ok: true, text: 'inside' });
  });

  it('refuses links that leave the package, and folders whose name only begins the same', async () => {
    await using folder = await openFolder();
    await writeFile(join(folder.outside, 'secret.js'), 'secret');
    await writeFile(join(folder.outside, 'package-beside/secret.js'), 'secret');
    await symlink('../secret.js', join(folder.inside, 'file.js'));
    await symlink('..', join(folder.inside, 'up'));
    await symlink('../package-beside/secret.js', join(folder.inside, 'beside.js'));
    for (const path of ['file.js', 'up/secret.js', 'beside.js'])
      expect(await refusal(folder.inside, path)).toBe('a file inside the package');
  });

  it('refuses paths that a manifest may not have', async () => {
    await using folder = await openFolder();
    await writeFile(join(folder.outside, 'secret.js'), 'secret');
    for (const path of ['../secret.js', join(folder.outside, 'secret.js'), 'dist/../../secret.js', 'dist', '']) {
      expect(await refusal(folder.inside, path)).toContain('a relative path');
    }
  });

  it('refuses what is no regular file, without waiting for it', async () => {
    await using folder = await openFolder();
    await mkdir(join(folder.inside, 'folder.js'));
    execFileSync('sh', ['-c', 'mkfifo "$1"', 'sh', join(folder.inside, 'pipe.js')]);
    for (const path of ['folder.js', 'pipe.js']) expect(await refusal(folder.inside, path)).toBe('a regular file');
  });

  it('refuses what is not there, and a folder that is not there', async () => {
    await using folder = await openFolder();
    await symlink('loop.js', join(folder.inside, 'loop.js'));
    for (const path of ['none.js', 'loop.js']) expect(await refusal(folder.inside, path)).toBe('a readable file');
    expect(await refusal(join(folder.outside, 'none'), 'a.js')).toBe('a readable file');
  });

  it('refuses more than 10 MiB and takes exactly that', async () => {
    await using folder = await openFolder();
    const path = join(folder.inside, 'big.js');
    await writeFile(path, '');
    await truncate(path, 10_485_761);
    expect(await refusal(folder.inside, 'big.js')).toBe('at most 10485760 bytes');
    await truncate(path, 10_485_760);
    expect(await readEntry(folder.inside, 'big.js')).toMatchObject({ ok: true });
  });

  it('refuses bytes that are no UTF-8', async () => {
    await using folder = await openFolder();
    await writeFile(join(folder.inside, 'a.js'), Buffer.from([0x61, 0xff, 0x61]));
    expect(await refusal(folder.inside, 'a.js')).toBe('UTF-8 text');
  });
});
