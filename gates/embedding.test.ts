import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../src/reference/default-limits.ts';
import { descendantsOf } from '../src/harness/process-tree.ts';
import { isAlive, until } from '../src/harness/testing/is-alive.testing.ts';
import { packageRoot } from '../src/package-root.ts';
import { plantTree } from './planted-tree.ts';
import { readExamples } from './read-examples.ts';
import { runTool } from './run-tool.ts';

const slow = { timeout: 60_000 };
const page = readFileSync(join(packageRoot, 'docs/embedding.md'), 'utf8');
const examples = readExamples(page);

/** A user's project with the files of the page. In a clone there is no build: `sandproof/reference` is a package that hands out the sources. */
const openProject = () => {
  const root = mkdtempSync(join(tmpdir(), 'sandproof-embedding-'));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const [path, text] of examples) write(path, text);
  write('package.json', '{ "type": "module" }');
  write('node_modules/sandproof/package.json', '{ "name": "sandproof", "type": "module", "exports": { "./reference": "./reference.js" } }');
  const sources = pathToFileURL(join(packageRoot, 'src/reference/index.ts')).href;
  write('node_modules/sandproof/reference.js', `export * from ${JSON.stringify(sources)};`);
  mkdirSync(join(root, 'node_modules/@hono'));
  for (const name of ['express', 'hono', '@hono/node-server']) {
    symlinkSync(join(packageRoot, 'node_modules', name), join(root, 'node_modules', name), 'dir');
  }
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
};

const start = (root: string, file: string) => {
  const child = spawn(process.execPath, [file], { cwd: root, env: { PORT: '0' }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let over = false;
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const ended = new Promise<{ readonly code: number | null; readonly output: string }>((resolve) => {
    child.once('close', (code) => {
      over = true;
      resolve({ code, output });
    });
  });
  return {
    pid: child.pid ?? 0,
    ended,
    said: () => output,
    over: () => over,
    async [Symbol.asyncDispose]() {
      if (!over) child.kill('SIGKILL');
      await ended;
    },
  };
};

const run = async (file: string): Promise<string> => {
  using project = openProject();
  await using example = start(project.root, file);
  const { code, output } = await example.ended;
  expect({ code, output }).toMatchObject({ code: 0 });
  return output;
};

describe('docs/embedding.md', slow, () => {
  it('shows programs, and extensions as packages', () => {
    expect([...examples.keys()].filter((name) => !name.startsWith('extensions/'))).toEqual([
      'endpoint.js',
      'calls.js',
      'isolation.js',
      'express-host.js',
      'hono-host.js',
    ]);
  });

  it('calls an endpoint without a server', async () => {
    const output = await run('endpoint.js');
    expect(output).toContain("{ endpoint: { method: 'GET', path: '/hello/:name' } }");
    expect(output).toMatch(/^greet: greets \/hello\/Ada\n200 Hello Ada\n$/m);
  });

  it('calls filters, actions and operations', async () => {
    const output = await run('calls.js');
    expect(output.split('\n').slice(0, 4)).toEqual([
      "{ title: 'a letter', stamped: true }",
      '{"extension":"stamp","message":"created 7"}',
      'HELLO',
      "EXTENSION_THREW { name: 'TypeError', message: 'text must be a string' }",
    ]);
    expect(output).toMatch(/sandboxes: 2,/);
  });

  it('prints what separates the two', async () => {
    expect(await run('isolation.js')).toMatch(/^(?:(?:has {2}|LACKS) .+\n){4,}$/);
  });

  describe.each(['express-host.js', 'hono-host.js'])('%s', slow, (file) => {
    it('answers for the extension and for the host, and lets a call in flight finish at SIGTERM', async () => {
      using project = openProject();
      await using host = start(project.root, file);
      await until('it listens or ends', () => host.over() || host.said().includes('listening on'));
      expect(host.said()).toContain('listening on');
      const url = /listening on (\S+)/.exec(host.said())?.[1] ?? '';
      const get = async (path: string, init?: RequestInit): Promise<readonly unknown[]> => {
        const answer = await fetch(url + path, init);
        return [answer.status, answer.headers.get('content-type'), await answer.text()];
      };
      expect(await get('/greet/hello/Ada')).toEqual([200, 'text/plain; charset=utf-8', 'Hello Ada']);
      const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"name":"Ada"}' };
      expect(await get('/greet/hello', json)).toEqual([201, 'application/json; charset=utf-8', '{"hello":"Ada"}']);
      expect((await get('/greet/nowhere'))[0]).toBe(404);
      expect((await get('/'))[2]).toBe('the host itself');
      expect(host.said()).toContain('greet: greets /hello/Ada');

      const slowly = get('/greet/slow');
      const family = descendantsOf(host.pid).map(({ pid }) => pid);
      expect(family.length).toBeGreaterThan(0);
      await new Promise((resolve) => setTimeout(resolve, 100));
      process.kill(host.pid, 'SIGTERM');
      expect(await slowly).toEqual([200, 'text/plain; charset=utf-8', 'at last']);
      expect((await host.ended).code).toBe(0);
      await until('no process is left', () => !family.some(isAlive));
    });
  });
});

describe('the table of limits', slow, () => {
  it('names every limit with its default', () => {
    const rows = [...page.matchAll(/^\| `(\w+)` +\| ([\d,]+) +\|/gm)].map(([, name = '', value = '']) => [
      name,
      Number(value.replaceAll(',', '')),
    ]);
    expect(Object.fromEntries(rows)).toEqual(defaultLimits);
  });

  it('is red when the page says something else', () => {
    using tree = plantTree(['package.json', '.prettierrc.json', 'scripts/generate-limits.ts', 'src', 'docs/embedding.md']);
    const check = () => runTool(tree.root, 'node', 'scripts/generate-limits.ts', '--check');
    expect(check()).toMatchObject({ status: 0 });
    tree.plant('docs/embedding.md', page.replace(/\| 30,000 /, '| 30,001 '));
    expect(check()).toMatchObject({ status: 1, output: expect.stringContaining('npm run generate') as unknown });
  });
});
