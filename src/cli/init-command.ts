import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { Command } from 'commander';

import { SandproofError } from '../harness/suite-error.ts';
import { packageRoot } from '../package-root.ts';

const template = join(packageRoot, 'fixtures', 'templates', 'adapter');

const initAdapter = (folder: string): void => {
  const target = resolve(folder);
  const files = readdirSync(template);
  const taken = files.find((name) => existsSync(join(target, name)));
  if (taken !== undefined)
    throw new SandproofError('BAD_FLAG', `init adapter: ${join(target, taken)} exists already; name an empty folder`);
  mkdirSync(target, { recursive: true });
  for (const name of files) copyFileSync(join(template, name), join(target, name));
  process.stdout.write(
    `Wrote ${files.join(', ')} to ${target}.\nNext: fill in load() and call() of adapter.ts, then \`sandproof smoke --adapter ${join(folder, 'adapter.ts')}\` until its ten steps hold, then \`sandproof run\`.\n`,
  );
};

/** `sandproof init adapter` */
export const initCommand = (): Command =>
  new Command('init')
    .description('write a new adapter to start from')
    .argument('<what>', '"adapter"')
    .argument('[folder]', 'where to write it', 'sandproof-adapter')
    .action((what: string, folder: string) => {
      if (what !== 'adapter') throw new SandproofError('BAD_FLAG', `init: expected "adapter", got ${JSON.stringify(what)}`);
      initAdapter(folder);
    });
