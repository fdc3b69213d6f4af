import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { InstallStep } from '../../adapters/installed.ts';
import { installedFile, recipeFiles, recipeHash, type Recipe } from '../harness/installed-runtime.ts';
import { SandproofError } from '../harness/suite-error.ts';

/** What a recipe's `after` exports as default: the rest of an installation, in the folder where npm has done its part. */
type After = (folder: string, step: InstallStep) => Promise<void>;

/** MiB of what a step prints that are kept for the case that it fails. */
const keptMiB = 16;

const step: InstallStep = (title, [command = '', ...args], where) => {
  if (process.stdout.isTTY) process.stdout.write(`${title} … `);
  const from = performance.now();
  const { status, signal, error, stdout, stderr } = spawnSync(command, args, {
    ...where,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: keptMiB * 1024 * 1024,
  });
  if (status !== 0) {
    process.stderr.write(`\n${stdout ?? ''}${stderr ?? ''}`);
    const ending = error?.message ?? `ended with ${String(status ?? signal)}`;
    throw new SandproofError('ADAPTER_NOT_INSTALLED', `${[command, ...args].join(' ')} in ${where.cwd}: expected 0, but it ${ending}`, {
      cause: error,
    });
  }
  if (process.stdout.isTTY) process.stdout.write(`${((performance.now() - from) / 1000).toFixed(0)} s\n`);
};

/** Installs a runtime by its recipe into a folder, which is emptied first. @throws {SandproofError} `ADAPTER_NOT_INSTALLED` when a step fails; then it is not installed */
export const installRuntime = async (name: string, recipe: Recipe, folder: string): Promise<void> => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of recipeFiles) copyFileSync(join(recipe.folder, file), join(folder, file));
  const hasAfter = existsSync(recipe.after);
  // the packages' own scripts run where the recipe says nothing else: `after` does what they would
  const flags = ['--no-audit', '--no-fund', ...(hasAfter ? ['--ignore-scripts'] : [])];
  step(`${name}: brings the packages`, ['npm', 'ci', ...flags], { cwd: folder });
  if (hasAfter) await ((await import(pathToFileURL(recipe.after).href)) as { readonly default: After }).default(folder, step);
  const marker = join(folder, installedFile);
  writeFileSync(`${marker}.part`, `${JSON.stringify({ recipe: recipeHash(recipe) })}\n`);
  renameSync(`${marker}.part`, marker);
};
