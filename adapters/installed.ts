import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the package, from any folder in it: `dist` lies one level deeper than the sources. */
export const findRoot = (folder: string): string => (existsSync(join(folder, 'package.json')) ? folder : findRoot(dirname(folder)));

/** Absolute path of the folder into which `npm run adapters:install <name>` has installed a heavy runtime; what npm brought stands in its `node_modules`. */
export const installedFolder = (name: string): string => join(findRoot(dirname(fileURLToPath(import.meta.url))), '.adapters', name);
