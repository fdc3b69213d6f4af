import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes files into a folder, each under a temporary name first, so that a reader never sees half of one. */
export const writeFiles = (folder: string, files: Readonly<Record<string, string>>): void => {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    const temporary = join(folder, `.${name}.${process.pid}.part`);
    writeFileSync(temporary, text);
    renameSync(temporary, join(folder, name));
  }
};
