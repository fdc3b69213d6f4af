import { accessSync, constants, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { SandproofError } from '../harness/suite-error.ts';

/** Makes a run's folder, and removes what an earlier run left of these files, so that nobody takes them for this run's. @throws {SandproofError} `BAD_FLAG` */
export const openOutFolder = (folder: string, names: readonly string[]): void => {
  try {
    mkdirSync(folder, { recursive: true });
    for (const name of names) rmSync(join(folder, name), { force: true });
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    throw new SandproofError(
      'BAD_FLAG',
      `--out: expected a folder that can be written, got ${JSON.stringify(folder)}: ${(cause as Error).message}`,
      { cause },
    );
  }
};

/** Writes files into a folder, each under a temporary name first, so that a reader never sees half of one. */
export const writeFiles = (folder: string, files: Readonly<Record<string, string>>): void => {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    const temporary = join(folder, `.${name}.${process.pid}.part`);
    writeFileSync(temporary, text);
    renameSync(temporary, join(folder, name));
  }
};
