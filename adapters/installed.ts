import { join } from 'node:path';

import { runtimesFolder } from '../src/package-root.ts';

/**
 * One step of an installation: runs a command in a folder to its end. A terminal is told the title and how long it took; what the command prints is shown only when it fails.
 * @throws {Error} when it ends otherwise than with 0
 */
export type InstallStep = (
  title: string,
  words: readonly string[],
  where: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
) => void;

/** Absolute path of the folder into which `npm run adapters:install <name>` has installed a heavy runtime; what npm brought stands in its `node_modules`. */
export const installedFolder = (name: string): string => join(runtimesFolder, name);
