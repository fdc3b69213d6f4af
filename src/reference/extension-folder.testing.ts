import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ExtensionPackage } from '../contract/adapter.ts';

/** An extension in a folder of its own; disposing removes the folder. */
export interface ExtensionFolder extends ExtensionPackage, AsyncDisposable {}

/** What a test says of its extension. */
export interface ExtensionSketch {
  readonly name?: string;
  readonly type?: 'operation' | 'hook' | 'endpoint' | 'bundle';
  readonly scopes?: object;
}

const everything = { log: {}, sleep: {}, request: { methods: ['GET', 'POST'], urls: ['http://127.0.0.1:*/*', 'http://inside.test/*'] } };

/** Writes an extension with this source as its entry. */
export const extensionFolder = async (
  source: string,
  { name = 'subject', type = 'operation', scopes = everything }: ExtensionSketch = {},
): Promise<ExtensionFolder> => {
  const folder = await mkdtemp(join(tmpdir(), 'sandproof-reference-'));
  const path = type === 'operation' || type === 'bundle' ? { app: 'app.js', api: 'index.js' } : 'index.js';
  const entries = type === 'bundle' ? { entries: [{ type: 'hook', name: 'part', source: 'src' }] } : {};
  const extension = { type, path, ...entries, sandbox: { enabled: true, requestedScopes: scopes } };
  const manifestText = JSON.stringify({ name, version: '1.0.0', type: 'module', 'directus:extension': extension });
  await writeFile(join(folder, 'package.json'), manifestText);
  await writeFile(join(folder, 'index.js'), source);
  return { name, folder, manifestText, files: { 'index.js': source }, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
};
