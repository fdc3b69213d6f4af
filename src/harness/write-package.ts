import { execFile } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import type { LoadMessage, PlacedEntry } from '../faults/fault.ts';

const run = promisify(execFile);

const place = async (target: string, entry: PlacedEntry): Promise<void> => {
  await mkdir(dirname(target), { recursive: true });
  if ('link' in entry) await symlink(entry.link, target);
  else if ('folder' in entry) await mkdir(target);
  else if ('pipe' in entry) await run('mkfifo', [target]);
  else {
    const { text, paddedTo = 0 } = entry;
    await writeFile(target, Buffer.concat([Buffer.from(text), Buffer.alloc(Math.max(0, paddedTo - Buffer.byteLength(text)), ' ')]));
  }
};

/** Writes a package into a folder that does not exist yet, and what stands beside it into the folder above. */
export const writePackage = async (folder: string, { manifestText, files, tree = {} }: LoadMessage['extension']): Promise<void> => {
  await mkdir(folder);
  await place(join(folder, 'package.json'), { text: manifestText });
  for (const [path, text] of Object.entries(files)) if (!Object.hasOwn(tree, path)) await place(join(folder, path), { text });
  for (const [path, entry] of Object.entries(tree)) await place(join(folder, path), entry);
};
