import { copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { InstallStep } from '../../installed.ts';
import { environmentOf, serverFolder } from '../environment.ts';
import { openHostProcess } from '../host-process.ts';
import { installation } from '../installation.ts';

/** Builds the native modules with the headers of the Node that is to load them, fills a database to be copied for each server, and imports all of it once. */
const after = async (folder: string, step: InstallStep): Promise<void> => {
  const installed = installation(folder);
  const place = serverFolder(mkdtempSync(join(folder, 'bootstrap-')));
  const env = environmentOf(installed, place);
  step('directus: builds isolated-vm and sqlite3, which takes minutes', ['npm', 'rebuild', 'isolated-vm', 'sqlite3'], {
    cwd: folder,
    env: { ...env, npm_config_nodedir: installed.nodeHeaders, npm_config_ignore_scripts: 'false' },
  });
  writeFileSync(join(place.folder, 'package.json'), '{}');
  mkdirSync(place.uploads);
  step('directus: fills a database', [installed.node, installed.program, 'bootstrap'], { cwd: place.folder, env });
  const first = `Promise.all([import('@directus/api/server'), import('@directus/api/cli/run.js')]).then(() => process.exit())`;
  const flags = ['--disable-warning=ExperimentalWarning', `--import=${installed.resolveCache}`];
  step('directus: compiles it', [installed.node, ...flags, '--eval', first, '--', '--version'], {
    cwd: folder,
    env: { ...env, SANDPROOF_RESOLVES: 'yes' },
  });
  renameSync(place.database, installed.template);
  rmSync(place.folder, { recursive: true });
  await using host = await openHostProcess(installed, { network: { resolve: async () => [] } }, () => undefined, { first: true });
  await host.current();
  copyFileSync(host.place.database, installed.template);
};

export default after;
