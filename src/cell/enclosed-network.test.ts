import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

import { describe, expect, it } from 'vitest';

import { lackOfEnclosure } from '../enclosure/open-enclosure.ts';
import { leaseCells } from '../harness/lease.ts';
import { openFolder } from '../harness/testing/open-folder.testing.ts';

const patient = 15_000;
const lack = await lackOfEnclosure();

// A runtime that is a child process: what a call's input names is fetched there.
const adapter = `
  import { execFile } from 'node:child_process';
  import { promisify } from 'node:util';
  const run = promisify(execFile);
  export default {
    describe: () => ({ name: 'own', version: '1', engine: 'e', isolation: 'i', claims: [] }),
    start: async ({ network }) => ({
      load: async () => ({ refused: { phase: 'link', error: { name: 'E', message: 'none' } } }),
      call: async (entry, url) => {
        const source = "fetch(process.argv[1]).then((answer) => answer.text()).then((text) => process.stdout.write(text), ({ cause }) => process.stdout.write(cause.code))";
        const { words, ca } = await network.enclose([process.execPath, '-e', source, url]);
        const { stdout } = await run(words[0], words.slice(1), { env: { ...process.env, NODE_EXTRA_CA_CERTS: '' } });
        return { status: 'returned', json: JSON.stringify([stdout, ca.slice(0, 27)]) };
      },
      [Symbol.asyncDispose]: async () => undefined,
    }),
  };`;

const entry = { extension: 'n', operation: 'o' };

describe.skipIf(lack !== undefined)("a cell's child process behind a gateway", () => {
  it('gets the network of the case, and what leaves it is told before the answer', async () => {
    using folder = openFolder();
    writeFileSync(folder.join('adapter.mjs'), adapter);
    await using lease = leaseCells({
      kind: 'module',
      name: 'own',
      url: pathToFileURL(folder.join('adapter.mjs')).href,
      own: false,
      options: {},
    });
    const ask = async (input: string): Promise<unknown> => [
      await lease.ask('call', { entry, input }, patient),
      lease.told().map((one) => one.kind === 'network' && { ...one.record, headers: {} }),
    ];
    const answer = (text: string): unknown => ({
      result: { status: 'returned', json: JSON.stringify([text, '-----BEGIN CERTIFICATE-----']) },
    });
    const request = { kind: 'request', method: 'GET', headers: {}, body: '' };
    const name = { kind: 'dns', name: 'inside.test', headers: {} };
    for (const body of ['hello', 'and again']) {
      await lease.ask('prepare', { network: { answers: { 'http://inside.test/': { body } } } }, patient);
      expect(await ask('http://inside.test/')).toEqual([answer(body), [name, { ...request, url: 'http://inside.test/', inTable: true }]]);
    }
    expect(await ask('http://198.51.100.1/')).toEqual([
      answer('UND_ERR_SOCKET'),
      [{ ...request, url: 'http://198.51.100.1/', inTable: false }],
    ]);
  });
});
