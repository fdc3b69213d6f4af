import { PassThrough } from 'node:stream';

import { describe, expect, it } from 'vitest';

import { CellError, suitePeer, type SuitePeer } from './suite-peer.ts';

interface Open {
  readonly peer: SuitePeer;
  readonly sent: () => readonly string[];
  readonly logs: { extension: string; text: string }[];
  readonly network: unknown[];
  readonly broken: string[];
  cell(line: string): Promise<void>;
}

const open = (): Open => {
  const toCell = new PassThrough({ encoding: 'utf8' });
  const fromCell = new PassThrough();
  const logs: Open['logs'] = [];
  const network: unknown[] = [];
  const broken: string[] = [];
  const peer = suitePeer(toCell, fromCell, {
    onLog: (record) => logs.push(record),
    onNetwork: (record) => network.push(record),
    onBroken: (sentence) => broken.push(sentence),
  });
  return {
    peer,
    logs,
    network,
    broken,
    sent: () =>
      String(toCell.read() ?? '')
        .split('\n')
        .filter((line) => line !== ''),
    cell: async (line) => {
      fromCell.write(`${line}\n`);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
};

const input = { entry: { extension: 'n', operation: 'o' }, input: null };

describe('suitePeer', () => {
  it('sends a request as one line and resolves to its result', async () => {
    const { peer, sent, cell } = open();
    const asked = peer.request('call', input);
    expect(sent().map((line) => JSON.parse(line) as unknown)).toEqual([{ jsonrpc: '2.0', id: 1, method: 'call', params: input }]);
    await cell('{"jsonrpc":"2.0","id":1,"result":{"status":"returned","json":"7"}}');
    expect(await asked).toEqual({ status: 'returned', json: '7' });
  });

  it('sends no character that a line reader of any language may take for the end of a line', () => {
    const { peer, sent } = open();
    const awkward = { ...input, input: 'a\nb\rc\u0085d\u2028e\u2029f\u000bg\u001ch' };
    void peer.request('call', awkward);
    const [line = ''] = sent();
    expect(line).not.toMatch(/[\u0000-\u001f\u0085\u2028\u2029]/);
    expect(JSON.parse(line)).toMatchObject({ params: awkward });
  });

  it('takes answers in any order', async () => {
    const { peer, cell } = open();
    const first = peer.request('call', input);
    const second = peer.request('ping', {});
    await cell('{"jsonrpc":"2.0","id":2,"result":{}}');
    await cell('{"jsonrpc":"2.0","id":1,"result":{"status":"absent"}}');
    expect(await second).toEqual({});
    expect(await first).toEqual({ status: 'absent' });
  });

  it('rejects with the message when the cell answers an error, and stays whole', async () => {
    const { peer, cell, broken } = open();
    const asked = peer.request('ping', {}).catch((cause: unknown) => cause);
    await cell('{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"no runtime here"}}');
    expect(await asked).toEqual(new CellError('no runtime here'));
    expect(broken).toEqual([]);
  });

  it('hands on notifications', async () => {
    const { cell, logs, network } = open();
    await cell('{"jsonrpc":"2.0","method":"log","params":{"extension":"a","text":"b"}}');
    await cell('{"jsonrpc":"2.0","method":"network","params":{"record":{"kind":"dns","name":"a.test"}}}');
    expect(logs).toEqual([{ extension: 'a', text: 'b' }]);
    expect(network).toEqual([{ record: { kind: 'dns', name: 'a.test' } }]);
  });

  it.each([
    ['text on stdout', 'Listening on port 3000', [/nothing but JSON-RPC 2\.0 lines/, /stderr/]],
    ['an answer to nobody', '{"jsonrpc":"2.0","id":99,"result":{}}', [/id 99/, /not being waited for/]],
    ['a result without a field', '{"jsonrpc":"2.0","id":1,"result":{"status":"returned"}}', [/answer to \\?"call\\?"/, /json/]],
    ['a result with a field too many', '{"jsonrpc":"2.0","id":1,"result":{"status":"absent","why":"x"}}', [/why/]],
    [
      'an outcome that only the runner can say',
      '{"jsonrpc":"2.0","id":1,"result":{"status":"hung","deadlineMs":5}}',
      [/status/, /returned/],
    ],
    ['an unknown notification', '{"jsonrpc":"2.0","method":"progress","params":{}}', [/unknown notification/, /log, network/]],
    ['a notification of a wrong shape', '{"jsonrpc":"2.0","method":"log","params":{"extension":"a"}}', [/field "text"/, /string/]],
    ['no version', '{"id":1,"result":{"status":"absent"}}', [/field "jsonrpc"/, /2\.0/]],
    ['neither result nor error', '{"jsonrpc":"2.0","id":1}', [/field "result"/]],
    ['an id that is text', '{"jsonrpc":"2.0","id":"1","result":{"status":"absent"}}', [/field "id"/, /got "1"/]],
    ['an error without a message', '{"jsonrpc":"2.0","id":1,"error":{"code":1}}', [/field "error\.message"/]],
  ])('%s breaks the protocol with a sentence that quotes the line and says what was expected', async (_, line, parts) => {
    const { peer, cell, broken } = open();
    void peer.request('call', input);
    await cell(line);
    expect(broken).toHaveLength(1);
    expect(broken[0]).toContain(JSON.stringify(line));
    for (const part of parts) expect(broken[0]).toMatch(part);
  });

  it('tells of the first break only, and takes nothing afterwards', async () => {
    const { cell, broken, logs } = open();
    await cell('garbage');
    await cell('more garbage');
    await cell('{"jsonrpc":"2.0","method":"log","params":{"extension":"a","text":"b"}}');
    expect(broken).toHaveLength(1);
    expect(logs).toEqual([]);
  });

  it('quotes no more than the start of a long line', async () => {
    const { cell, broken } = open();
    await cell('x'.repeat(1_000_000));
    expect(broken[0]?.length).toBeLessThan(1000);
  });
});
