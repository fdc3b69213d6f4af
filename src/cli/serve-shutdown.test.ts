import { describe, expect, it } from 'vitest';

import { busyMsOf } from '../harness/process-tree.ts';
import { isAlive, until } from '../harness/testing/is-alive.testing.ts';
import { extensionFolder, type ExtensionFolder } from '../reference/extension-folder.testing.ts';
import { startServe, type ServeSeen } from './start-serve.testing.ts';

const slow = { timeout: 60_000 };

const source = `import { log, sleep } from 'directus:api';
  export default (router) => {
    router.get('/later', async () => { log('in'); await sleep(500); return { status: 200, body: 'done' }; });
    router.get('/never', () => { log('in'); return new Promise(() => {}); });
    const inside = (run) => async () => { log('in'); await sleep(1); run(); return { status: 200, body: 'over' }; };
    router.get('/power', inside(() => 7n ** 10n ** 8n));
    router.get('/search', inside(() => Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)));
  };`;

const extension = (): Promise<ExtensionFolder> => extensionFolder(source, { type: 'endpoint' });

/** Sends a request and returns when code inside runs; the answer is its status and text, or undefined when the connection was lost. */
const calling = async (serve: ServeSeen, path: string): Promise<{ readonly answer: Promise<readonly unknown[] | undefined> }> => {
  const answer = fetch(`${serve.url}/subject${path}`).then(
    async (response) => [response.status, await response.text()],
    () => undefined,
  );
  await until('the call is inside', () => serve.notes('log').length > 0);
  return { answer };
};

const nothingLeft = (pids: readonly number[]): Promise<void> => until('no process is left', () => !pids.some(isAlive));

describe('sandproof serve, asked to end', slow, () => {
  it('lets a call in flight finish, takes nothing more, ends with 0 and leaves no process', async () => {
    await using folder = await extension();
    await using serve = await startServe(folder.folder);
    const { answer } = await calling(serve, '/later');
    const children = serve.children();
    expect(children.length).toBeGreaterThan(0);
    process.kill(serve.command.pid, 'SIGTERM');
    await until('it is closing', () => serve.notes('closing').length > 0);
    await expect(fetch(`${serve.url}/subject/later`)).rejects.toThrow('fetch failed');
    expect(await answer).toEqual([200, 'done']);
    expect(await serve.command.ended).toMatchObject({ code: 0, signal: null });
    expect(serve.notes('closing')).toMatchObject([{ inFlight: 1, graceMs: 5_000 }]);
    expect(serve.notes('cut')).toEqual([]);
    await nothingLeft(children);
  });

  it('cuts a call that never ends when its grace is over, with 503', async () => {
    await using folder = await extension();
    await using serve = await startServe(folder.folder, '--grace', '300');
    const { answer } = await calling(serve, '/never');
    const children = serve.children();
    process.kill(serve.command.pid, 'SIGTERM');
    expect(await answer).toEqual([503, expect.stringContaining('SHUTTING_DOWN') as unknown]);
    expect(await serve.command.ended).toMatchObject({ code: 0, signal: null });
    expect(serve.notes('cut')).toEqual([{ type: 'cut', method: 'GET', path: '/subject/never' }]);
    await nothingLeft(children);
  });

  it('ends at once at a second signal', async () => {
    await using folder = await extension();
    await using serve = await startServe(folder.folder, '--grace', '600000');
    const { answer } = await calling(serve, '/never');
    const children = serve.children();
    process.kill(serve.command.pid, 'SIGTERM');
    await until('it is closing', () => serve.notes('closing').length > 0);
    process.kill(serve.command.pid, 'SIGTERM');
    expect(await serve.command.ended).toMatchObject({ code: 130 });
    expect(await answer).toBeUndefined();
    await nothingLeft(children);
  });

  it('leaves no process after Ctrl-C in a terminal, which reaches the whole group', async () => {
    await using folder = await extension();
    await using serve = await startServe(folder.folder, '--grace', '300');
    await calling(serve, '/never');
    const children = serve.children();
    process.kill(-serve.command.pid, 'SIGINT');
    expect(await serve.command.ended).toMatchObject({ code: 0, signal: null });
    await nothingLeft(children);
  });

  // Neither is ever interrupted: the power takes many seconds, the search has no end.
  describe.runIf(process.platform === 'linux')('killed while its child is inside native code', slow, () => {
    it.each(['/power', '/search'])('leaves no process: %s', async (path) => {
      await using folder = await extension();
      await using serve = await startServe(folder.folder);
      const { answer } = await calling(serve, path);
      const children = serve.children();
      expect(children.length).toBeGreaterThan(0);
      const busyMs = busyMsOf(children);
      await until('it computes', () => busyMsOf(children) > busyMs + 200);
      process.kill(serve.command.pid, 'SIGKILL');
      expect(await serve.command.ended).toMatchObject({ signal: 'SIGKILL' });
      expect(serve.notes('stop')).toEqual([]);
      expect(await answer).toBeUndefined();
      // Shorter than the power takes: a child that ends by itself does not count.
      await expect.poll(() => children.filter(isAlive), { timeout: 5_000 }).toEqual([]);
    });
  });
});
