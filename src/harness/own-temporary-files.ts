import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { temporaryBase } from './temporary-base.ts';

/** Name of the variable by which a process is told where the folder for its temporary files is to be; whoever started it removes it when it was killed. */
export const temporaryVariable = 'SANDPROOF_TEMPORARY';

/**
 * Gathers the temporary files of this process, its workers and its cells in one folder, which goes with the process: most cells end by SIGKILL, and
 * neither they nor an interrupted worker can remove theirs.
 */
export const ownTemporaryFiles = (): void => {
  const { [temporaryVariable]: given } = process.env;
  delete process.env[temporaryVariable];
  if (given !== undefined) mkdirSync(given, { mode: 0o700 });
  const folder = given ?? mkdtempSync(join(temporaryBase(), 'sandproof-'));
  process.env['TMPDIR'] = folder;
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
};
