import { performance } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { errorOf, openSdk } from './ask.testing.ts';
import type { SdkRecord } from '../guest/records.ts';
import { openLoopback } from './loopback.testing.ts';

const everything = { log: {}, sleep: {}, request: { methods: ['GET'], urls: ['https://*'] } };

const record = (data: unknown): SdkRecord => data as SdkRecord;

describe('createSdk', () => {
  it('passes logs on at once, in order, with the name of the extension', () => {
    const { sdk, logs } = openSdk(everything);
    for (const text of ['one', '', 'drei: ä€😀', 'x'.repeat(4_096)]) sdk.take({ log: text }, () => {});
    expect(logs).toEqual(['asked: one', 'asked: ', 'asked: drei: ä€😀', `asked: ${'x'.repeat(4_096)}`]);
  });

  it('drops and reports logs without the scope', () => {
    const { sdk, logs, denials } = openSdk({ sleep: {} });
    sdk.take({ log: 'text' }, () => {});
    expect(logs).toEqual([]);
    expect(denials).toEqual([{ extension: 'asked', function: 'log', kind: 'permission', message: 'No permission to use "log"' }]);
  });

  it('drops and reports a log that is no string', () => {
    const { sdk, logs, denials } = openSdk(everything);
    for (const log of [1, null, {}, ['x']]) sdk.take(record({ log }), () => {});
    expect(logs).toEqual([]);
    expect(denials.map(({ kind }) => kind)).toEqual(['type', 'type', 'type', 'type']);
  });

  it('writes one line a log record', () => {
    const { sdk, logs } = openSdk(everything);
    sdk.take({ log: 'a\nb\r\u001b[31m\u2028\u0085\u202e' }, () => {});
    expect(logs).toEqual(['asked: a\\nb\\r\\u001b[31m\\u2028\\u0085\\u202e']);
  });

  it('cuts a log record beyond the limit and says so', () => {
    const { sdk, logs } = openSdk(everything, { limits: { logLength: 4 } });
    sdk.take({ log: 'abcd' }, () => {});
    sdk.take({ log: 'abcdefg' }, () => {});
    sdk.take({ log: 'abc😀' }, () => {});
    expect(logs).toEqual(['asked: abcd', 'asked: abcd… (3 more)', 'asked: abc… (2 more)']);
  });

  it('answers a sleep with nothing, never early', async () => {
    const { sleep, sdk } = openSdk(everything);
    const naps = [0, 1, 1.5, 2, 5, 7.3, 10, 20].map(async (ms) => {
      const start = performance.now();
      expect(await sleep(ms)).toEqual({ resolve: expect.any(Number) as unknown });
      return performance.now() - start - ms;
    });
    expect(Math.min(...(await Promise.all(naps)))).toBeGreaterThanOrEqual(0);
    expect(sdk.pending).toBe(0);
  });

  it.each([Number.NaN, -1, -0.001, Infinity, -Infinity, 2 ** 31, 1e300, '10', null, true, [1], {}].map((ms) => ({ ms })))(
    'refuses to sleep for $ms',
    async ({ ms }) => {
      const { take } = openSdk(everything);
      expect(errorOf(await take(record({ sleep: 1, ms })))).toMatchObject({
        kind: 'type',
        name: 'TypeError',
        message: expect.stringContaining('"sleep"') as unknown,
      });
    },
  );

  it('starts the longest sleep and does not end it early', async () => {
    const { sdk, take, delivered } = openSdk(everything);
    void take({ sleep: 1, ms: 2 ** 31 - 1 });
    void take({ sleep: 2, ms: 2 ** 31 - 0.5 });
    const { sleep } = openSdk(everything);
    await sleep(30);
    expect(delivered).toEqual([]);
    expect(sdk.pending).toBe(2);
    sdk.abandon();
  });

  it('refuses sleep and request without their scopes, whatever the arguments', async () => {
    const { sleep, request, denials } = openSdk({ log: {} });
    expect(errorOf(await sleep(1))).toEqual({ kind: 'permission', name: 'Error', message: 'No permission to use "sleep"' });
    expect(errorOf(await sleep(Number.NaN))).toMatchObject({ kind: 'permission' });
    expect(errorOf(await request('https://a.test/'))).toEqual({
      kind: 'permission',
      name: 'Error',
      message: 'No permission to use "request"',
    });
    expect(errorOf(await request(5, { headers: 5 }))).toMatchObject({ kind: 'permission' });
    expect(denials.map((denial) => [denial.function, denial.kind])).toEqual([
      ['sleep', 'permission'],
      ['sleep', 'permission'],
      ['request', 'permission'],
      ['request', 'permission'],
    ]);
  });

  it('never answers before take returns', async () => {
    const { sdk } = openSdk({});
    let returned = false;
    const order: boolean[] = [];
    await new Promise<void>((resolve) => {
      sdk.take({ sleep: 1, ms: 0 }, () => {
        order.push(returned);
        resolve();
      });
      returned = true;
    });
    expect(order).toEqual([true]);
  });

  it('bounds what is pending and counts it', async () => {
    const { sdk, sleep, delivered } = openSdk(everything, { limits: { pending: 2 } });
    const naps = [sleep(5), sleep(5)];
    expect(sdk.pending).toBe(2);
    expect(errorOf(await sleep(1))).toMatchObject({ kind: 'limit', message: expect.stringContaining('2') as unknown });
    expect((await Promise.all(naps)).every((answer) => 'resolve' in answer)).toBe(true);
    expect(sdk.pending).toBe(0);
    expect(await sleep(1)).toHaveProperty('resolve');
    expect(delivered).toHaveLength(4);
  });

  it('holds a hundred pending calls without a warning', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error): void => {
      warnings.push(warning);
    };
    process.on('warning', note);
    try {
      const { sleep, denials } = openSdk(everything);
      await Promise.all(Array.from({ length: 100 }, () => sleep(5)));
      expect([denials, warnings]).toEqual([[], []]);
    } finally {
      process.off('warning', note);
    }
  });

  it('gives back answers by number, whatever their order', async () => {
    const { sdk, take, delivered } = openSdk(everything);
    await Promise.all([take({ sleep: 10, ms: 20 }), take({ sleep: 11, ms: 1 })]);
    expect(delivered).toEqual([{ resolve: 11 }, { resolve: 10 }]);
    expect(sdk.pending).toBe(0);
  });

  it('reports a call whose number is none or taken, and answers nothing', async () => {
    const { sdk, sleep, denials, delivered } = openSdk(everything);
    for (const id of ['1', null, 1.5, Number.NaN, {}]) sdk.take(record({ sleep: id, ms: 1 }), () => {});
    expect(denials.map(({ kind }) => kind)).toEqual(['type', 'type', 'type', 'type', 'type']);
    sdk.take({ sleep: 7, ms: 1 }, () => {});
    sdk.take({ request: 7, url: 'https://a.test/', options: {} }, () => {});
    expect(denials).toHaveLength(6);
    await sleep(10);
    expect(delivered).toHaveLength(1);
  });

  it('ends everything with abandon and takes nothing afterwards', async () => {
    await using server = await openLoopback(() => {});
    const { sdk, logs, denials, delivered, take } = openSdk({
      log: {},
      sleep: {},
      request: { methods: ['GET'], urls: [`${server.origin}/*`] },
    });
    void take({ sleep: 1, ms: 1_000 });
    void take({ request: 2, url: server.origin, options: {} });
    const { sleep } = openSdk(everything);
    while (server.seen.length === 0) await sleep(1);
    sdk.abandon();
    expect(sdk.pending).toBe(0);
    void take({ sleep: 3, ms: 0 });
    void take({ request: 4, url: server.origin, options: {} });
    sdk.take({ log: 'late' }, () => {});
    await server.closed(1);
    await sleep(30);
    expect([delivered, logs, denials, server.seen.length, server.connections, sdk.pending]).toEqual([[], [], [], 1, 1, 0]);
  });

  it('puts a replaced part in the place of its own', async () => {
    const asked: unknown[] = [];
    const { sdk, request, logs } = openSdk(
      {},
      {
        parts: {
          admitLog: () => true,
          checkRequest: (_scopes, url) => ({ ok: true, href: String(url), method: 'GET', literalHost: false }),
          send: async ({ href }) => {
            asked.push(href);
            return { status: 200, statusText: 'OK', headers: {}, text: 'hello' };
          },
        },
        resolve: () => Promise.resolve(['203.0.113.7']),
      },
    );
    sdk.take({ log: 'through' }, () => {});
    expect(logs).toEqual(['asked: through']);
    expect(await request('https://nowhere.test/')).toMatchObject({ value: { status: 200, data: 'hello' } });
    expect(asked).toEqual(['https://nowhere.test/']);
  });

  it('turns a host error without a kind into one that says nothing of the host', async () => {
    const { sleep, denials } = openSdk(everything, { parts: { sleepFor: () => Promise.reject(new Error('at /secret/place.js')) } });
    expect(errorOf(await sleep(1))).toEqual({ kind: 'network', name: 'Error', message: '"sleep" failed' });
    expect(denials[0]?.cause).toBeInstanceOf(Error);
  });
});
