import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const require = createRequire(import.meta.url);

/** Absolute path of isolated-vm's addon for this Node and platform: the one file that a child process may read. */
export const findAddon = (): string => {
  const { path } = require('node-gyp-build') as { path: (folder: string) => string };
  return realpathSync(path(dirname(require.resolve('isolated-vm/package.json'))));
};
