import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const findRoot = (folder: string): string => (existsSync(join(folder, 'package.json')) ? folder : findRoot(dirname(folder)));

/** Absolute path of the folder that holds the package's `package.json`; fixtures and data files are found from here, in a clone and when installed. */
export const packageRoot: string = findRoot(dirname(fileURLToPath(import.meta.url)));

/** Absolute path of the git-ignored folder into which the runtimes of heavy adapters are installed, each in a folder of its adapter's name. */
export const runtimesFolder: string = join(packageRoot, '.adapters');
