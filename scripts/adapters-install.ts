/** Installs the runtime of a heavy adapter by its recipe: `npm run adapters:install <name>`. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { InstallStep } from '../adapters/installed.ts';
import { installedFile, isHeavy, lackOfRuntime, recipeHash, recipeOf } from '../src/harness/installed-runtime.ts';
import { runtimesFolder } from '../src/package-root.ts';
import { adapterNames } from '../src/harness/resolve-adapter.ts';

/** What `install/after.ts` may export as default: the rest of an installation, in the folder where npm has done its part. */
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
    process.stderr.write(`\n${stdout}${stderr}`);
    throw new Error(`${command} ${args.join(' ')} in ${where.cwd} ended with ${String(status ?? signal)}`, { cause: error });
  }
  if (process.stdout.isTTY) console.log(`${((performance.now() - from) / 1000).toFixed(0)} s`);
};

const install = async (name: string): Promise<void> => {
  const folder = join(runtimesFolder, name);
  const recipe = recipeOf(name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(recipe, file), join(folder, file));
  const settings = join(recipe, '.npmrc'); // where npm must not run the packages' scripts, since `after.ts` does
  if (existsSync(settings)) copyFileSync(settings, join(folder, '.npmrc'));
  step(`${name}: brings the packages`, ['npm', 'ci', '--no-audit', '--no-fund'], { cwd: folder });
  const after = join(recipe, 'after.ts');
  if (existsSync(after)) await ((await import(pathToFileURL(after).href)) as { readonly default: After }).default(folder, step);
  const marker = join(folder, installedFile);
  writeFileSync(`${marker}.part`, `${JSON.stringify({ recipe: recipeHash(name) })}\n`);
  renameSync(`${marker}.part`, marker);
};

const heavy = adapterNames().filter(isHeavy);
const names = process.argv.slice(2).filter((word) => word !== '--');
const unknown = names.find((name) => !heavy.includes(name));
if (names.length === 0 || unknown !== undefined) {
  console.error(
    `expected adapters with a runtime to install, ${heavy.join(', ') || 'of which there are none'}, got ${JSON.stringify(unknown ?? '')}`,
  );
  process.exitCode = 2;
} else {
  for (const name of names) {
    if (lackOfRuntime(name) === undefined) console.log(`${name} is installed already`);
    else {
      await install(name);
      console.log(`${name} is installed in .adapters/${name}`);
    }
  }
}
