import { describe, expect, it } from 'vitest';

import { childProcesses } from './child-processes.testing.ts';
import { createRuntime } from './create-runtime.ts';
import { bundleFolder } from './extension-folder.testing.ts';
import type { LoadError } from './runtime-error.ts';

const parts = [
  { type: 'operation', name: 'greet', source: { app: 'a.ts', api: 'b.ts' } },
  { type: 'operation', name: 'shout', source: { app: 'a.ts', api: 'b.ts' } },
  { type: 'hook', name: 'stamp', source: 'c.ts' },
  { type: 'endpoint', name: 'status', source: 'd.ts' },
  { type: 'interface', name: 'picker', source: 'e.ts' },
];

const source = `
  import { log } from 'directus:api';
  const operations = [
    { name: 'greet', config: { id: 'greet', handler: ({ name }) => { log('greets'); return 'Hello ' + name; } } },
    { name: 'shout', config: { id: 'shout', handler: ({ name }) => name.toUpperCase() } },
  ];
  const hooks = [{ name: 'stamp', config: ({ filter }) => { filter('items.create', (item) => ({ ...item, stamped: true })); } }];
  const endpoints = [{ name: 'status', config: (router) => {
    router.get('/', ({ url }) => ({ status: 200, body: { url } }));
    router.get('/deep/:id', ({ url }) => ({ status: 200, body: { url } }));
    router.get('bare', ({ url }) => ({ status: 200, body: { url } }));
  } }];
`;
const named = `${source} export { operations, hooks, endpoints };`;

const refusal = async (text: string, given = parts): Promise<LoadError> => {
  await using runtime = createRuntime({ spares: 0 });
  await using bundle = await bundleFolder(text, given);
  const error: unknown = await runtime.load(bundle).catch((thrown: unknown) => thrown);
  expect(childProcesses()).toEqual([]);
  expect(runtime.sandbox('subject')).toBeUndefined();
  return error as LoadError;
};

describe('a bundle', () => {
  it.each([
    ['by name', named],
    ['on its default export', `${source} export default { operations, hooks, endpoints };`],
  ])('registers every part that it exports %s, in one sandbox under the scopes of the bundle', async (_, text) => {
    const logs: string[] = [];
    await using runtime = createRuntime({ spares: 0, logger: (extension, line) => logs.push(`${extension}: ${line}`) });
    await using bundle = await bundleFolder(text, parts);
    const sandbox = await runtime.load(bundle);
    expect(sandbox.registrations).toEqual([
      { filter: 'items.create' },
      { endpoint: { method: 'GET', path: '/status/' } },
      { endpoint: { method: 'GET', path: '/status/deep/:id' } },
      { endpoint: { method: 'GET', path: '/status/bare' } },
      { operation: 'greet' },
      { operation: 'shout' },
    ]);
    expect(childProcesses()).toHaveLength(1);
    expect(await sandbox.operation('greet', { name: 'Ada' })).toBe('Hello Ada');
    expect(await sandbox.operation('shout', { name: 'Ada' })).toBe('ADA');
    expect(await sandbox.filter('items.create', { a: 1 })).toEqual({ a: 1, stamped: true });
    expect(logs).toEqual(['subject: greets']);
    const get = async (path: string): Promise<unknown> => {
      const response = await sandbox.handle(new Request(`http://host.test${path}`));
      return response.status === 200 ? response.json() : response.status;
    };
    expect(
      await Promise.all(['/status', '/status/', '/status?a=b', '/status/deep/7?x=1', '/status/bare', '/deep/7', '/'].map(get)),
    ).toEqual([{ url: '/' }, { url: '/' }, { url: '/?a=b' }, { url: '/deep/7?x=1' }, { url: '/bare' }, 404, 404]);
  });

  it('has no scope beyond those of its manifest', async () => {
    await using runtime = createRuntime({ spares: 0 });
    await using bundle = await bundleFolder(named, parts, {});
    const sandbox = await runtime.load(bundle);
    await expect(sandbox.operation('greet', { name: 'Ada' })).rejects.toMatchObject({ error: { message: 'No permission to use "log"' } });
  });

  it.each([
    ['exports a part that the manifest does not declare', `${named.replace("name: 'shout'", "name: 'other'")}`, 'other'],
    ['exports a part twice', `${named.replace("name: 'shout'", "name: 'greet'")}`, 'greet'],
    ['does not export a declared part', `${source} export { operations, hooks };`, 'status'],
    [
      'exports a list that is no array',
      `${source} export { operations, hooks }; const all = {}; export { all as endpoints };`,
      '"endpoints"',
    ],
    ['has two operations of one id', `${named.replace("id: 'shout'", "id: 'greet'")}`, '"greet"'],
    ['exports something else', 'export default 1;', 'must export'],
  ])('is refused when it %s', async (_, text, says) => {
    expect(await refusal(text)).toMatchObject({ phase: 'register', error: { message: expect.stringContaining(says) } });
  });

  it('is refused by a manifest that names a part twice, a part that is no segment of a path, or no part for the host', async () => {
    const [first = { type: 'hook', name: 'x', source: 's' }] = parts;
    const field = async (given: typeof parts): Promise<unknown> => (await refusal(named, given)).field;
    expect(await field([...parts, first])).toBe('directus:extension.entries[5]');
    expect(await field([{ type: 'endpoint', name: '../up', source: 's' }])).toBe('directus:extension.entries[0].name');
    expect(await field(parts.slice(4))).toBe('directus:extension.entries');
  });
});
