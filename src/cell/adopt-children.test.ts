import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { NetworkRecord, NetworkTable } from '../contract/network.ts';
import { adoptChildren } from './adopt-children.ts';
import type { CellNetwork } from './network.ts';

/* Asks each URL that it is told by Node's own client, and tells what came. */
const program = `
import http from 'node:http';
process.on('message', (message) => {
  if (typeof message.url !== 'string') return;
  http.get(message.url, (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (chunk) => (text += chunk)).on('end', () => process.send({ came: text }));
  }).on('error', () => process.send({ came: 'an error' }));
});
`;

/** Plays the network of a cell, whose servers listen nowhere. */
const network = { places: {} } as CellNetwork;

const asked = (child: ReturnType<typeof fork>, url: string): Promise<unknown> =>
  new Promise((resolve) => {
    const take = (message: object): void => {
      if (!('came' in message)) return;
      child.off('message', take);
      resolve(message.came);
    };
    child.on('message', take);
    child.send({ url });
  });

describe('adoptChildren', () => {
  it('keeps a process on the network of the case, and hears what leaves it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandproof-'));
    writeFileSync(join(folder, 'program.mjs'), program);
    const records: NetworkRecord[] = [];
    const children = adoptChildren(network, (record) => void records.push(record));
    const child = fork(join(folder, 'program.mjs'), { execArgv: [`--import=${children.module}`] });
    try {
      const answer = (body: string): NetworkTable => ({ answers: { 'http://inside.test/': { body } } });
      await children.mount(answer('first'));
      await children.adopt(child);
      expect(await asked(child, 'http://inside.test/')).toBe('first');
      await children.mount(answer('second'));
      expect(await asked(child, 'http://inside.test/')).toBe('second');
      expect(await asked(child, 'http://outside.test/')).toBe('an error');
      expect(records).toMatchObject([
        { kind: 'request', url: 'http://inside.test/', inTable: true },
        { kind: 'request', url: 'http://inside.test/', inTable: true },
        { kind: 'request', url: 'http://outside.test/', inTable: false },
      ]);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
      rmSync(folder, { recursive: true });
    }
    await children.mount({}); // nobody is left to have it
  });
});
