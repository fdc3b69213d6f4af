import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { isClone, packageRoot, runtimesFolder } from '../package-root.ts';

/** The file that says what was installed; written last. */
export const installedFile = 'installed.json';

/** What a recipe is made of for npm. */
export const recipeFiles = ['package.json', 'package-lock.json'] as const;

/** What an adapter's runtime is made of. */
export interface Recipe {
  /** Absolute path of the folder with its `package.json` and lockfile. */
  readonly folder: string;
  /** Absolute path of the module that does the rest where npm alone can't do it; most have none. */
  readonly after: string;
}

const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

/** Where the recipe of an adapter's runtime is, if it has one; built code and plain data stand apart in an installed package. */
export const recipeOf = (name: string): Recipe => ({
  folder: join(packageRoot, 'adapters', name, 'install'),
  after: fileURLToPath(new URL(`../../adapters/${name}/install/after.${ending}`, import.meta.url)),
});

/** Whether npm alone does not bring the adapter's runtime. */
export const isHeavy = (name: string): boolean => existsSync(join(recipeOf(name).folder, 'package.json'));

/** SHA-256 (16 hexadecimal digits) of what is to be installed. @throws {Error} when the recipe has no lockfile */
export const recipeHash = ({ folder }: Recipe): string => {
  const hash = createHash('sha256');
  for (const file of recipeFiles) hash.update(readFileSync(join(folder, file)));
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
export const lackOfRuntime = (name: string, from: string = runtimesFolder): string | undefined => {
  if (!isHeavy(name)) return undefined;
  const installed = hashOf(join(from, name, installedFile));
  if (installed === recipeHash(recipeOf(name))) return undefined;
  const command = isClone ? `npm run adapters:install ${name}` : `npx sandproof adapters install ${name}`;
  return `the runtime of the adapter ${JSON.stringify(name)} is ${installed === undefined ? 'not installed' : 'installed in another version'}; \`${command}\` installs it`;
};
