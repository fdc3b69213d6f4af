import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import type { GivenExtension } from '../contract/case.ts';
import type { LoadMessage } from '../faults/fault.ts';
import { packageRoot } from '../package-root.ts';

const folderOf = (extension: string): string => {
  if (!extension.startsWith('npm:')) return join(packageRoot, 'fixtures', 'extensions', extension);
  const name = extension.slice('npm:'.length);
  const shipped = join(packageRoot, 'dist', 'published', name);
  return existsSync(shipped) ? shipped : dirname(createRequire(join(packageRoot, 'package.json')).resolve(`${name}/package.json`));
};

interface OwnManifest {
  readonly 'directus:extension': { readonly path: string | { readonly app: string; readonly api: string }; readonly sandbox: object };
}

/**
 * Reads a fixture or an installed package and gives it the case's name, scopes, manifest and source. Hosts and tokens of case and manifest are disguised;
 * a fixture's code is not: the bytes reviewed are the bytes run. @throws {Error} when the folder or its entry file is missing.
 */
export const readFixture = async (plain: GivenExtension, name: string, disguise: <T>(value: T) => T): Promise<LoadMessage['extension']> => {
  const given = disguise(plain);
  const folder = folderOf(given.extension);
  const manifest = disguise(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as OwnManifest);
  const extension = manifest['directus:extension'];
  const entry = typeof extension.path === 'string' ? extension.path : extension.path.api;
  const source = given.source ?? (await readFile(join(folder, entry), 'utf8'));
  const scoped =
    given.scopes === undefined ? extension : { ...extension, sandbox: { ...extension.sandbox, requestedScopes: given.scopes } };
  const manifestText =
    given.manifestText ?? JSON.stringify({ ...manifest, name, 'directus:extension': { ...scoped, ...given.manifest } }, null, 2);
  return { name, manifestText: manifestText.replaceAll('{{name}}', name), files: { ...given.files, [entry]: source } };
};
