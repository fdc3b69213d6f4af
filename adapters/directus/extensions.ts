import { lstat, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import type { ExtensionPackage } from '../../src/contract/adapter.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Administrator } from './administrator.ts';
import type { Installation } from './installation.ts';

/** Name of the folder of the envoy, among the extensions. */
const envoyName = 'sandproof-envoy';

const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

const envoyManifest = {
  name: envoyName,
  version: '1.0.0',
  type: 'module',
  'directus:extension': {
    type: 'operation',
    path: { app: 'app.js', api: 'index.js' },
    source: { app: 'app.js', api: 'index.js' },
    host: '*',
  },
};

/** Writes the envoy into the folder of the extensions. `emitter` is the URL of Directus' own, `isolates` that of the isolated-vm which it gets. */
export const writeEnvoy = async (extensions: string, { emitter, isolates }: Pick<Installation, 'emitter' | 'isolates'>): Promise<void> => {
  const folder = join(extensions, envoyName);
  const envoy = new URL(`./envoy.${ending}`, import.meta.url).href;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify(envoyManifest));
  await writeFile(
    join(folder, 'index.js'),
    [
      `import emitter from ${JSON.stringify(emitter)};`,
      `import { disposedIsolates } from ${JSON.stringify(isolates)};`,
      `import { operation, serve } from ${JSON.stringify(envoy)};`,
      'serve(emitter, disposedIsolates);',
      'export default operation;\n',
    ].join('\n'),
  );
  await writeFile(join(folder, 'app.js'), 'export default {};\n');
};

/** So many entries beside a package may be there for its sake; a folder with more is somebody's. */
const mostBeside = 4;

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

/* What stands beside a package is where a path that leaves it leads to. */
const besides = async (folder: string): Promise<readonly string[]> => {
  const entries = (await readdir(dirname(folder))).filter((entry) => entry !== basename(folder));
  return entries.length > mostBeside ? [] : entries;
};

/** A link to something of a package, among the extensions. */
interface Link {
  readonly at: string;
  readonly to: string;
}

/** Links that put one package among the extensions: to its folder, and to what stands beside it for its sake. */
export type Links = readonly Link[];

/** Returns the links for a package. */
export const linksTo = async (extensions: string, name: string, { folder }: ExtensionPackage): Promise<Links> => [
  { at: join(extensions, name), to: folder },
  ...(await besides(folder)).map((entry) => ({ at: join(extensions, entry), to: join(dirname(folder), entry) })),
];

/** Puts a package among the extensions. */
export const putLinks = async (links: Links): Promise<void> => {
  for (const { at, to } of links) if (!(await exists(at))) await symlink(to, at);
};

/** Takes everything from among the extensions but the envoy. */
export const removeOthers = async (extensions: string): Promise<void> => {
  for (const entry of await readdir(extensions)) if (entry !== envoyName) await rm(join(extensions, entry), { force: true });
};

/** Takes a package from among the extensions. */
export const removeLinks = async (links: Links): Promise<void> => {
  for (const { at } of links) await rm(at, { force: true });
};

interface Listed {
  readonly id: string;
  readonly schema: { readonly name: string } | null;
}

/** Returns what makes Directus read its extensions anew: to write down of the envoy that it is enabled, which it is. */
export const reloaderOf = async (administrator: Administrator): Promise<() => Promise<void>> => {
  const listed = (await administrator('GET', '/extensions')) as unknown as readonly Listed[];
  const envoy = listed.find(({ schema }) => schema?.name === envoyName);
  if (envoy === undefined) throw new Error(`Directus lists no extension ${envoyName}: ${JSON.stringify(listed).slice(0, 500)}`);
  const enabled: Json = { meta: { enabled: true } };
  return async () => {
    await administrator('PATCH', `/extensions/${envoy.id}`, enabled);
  };
};
