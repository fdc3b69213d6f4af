import { accessSync, constants, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/* Where Linux has files in memory, and how the file system there says what it is (linux/magic.h). */
const inMemory = '/dev/shm';
const tmpfs = 0x0102_1994;

/* Bytes that must be free: a run of the reference held 49 MB at most, one of Directus 78 (measured), and what a case writes is bounded. A container's usual 64 MB are not enough. */
const enough = 2 ** 30;

const isRoomy = (folder: string, needed: number): boolean => {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    const { type, bavail, bsize } = statfsSync(folder);
    return type === tmpfs && bavail * bsize >= needed;
  } catch {
    return false; // not on this system, or not for this user
  }
};

/**
 * Returns the absolute path of the folder in which temporary files belong: the one that the environment names (`TMPDIR`, `TMP`, `TEMP`), else one in
 * memory if there is room, else the system's. A run makes and removes some 4,000 small files, and ext4 passes over every inode that was freed within the
 * last minute or so when it looks for one (`docs/decisions/053-temporary-files-in-memory.md`).
 */
export const temporaryBase = (environment: NodeJS.ProcessEnv = process.env, folder: string = inMemory, needed: number = enough): string => {
  const isNamed = ['TMPDIR', 'TMP', 'TEMP'].some((name) => (environment[name] ?? '') !== '');
  return !isNamed && isRoomy(folder, needed) ? folder : tmpdir();
};
