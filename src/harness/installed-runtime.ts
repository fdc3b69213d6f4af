import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { packageRoot, runtimesFolder } from '../package-root.ts';

/** The file that says what was installed; written last. */
export const installedFile = 'installed.json';

/** The folder that says what an adapter's runtime is made of: `package.json`, its lockfile, and where npm alone can't do it `.npmrc` and `after.ts`. */
export const recipeOf = (name: string): string => join(packageRoot, 'adapters', name, 'install');

/** Whether npm alone does not bring the adapter's runtime. */
export const isHeavy = (name: string): boolean => existsSync(join(recipeOf(name), 'package.json'));

/** SHA-256 (16 hexadecimal digits) of what is to be installed. @throws {Error} when the recipe has no lockfile */
export const recipeHash = (name: string): string => {
  const hash = createHash('sha256');
  for (const file of ['package.json', 'package-lock.json']) hash.update(readFileSync(join(recipeOf(name), file)));
  return hash.digest('hex').slice(0, 16);
};

const hashOf = (path: string): unknown => {
  try {
    return (JSON.parse(readFileSync(path, 'utf8')) as { readonly recipe?: unknown }).recipe;
  } catch {
    return undefined; // not there, or half of one: not installed either way
  }
};

/** Returns why a heavy adapter's runtime can't be started here, with what to do; undefined when it is there, and for all that are not heavy. */
export const lackOfRuntime = (name: string): string | undefined => {
  if (!isHeavy(name)) return undefined;
  const installed = hashOf(join(runtimesFolder, name, installedFile));
  if (installed === recipeHash(name)) return undefined;
  return `the runtime of the adapter ${JSON.stringify(name)} is ${installed === undefined ? 'not installed' : 'installed in another version'}; \`npm run adapters:install ${name}\` in a clone of sandproof installs it`;
};
