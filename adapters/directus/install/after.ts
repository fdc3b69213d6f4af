import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { environmentOf, serverFolder } from '../environment.ts';
import { openHostProcess } from '../host-process.ts';
import { installation } from '../installation.ts';

const run = (command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): void => {
  const { status, signal } = spawnSync(command, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${String(status ?? signal)}`);
};

/** Builds the native modules with the headers of the Node that is to load them, fills a database to be copied for each server, and imports all of it once. */
const after = async (folder: string): Promise<void> => {
  const installed = installation(folder);
  const place = serverFolder(mkdtempSync(join(folder, 'bootstrap-')));
  const environment = environmentOf(installed, place);
  const building = { ...environment, npm_config_nodedir: installed.nodeHeaders, npm_config_ignore_scripts: 'false' };
  run('npm', ['rebuild', 'isolated-vm', 'sqlite3', '--foreground-scripts'], folder, building);
  writeFileSync(join(place.folder, 'package.json'), '{}');
  mkdirSync(place.uploads);
  run(installed.node, [installed.program, 'bootstrap'], place.folder, environment);
  const first = `Promise.all([import('@directus/api/server'), import('@directus/api/cli/run.js')]).then(() => process.exit())`;
  const flags = ['--disable-warning=ExperimentalWarning', `--import=${installed.resolveCache}`];
  run(installed.node, [...flags, '--eval', first, '--', '--version'], folder, { ...environment, SANDPROOF_RESOLVES: 'yes' });
  renameSync(place.database, installed.template);
  rmSync(place.folder, { recursive: true });
  await using host = await openHostProcess(installed, { network: { resolve: async () => [] } }, () => undefined, { first: true });
  await host.current();
  copyFileSync(host.place.database, installed.template);
};

export default after;
