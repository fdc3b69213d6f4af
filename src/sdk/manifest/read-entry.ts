import { constants } from 'node:fs';
import { open, realpath, type FileHandle } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { isEntryPath } from './is-entry-path.ts';
import type { ManifestError } from './manifest-error.ts';

/** The text of an entry, or why it is refused. */
export type EntryResult = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly error: ManifestError };

const longest = 10_485_760;

const refuse = (file: string, expected: string, got: string): EntryResult => ({
  ok: false,
  error: { file, field: 'directus:extension.path', expected, got },
});

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unreadable';

// One byte more than allowed, so that a file that grows while it is read is noticed too.
const readAll = async (handle: FileHandle): Promise<Buffer | undefined> => {
  const buffer = Buffer.alloc(Math.min((await handle.stat()).size, longest) + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
    length += bytesRead;
    if (bytesRead === 0) return buffer.subarray(0, length);
    if (length === buffer.length) return undefined;
  }
};

const readOpened = async (handle: FileHandle, path: string): Promise<EntryResult> => {
  const stat = await handle.stat();
  if (!stat.isFile()) return refuse(path, 'a regular file', 'something else');
  if (stat.size > longest) return refuse(path, `at most ${String(longest)} bytes`, String(stat.size));
  const bytes = await readAll(handle);
  if (bytes === undefined) return refuse(path, 'a file that does not change while it is read', 'one that grew');
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof TypeError) return refuse(path, 'UTF-8 text', 'other bytes');
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
  let handle: FileHandle | undefined;
  try {
    const root = await realpath(folder);
    const target = await realpath(join(root, path));
    if (!target.startsWith(root.endsWith(sep) ? root : root + sep))
      return refuse(path, 'a file inside the package', 'a link that leaves it');
    // Nothing between is followed any more, and a named pipe does not block.
    handle = await open(target, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    return await readOpened(handle, path);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return refuse(path, 'a readable file', codeOf(error));
    throw error;
  } finally {
    await handle?.close();
  }
};
