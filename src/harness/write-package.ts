import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { LoadMessage, PlacedEntry } from '../faults/fault.ts';

const place = (folder: string, path: string, entry: PlacedEntry): void => {
  const target = join(folder, path);
  if (dirname(target) !== folder) mkdirSync(dirname(target), { recursive: true });
  if ('link' in entry) symlinkSync(entry.link, target);
  else if ('folder' in entry) mkdirSync(target);
  else if ('pipe' in entry) execFileSync('mkfifo', [target]);
  else {
    const { text, paddedTo = 0 } = entry;
    writeFileSync(target, Buffer.concat([Buffer.from(text), Buffer.alloc(Math.max(0, paddedTo - Buffer.byteLength(text)), ' ')]));
  }
};

/**
 * Writes a package into a folder that does not exist yet, and what stands beside it into the folder above. Blocks: a worker has nothing else to do, and
 * the same through promises, with the removal, took 13 ms more a case (measured, two cores).
 */
export const writePackage = (folder: string, { manifestText, files, tree = {} }: LoadMessage['extension']): void => {
  mkdirSync(folder);
  place(folder, 'package.json', { text: manifestText });
  for (const [path, text] of Object.entries(files)) if (!Object.hasOwn(tree, path)) place(folder, path, { text });
  for (const [path, entry] of Object.entries(tree)) place(folder, path, entry);
};
