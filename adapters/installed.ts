import { join } from 'node:path';

import { runtimesFolder } from '../src/package-root.ts';

/** Absolute path of the folder into which `npm run adapters:install <name>` has installed a heavy runtime; what npm brought stands in its `node_modules`. */
export const installedFolder = (name: string): string => join(runtimesFolder, name);
