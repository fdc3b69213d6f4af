import { realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { isEntryPath } from './is-entry-path.ts';
import type { ManifestError } from './manifest-error.ts';
import { readTextFile } from './read-text-file.ts';

/** The text of an entry, or why it is refused. */
export type EntryResult = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly error: ManifestError };

const longest = 10_485_760;

const refuse = (file: string, expected: string, got: string): EntryResult => ({
  ok: false,
  error: { file, field: 'directus:extension.path', expected, got },
});

const realPathIn = async (
  folder: string,
  path: string,
): Promise<{ readonly root: string; readonly target: string } | { readonly code: string }> => {
  try {
    const root = await realpath(folder);
    return { root, target: await realpath(join(root, path)) };
  } catch (error) {
    if (error instanceof Error && 'code' in error) return { code: String(error.code) };
    throw error;
  }
};

/**
 * Reads an entry of a package that lies in `folder`: after symlinks a regular file inside the folder, at most 10 MiB of UTF-8. The bytes that were checked are
 * the bytes that are returned, a byte order mark left out (MAN-7). Error texts hold no path of the host.
 */
export const readEntry = async (folder: string, path: string): Promise<EntryResult> => {
  if (!isEntryPath(path))
    return refuse(
      'package.json',
      'a relative path inside the package that ends in .js, .mjs or .cjs, without ".."',
      JSON.stringify(path.slice(0, 80)),
    );
  const real = await realPathIn(folder, path);
  if ('code' in real) return refuse(path, 'a readable file', real.code);
  const { root, target } = real;
  if (!target.startsWith(root.endsWith(sep) ? root : root + sep)) return refuse(path, 'a file inside the package', 'a link that leaves it');
  // Nothing between is followed any more.
  const read = await readTextFile(target, longest, { follows: false });
  return read.ok ? read : refuse(path, read.expected, read.got);
};
