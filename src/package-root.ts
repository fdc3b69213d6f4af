import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const findRoot = (folder: string): string => (existsSync(join(folder, 'package.json')) ? folder : findRoot(dirname(folder)));

/** Absolute path of the folder that holds the package's `package.json`; fixtures and data files are found from here, in a clone and when installed. */
export const packageRoot: string = findRoot(dirname(fileURLToPath(import.meta.url)));

/** Whether this is a clone, and no package that npm has installed. */
export const isClone: boolean = basename(dirname(packageRoot)) !== 'node_modules';

/**
 * Absolute path of the folder into which the runtimes of heavy adapters are installed, each in a folder of its adapter's name: in a clone a git-ignored one,
 * of an installed package one beside it, which neither an update of the package nor `npm install` touches.
 */
export const runtimesFolder: string = isClone ? join(packageRoot, '.adapters') : join(dirname(packageRoot), '.sandproof');
