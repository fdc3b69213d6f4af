import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, posix } from 'node:path';

import type { GivenExtension, TreeEntry } from '../contract/case.ts';
import type { LoadMessage, PlacedEntry } from '../faults/fault.ts';
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

const placed = (one: TreeEntry, source: string): PlacedEntry => {
  if (!('copy' in one)) return one;
  return one.paddedTo === undefined ? { text: source } : { text: source, paddedTo: one.paddedTo };
};

/* What whoever reads the folder finds in small regular files: links that stay inside lead to one of them. */
const readable = (entry: string, source: string, tree: Readonly<Record<string, PlacedEntry>>): Readonly<Record<string, string>> => {
  const found = new Map([[entry, source]]);
  for (const [path, one] of Object.entries(tree))
    if ('text' in one && one.paddedTo === undefined && !path.startsWith('../')) found.set(path, one.text);
  for (const [path, one] of Object.entries(tree)) {
    const text = 'link' in one ? found.get(posix.join(posix.dirname(path), one.link)) : undefined;
    if (text !== undefined) found.set(path, text);
  }
  return Object.fromEntries(found);
};

/**
 * Reads a fixture or an installed package and gives it the case's name, scopes, manifest and source. Hosts and tokens of case and manifest are disguised;
 * a fixture's code is not: the bytes reviewed are the bytes run. @throws {Error} when the folder or its entry file is missing.
 */
export const readFixture = (plain: GivenExtension, name: string, disguise: <T>(value: T) => T): LoadMessage['extension'] => {
  const given = disguise(plain);
  const folder = folderOf(given.extension);
  const manifest = disguise(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as OwnManifest);
  const extension = manifest['directus:extension'];
  const entry = typeof extension.path === 'string' ? extension.path : extension.path.api;
  const source = given.source ?? readFileSync(join(folder, entry), 'utf8');
  const scoped =
    given.scopes === undefined ? extension : { ...extension, sandbox: { ...extension.sandbox, requestedScopes: given.scopes } };
  const manifestText =
    given.manifestText ?? JSON.stringify({ ...manifest, name, 'directus:extension': { ...scoped, ...given.manifest } }, null, 2);
  const tree = Object.fromEntries(Object.entries(given.tree ?? {}).map(([path, one]) => [path, placed(one, source)]));
  return {
    name,
    manifestText: manifestText.replaceAll('{{name}}', name),
    files: readable(entry, source, tree),
    tree,
  };
};
