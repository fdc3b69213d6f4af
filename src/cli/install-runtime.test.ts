import { existsSync, mkdirSync, writeFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { installedFile, recipeHash, type Recipe } from '../harness/installed-runtime.ts';
import { openFolder, type Folder } from '../harness/testing/open-folder.testing.ts';
import { installRuntime } from './install-runtime.ts';
import { runCli } from './run-cli.testing.ts';

/* The one script of the package must not run where the recipe has an `after`. */
const own = { name: 'recipe', version: '1.0.0', scripts: { install: 'echo script >> done.txt' } };
const lockfile = { name: 'recipe', version: '1.0.0', lockfileVersion: 3, packages: { '': { name: 'recipe', version: '1.0.0' } } };

const recipeIn = (folder: Folder, dependencies: object = {}, after?: string): Recipe => {
  const recipe = { folder: folder.join('recipe'), after: folder.join('recipe/after.mjs') };
  mkdirSync(recipe.folder);
  writeFileSync(folder.join('recipe/package.json'), JSON.stringify({ ...own, dependencies }));
  writeFileSync(folder.join('recipe/package-lock.json'), JSON.stringify(lockfile));
  if (after !== undefined) writeFileSync(recipe.after, after);
  return recipe;
};

describe('installRuntime', { timeout: 60_000 }, () => {
  it('lets npm install a recipe, and notes which one last', async () => {
    using folder = openFolder();
    const recipe = recipeIn(folder);
    mkdirSync(folder.join('to'));
    writeFileSync(folder.join('to/old.txt'), 'of another version');
    await installRuntime('it', recipe, folder.join('to'));
    expect(existsSync(folder.join('to/old.txt'))).toBe(false);
    expect(folder.read('to/done.txt')).toBe('script\n');
    expect(JSON.parse(folder.read(`to/${installedFile}`))).toEqual({ recipe: recipeHash(recipe) });
  });

  it('does what the recipe has to be done after npm, in place of the scripts of packages', async () => {
    using folder = openFolder();
    const after = `import { writeFileSync } from 'node:fs';
      export default async (folder, step) => step('it', [process.execPath, '-e', 'fs.writeFileSync("done.txt", "after")'], { cwd: folder });`;
    await installRuntime('it', recipeIn(folder, {}, after), folder.join('to'));
    expect(folder.read('to/done.txt')).toBe('after');
  });

  it.each([
    ['npm', recipeIn, { 'is-odd': '1.0.0' }, undefined, /^npm ci .* ended with 1$/],
    [
      'what comes after it',
      recipeIn,
      {},
      `export default (folder, step) => step('it', ['false'], { cwd: folder });`,
      /^false in .* ended with 1$/,
    ],
  ] as const)('notes nothing when %s fails', async (_, make, dependencies, after, message) => {
    using folder = openFolder();
    await expect(installRuntime('it', make(folder, dependencies, after), folder.join('to'))).rejects.toMatchObject({
      code: 'ADAPTER_NOT_INSTALLED',
      message: expect.stringMatching(message) as unknown,
    });
    expect(existsSync(folder.join(`to/${installedFile}`))).toBe(false);
  });
});

describe('sandproof adapters install', () => {
  it('refuses an adapter that has nothing to be installed, and says which have', async () => {
    expect(await runCli(['adapters', 'install', 'deno', 'reference'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/expected .*bun, deno, .*got "reference"/) as unknown,
      stdout: '',
    });
  });
});
