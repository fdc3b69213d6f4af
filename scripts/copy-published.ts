/**
 * Copies the published extensions that cases run (`npm:<package>`) to `dist/published`, so that they come with the package as they are:
 * their manifest, the file that runs, and their licence. As dependencies they would bring trees under licences that this package must not have.
 */
import { copyFileSync, globSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isAllowed } from '../gates/licences.ts';
import { collectCases } from '../src/harness/collect-cases.ts';
import { packageRoot } from '../src/package-root.ts';

interface PublishedManifest {
  readonly license?: string;
  readonly 'directus:extension': { readonly path: string | { readonly api: string } };
}

const given = (await collectCases()).flatMap((one) => [one.given, one.given.beside, one.admits?.given, one.admits?.given?.beside]);
const names = new Set(
  given.flatMap((extension) => (extension?.extension?.startsWith('npm:') === true ? [extension.extension.slice('npm:'.length)] : [])),
);
if (names.size === 0) throw new Error('no case runs a published extension any more: remove this script');

for (const name of names) {
  const from = join(packageRoot, 'node_modules', name);
  const to = join(packageRoot, 'dist/published', name);
  const manifest = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as PublishedManifest;
  if (manifest.license === undefined || !isAllowed(manifest.license))
    throw new Error(`${name} has the licence ${JSON.stringify(manifest.license)}: it can't be shipped`);
  const { path } = manifest['directus:extension'];
  const entry = typeof path === 'string' ? path : path.api;
  for (const file of ['package.json', entry, ...globSync('{LICENSE,LICENCE,license,NOTICE}*', { cwd: from })]) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    copyFileSync(join(from, file), join(to, file));
  }
}
