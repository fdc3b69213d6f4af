import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Adapter, ExtensionPackage, Loaded, Runtime, Sandbox } from '../src/contract/adapter.ts';
import type { Limits } from '../src/contract/limits.ts';

/** A started adapter, for tests of adapters. */
export interface TestRuntime extends AsyncDisposable {
  readonly runtime: Runtime;
  /** What the host was told to log, in order. */
  readonly logs: readonly { readonly extension: string; readonly text: string }[];
  load(
    name: string,
    source: string,
    more?: { readonly type?: string; readonly scopes?: object; readonly limits?: Partial<Limits> },
  ): Promise<Loaded>;
  /** The same, but fails unless it is accepted. */
  accept(...parameters: Parameters<TestRuntime['load']>): Promise<Sandbox>;
}

const allScopes = { log: {}, sleep: {}, request: { methods: ['GET'], urls: ['https://inside.test/*'] } };

const manifestOf = (name: string, type: string, requestedScopes: object): string => {
  const path = type === 'operation' ? { app: 'app.js', api: './index.js' } : 'index.js';
  return JSON.stringify({
    name,
    version: '1.0.0',
    type: 'module',
    'directus:extension': { type, path, source: path, host: '*', sandbox: { enabled: true, requestedScopes } },
  });
};

/** Starts an adapter in this process, with a log that is kept and packages in folders of their own. */
export const startAdapter = async (adapter: Adapter): Promise<TestRuntime> => {
  const logs: { extension: string; text: string }[] = [];
  const folders: string[] = [];
  const runtime = await adapter.start({
    log: (extension, text) => logs.push({ extension, text }),
    network: { resolve: async () => ['203.0.113.7'] },
    options: {},
  });
  const packageOf = async (name: string, source: string, type: string, scopes: object): Promise<ExtensionPackage> => {
    const folder = await mkdtemp(join(tmpdir(), 'sandproof-'));
    folders.push(folder);
    const manifestText = manifestOf(name, type, scopes);
    await writeFile(join(folder, 'package.json'), manifestText);
    await writeFile(join(folder, 'index.js'), source);
    return { name, folder, manifestText, files: { 'index.js': source } };
  };
  const load: TestRuntime['load'] = async (name, source, { type = 'operation', scopes = allScopes, limits = {} } = {}) =>
    runtime.load(await packageOf(name, source, type, scopes), { limits });
  return {
    runtime,
    logs,
    load,
    accept: async (...parameters) => {
      const loaded = await load(...parameters);
      if ('refused' in loaded) throw new Error(`expected a load, got ${JSON.stringify(loaded.refused)}`);
      return loaded.sandbox;
    },
    [Symbol.asyncDispose]: async () => {
      await runtime[Symbol.asyncDispose]();
      await Promise.all(folders.map((folder) => rm(folder, { recursive: true })));
    },
  };
};
