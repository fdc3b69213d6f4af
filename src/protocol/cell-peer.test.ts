import { PassThrough } from 'node:stream';

import { describe, expect, it } from 'vitest';

import { cellPeer, type CellHandlers } from './cell-peer.ts';

const unwritable: object = { extra: 1n };

const handlers: CellHandlers = {
  describe: () => ({ runtime: { name: 'n', version: '1', engine: 'e', isolation: 'i', claims: [] }, evidence: 'none', seams: [] }),
  prepare: () => ({}),
  load: () => {
    throw new RangeError('no room');
  },
  call: ({ input }) => ({ status: 'returned', json: JSON.stringify(input) }),
  dispose: () => Promise.reject(new Error('not mine')),
  ping: () => unwritable as Record<string, never>,
};

const answers = async (line: string): Promise<unknown[]> => {
  const input = new PassThrough();
  const written: string[] = [];
  cellPeer(
    input,
    (text) => written.push(text),
    handlers,
    () => undefined,
  );
  input.write(`${line}\n`);
  await new Promise((resolve) => setTimeout(resolve, 5));
  return written.map((text) => JSON.parse(text) as unknown);
};

const request = (method: string, params: unknown): string => JSON.stringify({ jsonrpc: '2.0', id: 4, method, params });
const error = (code: number, message: RegExp): unknown => ({
  jsonrpc: '2.0',
  id: 4,
  error: { code, message: expect.stringMatching(message) as unknown },
});

describe('cellPeer', () => {
  it('answers a request in one line', async () => {
    expect(await answers(request('call', { entry: { extension: 'a', operation: 'b' }, input: { c: 1 } }))).toEqual([
      { jsonrpc: '2.0', id: 4, result: { status: 'returned', json: '{"c":1}' } },
    ]);
  });

  it('refuses an unknown method by name', async () => {
    expect(await answers(request('reboot', {}))).toEqual([error(-32601, /"reboot"/)]);
  });

  it('knows no method by inheritance', async () => {
    expect(await answers(request('constructor', {}))).toEqual([error(-32601, /"constructor"/)]);
  });

  it.each([
    ['call', { entry: { extension: 'a', operation: 'b' } }, /"call".*input/],
    ['call', { entry: { extension: 'a' }, input: null }, /entry/],
    ['call', { entry: { extension: 'a', operation: 'b' }, input: null, id: 'log/records/exact-text' }, /id/],
    ['load', { extension: { name: 'a', folder: '/', manifestText: 1, files: {} } }, /extension\.manifestText.*string.*got 1/],
    ['load', { extension: { name: 'a', folder: '/', manifestText: '', files: {} }, limits: { cpuMs: -1 } }, /limits\.cpuMs/],
    ['prepare', { network: { answers: { 'https://a.test/': { redirect: { status: 200, to: '/' } } } } }, /redirect\.status/],
  ])('refuses bad parameters of %s with the field', async (method, params, message) => {
    expect(await answers(request(method, params))).toEqual([error(-32602, message)]);
  });

  it('answers what the adapter throws as an error with its name', async () => {
    const extension = { name: 'a', folder: '/', manifestText: '', files: {} };
    expect(await answers(request('load', { extension }))).toEqual([error(-32000, /RangeError: no room/)]);
    expect(await answers(request('dispose', { sandbox: 'x' }))).toEqual([error(-32000, /Error: not mine/)]);
  });

  it('answers a result that JSON cannot write as an error', async () => {
    expect(await answers(request('ping', {}))).toEqual([error(-32000, /BigInt/)]);
  });

  it('quotes a line that is no request', async () => {
    expect(await answers('hello')).toEqual([
      { jsonrpc: '2.0', id: 0, error: { code: -32600, message: expect.stringContaining('"hello"') as unknown } },
    ]);
  });

  it('tells when its input ends', async () => {
    const input = new PassThrough();
    let ended = false;
    cellPeer(
      input,
      () => undefined,
      handlers,
      () => {
        ended = true;
      },
    );
    input.end();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(ended).toBe(true);
  });
});
