import { mkdir, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/package-root.ts';
import type { WrittenExtension } from './host-protocol.ts';
import type { Program } from './program.ts';
import type { TripPlaces } from './tripwires.ts';

const huntText = readFileSync(join(packageRoot, 'bench', 'battery', 'guest', 'hunt.js'), 'utf8');

/** A program's package name. */
export const packageNameOf = (id: string): string => `battery-${id.replaceAll('/', '-')}`;

const everything = { log: {}, sleep: {}, request: { methods: ['GET', 'POST'], urls: ['WEB/*'] } };

/** What a program's extension is written from. */
export interface ExtensionPlan {
  readonly name: string;
  readonly kind: Program['kind'];
  readonly source: string;
  readonly scopes: Readonly<Record<string, unknown>>;
  readonly manifest?: Program['manifest'];
}

/** Returns how a program's extension is written, when its corner of the server is `web`. */
export const planExtension = ({ id, kind, source, armed, scopes, manifest }: Program, places: TripPlaces, web: string): ExtensionPlan => {
  const head = armed ? huntText.replace('__TRIP__', JSON.stringify({ ...places, web })) : '';
  return {
    name: packageNameOf(id),
    kind,
    source: head + source,
    scopes: JSON.parse(JSON.stringify(scopes ?? everything).replaceAll('WEB', web)) as Readonly<Record<string, unknown>>,
    ...(manifest === undefined ? {} : { manifest }),
  };
};

/** Writes an extension into a folder of its own below `root`. */
export const writeExtension = async (root: string, { name, kind, source, scopes, manifest }: ExtensionPlan): Promise<WrittenExtension> => {
  const folder = join(root, name);
  const path = kind === 'operation' ? { app: 'app.js', api: 'index.js' } : 'index.js';
  const extension = { type: kind, path, sandbox: { enabled: true, requestedScopes: scopes } };
  const usual = { name, version: '1.0.0', type: 'module', 'directus:extension': extension };
  const manifestText = manifest === undefined ? JSON.stringify(usual) : manifest(usual);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), manifestText);
  await writeFile(join(folder, 'index.js'), source);
  return { name, folder, manifestText };
};
