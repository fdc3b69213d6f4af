import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { until } from '../harness/testing/is-alive.testing.ts';
import { extensionFolder } from '../reference/extension-folder.testing.ts';
import { serveExtension, type Serving } from './serve-extension.ts';

it('loses no change from the moment on at which it says that it listens', { timeout: 60_000 }, async () => {
  const source = (body: string): string => `export default (router) => router.get('/', () => '${body}');`;
  await using extension = await extensionFolder(source('one'), { type: 'endpoint' });
  const said: string[] = [];
  const serving: Serving = await serveExtension({
    folder: extension.folder,
    host: '127.0.0.1',
    port: 0,
    watch: true,
    say: ({ type }) => {
      said.push(type);
      if (type === 'listening') writeFileSync(join(extension.folder, 'index.js'), source('two'));
    },
  });
  try {
    await until('it is loaded again', () => said.filter((type) => type === 'loaded').length === 2);
    expect(said.slice(0, 4)).toEqual(['loaded', 'route', 'listening', 'loaded']);
  } finally {
    await serving.close(0);
  }
});
