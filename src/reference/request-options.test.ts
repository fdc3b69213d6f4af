import { describe, expect, it } from 'vitest';

import { openLoopback } from '../sdk/loopback.testing.ts';
import { openProxy } from '../sdk/request/proxy.testing.ts';
import { createRuntime } from './create-runtime.ts';
import { load, operation, tell } from './load-extension.testing.ts';

const source = operation('async ({ url }) => { try { return (await request(url)).data; } catch (error) { return error.message; } }');
const resolve = async (name: string): Promise<readonly string[]> => (name === 'inside.test' ? ['127.0.0.1'] : []);

describe('createRuntime', () => {
  it('reaches through the proxy what the operator allows, and reports what it does not', async () => {
    await using server = await openLoopback((_seen, response) => {
      response.end('home');
    });
    await using proxy = await openProxy();
    const scopes = { request: { methods: ['GET'], urls: ['http://*:*/*'] } };
    const told = tell();
    const url = server.at('inside.test');
    {
      await using runtime = createRuntime({ ...told.options, resolve, proxy: proxy.url });
      const sandbox = await load(runtime, source, { scopes });
      expect(await sandbox.operation('it', { url })).toBe('The host of "request" could not be resolved');
      expect(told.events).toMatchObject([{ type: 'denial', function: 'request', kind: 'network' }]);
      expect(JSON.stringify(told.events.map((event) => String('cause' in event && event.cause)))).toContain('inside.test is at 127.0.0.1');
    }
    await using runtime = createRuntime({ resolve, proxy: new URL(proxy.url), allowHosts: ['inside.test'] });
    const sandbox = await load(runtime, source, { scopes });
    expect(await sandbox.operation('it', { url })).toBe('home');
    expect(proxy.asked.map(({ target }) => target)).toEqual([`127.0.0.1:${String(server.port)}`]);
  });

  it('refuses wrong options at once', () => {
    expect(() => createRuntime({ allowHosts: ['a.test', '10.0.0.0/33'] })).toThrow('allowHosts[1]: expected');
    expect(() => createRuntime({ proxy: 'proxy.internal' })).toThrow('proxy: expected');
  });
});
