import { describe, expect, it } from 'vitest';

import { createRuntime } from './create-runtime.ts';
import { load, operation, tell } from './load-extension.testing.ts';
import { UnavailableError } from './runtime-error.ts';

describe('an event', () => {
  it('of a stop names the extension, the limit and its amounts', async () => {
    const told = tell();
    await using runtime = createRuntime({ spares: 0, ...told.options });
    const own = { cpuMs: 70, logLines: 3, logBytes: 400 };
    const sandbox = await load(runtime, operation('({ what }) => { if (what === "log") for (;;) log("x"); for (;;); }'), {}, own);
    await expect(sandbox.operation('it', { what: 'log' })).rejects.toMatchObject({ limit: 'log' });
    await expect(sandbox.operation('it', { what: 'cpu' })).rejects.toMatchObject({ limit: 'cpu' });
    expect(told.events.filter(({ type }) => type === 'stop')).toEqual([
      {
        type: 'stop',
        extension: 'subject',
        limit: 'log',
        amounts: { logLines: 3, logBytes: 400 },
        detail: expect.stringContaining('3 log records'),
      },
      { type: 'stop', extension: 'subject', limit: 'cpu', amounts: { cpuMs: 70 }, detail: expect.stringContaining('70 ms') },
    ]);
  });

  it('tells of what was left rejected, bounded, and it changes no call', async () => {
    const told = tell();
    await using runtime = createRuntime({ spares: 0, ...told.options });
    const sandbox = await load(
      runtime,
      operation(
        'async ({ later }) => { if (later) await sleep(1); Promise.reject(new RangeError("x".repeat(1e5))); await null; return 7; }',
      ),
    );
    expect(await sandbox.operation('it', {})).toBe(7);
    expect(await sandbox.operation('it', { later: true })).toBe(7);
    const rejection = { type: 'rejection', extension: 'subject', error: { name: 'RangeError', message: 'x'.repeat(4_096) } };
    await expect.poll(() => told.events).toEqual([rejection, rejection]);
    expect(runtime.stats()).toMatchObject({ rejections: 2, stops: 0 });
  });

  it('tells of back-off and of giving up; calls are refused meanwhile, with the time', async () => {
    const told = tell();
    await using runtime = createRuntime({ spares: 2, limits: { cpuMs: 20 }, ...told.options });
    const sandbox = await load(
      runtime,
      `export default (router) => { router.get('/loop', () => { for (;;); }); router.get('/', () => ({ status: 200, body: 'fine' })); };`,
      { type: 'endpoint' },
    );
    const get = (path: string): Promise<Response> => sandbox.handle(new Request(`http://host.test${path}`));
    const unavailable = (): readonly object[] => told.events.filter(({ type }) => type === 'unavailable');
    for (let stops = 1; stops <= 3; stops += 1) {
      expect((await get('/')).status).toBe(200);
      expect((await get('/loop')).status).toBe(503);
    }
    expect(unavailable()).toEqual([
      { type: 'unavailable', extension: 'subject', reason: expect.any(String), retryInMs: expect.any(Number) },
    ]);
    const refused = await get('/');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'EXTENSION_UNAVAILABLE' } }] });
    const error: unknown = await sandbox.filter('e', null).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error).toMatchObject({ code: 'EXTENSION_UNAVAILABLE', message: expect.stringMatching(/call again in \d+ ms$/) });
    await expect.poll(async () => (await get('/')).status).toBe(200);
  });
});
