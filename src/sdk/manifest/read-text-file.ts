import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

/** A file's text without a byte order mark, or what it should have been. */
export type TextFile =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly expected: string; readonly got: string };

const wrong = (expected: string, got: string): TextFile => ({ ok: false, expected, got });

/* One byte more than there should be, so that a file that grows while it is read is noticed; a regular file gives all that is asked for or ends. */
const readAll = async (handle: FileHandle, size: number): Promise<Buffer | undefined> => {
  const buffer = Buffer.allocUnsafe(size + 1);
  for (let length = 0; ;) {
    const asked = buffer.length - length;
    const { bytesRead } = await handle.read(buffer, length, asked, length);
    length += bytesRead;
    if (length === buffer.length) return undefined;
    if (bytesRead === 0 || length === size) return buffer.subarray(0, length);
  }
};

const readOpened = async (handle: FileHandle, longest: number): Promise<TextFile> => {
  const stat = await handle.stat();
  if (!stat.isFile()) return wrong('a regular file', 'something else');
  if (stat.size > longest) return wrong(`at most ${String(longest)} bytes`, String(stat.size));
  const bytes = await readAll(handle, stat.size);
  if (bytes === undefined) return wrong('a file that does not change while it is read', 'one that grew');
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof TypeError) return wrong('UTF-8 text', 'other bytes');
    throw error;
  }
};

/** Reads a regular file of at most `longest` bytes of UTF-8. A last link is not followed unless `follows`, and a named pipe does not block. */
export const readTextFile = async (path: string, longest: number, { follows }: { readonly follows: boolean }): Promise<TextFile> => {
  try {
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | (follows ? 0 : constants.O_NOFOLLOW));
    try {
      return await readOpened(handle, longest);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string') return wrong('a readable file', error.code);
    throw error;
  }
};
