import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ExtensionPackage } from '../contract/adapter.ts';

/** An extension in a folder of its own; disposing removes the folder. */
export interface ExtensionFolder extends ExtensionPackage, AsyncDisposable {}

/** What a test says of its extension. */
export interface ExtensionSketch {
  readonly name?: string;
  readonly type?: 'operation' | 'hook' | 'endpoint';
  readonly scopes?: object;
}

const everything = { log: {}, sleep: {}, request: { methods: ['GET', 'POST'], urls: ['http://127.0.0.1:*/*', 'http://inside.test/*'] } };

const splitPath = { app: 'app.js', api: 'index.js' };

const write = async (name: string, source: string, extension: object): Promise<ExtensionFolder> => {
  const folder = await mkdtemp(join(tmpdir(), 'sandproof-reference-'));
  const manifestText = JSON.stringify({ name, version: '1.0.0', type: 'module', 'directus:extension': extension });
  await writeFile(join(folder, 'package.json'), manifestText);
  await writeFile(join(folder, 'index.js'), source);
  return { name, folder, manifestText, files: { 'index.js': source }, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
};

/** Writes an extension with this source as its entry. */
export const extensionFolder = (
  source: string,
  { name = 'subject', type = 'operation', scopes = everything }: ExtensionSketch = {},
): Promise<ExtensionFolder> =>
  write(name, source, { type, path: type === 'operation' ? splitPath : 'index.js', sandbox: { enabled: true, requestedScopes: scopes } });

/** Writes a bundle of these parts with this source as its one entry. */
export const bundleFolder = (source: string, entries: readonly object[], scopes: object = everything): Promise<ExtensionFolder> =>
  write('subject', source, { type: 'bundle', path: splitPath, entries, sandbox: { enabled: true, requestedScopes: scopes } });
