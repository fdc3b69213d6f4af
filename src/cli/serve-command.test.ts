import { writeFileSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { until } from '../harness/testing/is-alive.testing.ts';
import { extensionFolder } from '../reference/extension-folder.testing.ts';
import { runCli, startCli } from './run-cli.testing.ts';
import { startServe } from './start-serve.testing.ts';

const slow = { timeout: 60_000 };
const endpoint = { type: 'endpoint' } as const;
const json = { 'content-type': 'application/json' };

const post = (url: string, body: string, headers: Readonly<Record<string, string>> = json): Promise<Response> =>
  fetch(url, { method: 'POST', body, headers });

describe('sandproof serve', slow, () => {
  it("answers with an extension's endpoints and tells its routes, logs, requests and stops", async () => {
    const source = `import { log } from 'directus:api';
      export default (router) => {
        router.get('/greet/:name', ({ url }) => { log('greets\\n' + url); return { status: 201, body: { url } }; });
        router.post('/spin', () => { for (;;); });
      };`;
    await using extension = await extensionFolder(source, { ...endpoint, name: '@scope/greets' });
    await using serve = await startServe(extension.folder);
    const mount = `${serve.url}/@scope/greets`;
    expect(serve.notes('route')).toEqual([
      { type: 'route', method: 'GET', url: `${mount}/greet/:name` },
      { type: 'route', method: 'POST', url: `${mount}/spin` },
    ]);
    expect(serve.notes('loaded')).toMatchObject([{ extension: '@scope/greets' }]);
    const greeted = await fetch(`${mount}/greet/ada?a=b`);
    expect([greeted.status, await greeted.json()]).toEqual([201, { url: '/greet/ada?a=b' }]);
    expect((await fetch(mount)).status).toBe(404);
    expect((await fetch(`${serve.url}/@scope/greets-more`)).status).toBe(404);
    expect((await post(`${mount}/spin`, '{}')).status).toBe(503);
    expect((await fetch(`${mount}/greet/again`)).status).toBe(201);
    await until('all is told', () => serve.notes('request').length === 5);
    expect(serve.notes('log').map(({ text }) => text)).toEqual(['greets\\n/greet/ada?a=b', 'greets\\n/greet/again']);
    expect(serve.notes('request')).toMatchObject([
      { method: 'GET', path: '/@scope/greets/greet/ada?a=b', status: 201 },
      { status: 404 },
      { status: 404 },
      { method: 'POST', status: 503 },
      { status: 201 },
    ]);
    expect(serve.notes('stop')).toMatchObject([{ extension: '@scope/greets', limit: 'cpu' }]);
    expect(serve.notes('respawn')).toHaveLength(1);
  });

  it('tries operations, filters and actions, and shows their author what they threw', async () => {
    const source = `export default ({ filter, action }) => {
        filter('items.create', (payload) => ({ ...payload, seen: true }));
        filter('bad', () => { throw new RangeError('not this'); });
        action('a/b', () => undefined);
      };`;
    await using hook = await extensionFolder(source, { type: 'hook' });
    await using serve = await startServe(hook.folder);
    expect(serve.notes('action')).toEqual([{ type: 'action', event: 'a/b', url: `${serve.url}/_actions/a%2Fb` }]);
    const tried = async (path: string, body = '{"a":1}', headers: Readonly<Record<string, string>> = json): Promise<unknown> => {
      const answer = await post(serve.url + path, body, headers);
      const text = await answer.text();
      return [answer.status, text === '' ? '' : (JSON.parse(text) as unknown)];
    };
    expect(await tried('/_filters/items.create')).toEqual([200, { result: { a: 1, seen: true } }]);
    expect(await tried('/_actions/a%2Fb')).toEqual([204, '']);
    expect(await tried('/_filters/bad')).toMatchObject([500, { errors: [{ message: 'RangeError: not this' }] }]);
    expect(await tried('/_filters/nothing')).toMatchObject([404, {}]);
    expect(await tried('/_operations/it')).toMatchObject([404, {}]);
    expect(await tried('/_operations/%')).toMatchObject([404, {}]);
    expect(await tried('/_filters/items.create', '{')).toMatchObject([400, {}]);
    expect(await tried('/_filters/items.create', '{}', { 'content-type': 'text/plain' })).toMatchObject([415, {}]);
    expect((await fetch(`${serve.url}/_filters/items.create`)).status).toBe(405);
  });

  it('refuses a host name that is not its own', async () => {
    await using extension = await extensionFolder(
      `export default (router) => router.get('/', () => ({ status: 200, body: '' }));`,
      endpoint,
    );
    await using serve = await startServe(extension.folder);
    const statusAs = (host: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        httpRequest(`${serve.url}/subject`, { headers: { host } }, (answer) => resolve(answer.resume().statusCode))
          .on('error', reject)
          .end();
      });
    expect(await statusAs('rebound.test')).toBe(403);
    expect(await statusAs('localhost:1')).toBe(200);
    expect(await statusAs('[::1]:1')).toBe(200);
  });

  it('loads what was changed with --watch, also after it was refused', async () => {
    const source = (body: string): string => `export default (router) => router.get('/', () => ({ status: 200, body: '${body}' }));`;
    await using extension = await extensionFolder(source('one'), endpoint);
    await using serve = await startServe(extension.folder, '--watch');
    const text = async (): Promise<string> => (await fetch(`${serve.url}/subject`)).text();
    expect(await text()).toBe('one');
    writeFileSync(join(extension.folder, 'index.js'), source('two'));
    await expect.poll(text, slow).toBe('two');
    writeFileSync(join(extension.folder, 'index.js'), 'export default 5');
    await until('it is refused', () => serve.notes('refused').length > 0);
    expect((await fetch(`${serve.url}/subject`)).status).toBe(503);
    writeFileSync(join(extension.folder, 'index.js'), source('three'));
    await expect.poll(text, slow).toBe('three');
  });

  it('prints lines of text without --json, whatever an extension puts into them', async () => {
    const source = `import { log } from 'directus:api'; export default { id: '\\u001b[31mred\\n', handler: () => log('\\u001b[2J') };`;
    await using extension = await extensionFolder(source);
    const command = startCli(['serve', extension.folder, '--port', '0']);
    let seen = '';
    command.child.stdout?.on('data', (chunk: string) => (seen += chunk));
    await until('it listens', () => seen.includes('\nlistening  http://127.0.0.1:'));
    const url = /POST (http\S+)/.exec(seen)?.[1] ?? '';
    expect((await post(url, '{}')).status).toBe(204);
    await until('the request is told', () => /^request {4}POST \/_operations\/\S+ 204 \d+ ms$/m.test(seen));
    process.kill(command.pid, 'SIGTERM');
    const { code, stdout } = await command.ended;
    expect(code).toBe(0);
    expect(stdout).toMatch(/^operation {2}\\u001b\[31mred\\u000a: POST/m);
    expect(stdout).not.toContain('\u001b');
  });
});

describe('sandproof serve, used wrongly', slow, () => {
  it('ends with 2 and says what was wrong with the extension', async () => {
    await using broken = await extensionFolder('export default 5;', { ...endpoint, scopes: { request: { methods: 'GET', urls: [] } } });
    await using throwing = await extensionFolder('throw new Error("at once");', endpoint);
    const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
      [
        'no folder',
        [join(broken.folder, 'nowhere')],
        /The extension ".*nowhere" was refused \(manifest\): package\.json: \(root\) should be a readable file, but is ENOENT/,
      ],
      [
        'a bad manifest',
        [broken.folder],
        /The extension ".*" was refused \(manifest\): package\.json: \S*requestedScopes\.request\.methods should be .*, but is "GET"/,
      ],
      ['an extension that throws', [throwing.folder], /"subject" was refused \(evaluate\): at once/],
      ['a port that is none', [throwing.folder, '--port', '65536'], /--port: expected a whole number from 0 to 65535, got 65536/],
    ];
    for (const [what, words, sentence] of cases) {
      const { code, stdout, stderr } = await runCli(['serve', ...words]);
      expect({ what, code, stdout, stderr }).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(sentence) as unknown });
      expect(stderr.trim().split('\n')).toHaveLength(2);
    }
  });

  it('ends with 2 and says that the port is taken, and leaves no process', async () => {
    await using extension = await extensionFolder('export default () => {};', endpoint);
    const server = createServer();
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const { code, stderr } = await runCli(['serve', extension.folder, '--port', String(port)]);
      expect([code, stderr]).toEqual([
        2,
        expect.stringMatching(/expected a port to listen on at 127\.0\.0\.1, got \d+: it is in use/) as unknown,
      ]);
    } finally {
      server.close();
    }
  });
});
