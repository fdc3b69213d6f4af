import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

import { describe, expect, it } from 'vitest';

import { lackOfEnclosure } from '../enclosure/open-enclosure.ts';
import type { AdapterTarget } from '../harness/adapter-target.ts';
import { describeRuntime } from '../harness/describe-runtime.ts';
import { leaseCells } from '../harness/lease.ts';
import { openFolder, type Folder } from '../harness/testing/open-folder.testing.ts';

const patient = 15_000;
const lack = await lackOfEnclosure();

// A runtime that is a child process: what a call's input names is fetched there.
const adapter = `
  import { execFile } from 'node:child_process';
  import { promisify } from 'node:util';
  const run = promisify(execFile);
  export default {
    evidence: 'gateway',
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

const targetIn = (folder: Folder): AdapterTarget => {
  writeFileSync(folder.join('adapter.mjs'), adapter);
  return { kind: 'module', name: 'own', url: pathToFileURL(folder.join('adapter.mjs')).href, own: false, options: {} };
};

const entry = { extension: 'n', operation: 'o' };

describe.skipIf(lack !== undefined)("a cell's child process behind a gateway", () => {
  it('gets the network of the case, and what leaves it is told before the answer', async () => {
    using folder = openFolder();
    const described = await describeRuntime(targetIn(folder));
    expect(described.evidence).toBe('gateway');
    await using lease = leaseCells(described.target);
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

describe("a cell's child process where the machine allows no namespace", () => {
  it('is described as one of which nothing is seen, and gets no way to a gateway', async () => {
    using folder = openFolder();
    const path = process.env['PATH'];
    process.env['PATH'] = '/nowhere';
    try {
      const described = await describeRuntime(targetIn(folder));
      expect(described).toMatchObject({ evidence: 'none', lack: expect.stringMatching(/unshare/) as unknown });
      await using lease = leaseCells(described.target);
      await lease.ask('prepare', { network: {} }, patient);
      expect(await lease.ask('call', { entry, input: 'http://inside.test/' }, patient)).toMatchObject({
        trouble: { status: 'error', message: expect.stringMatching(/enclose is not a function/) as unknown },
      });
    } finally {
      process.env['PATH'] = path;
    }
  });

  it('does not start without its gateway once it was seen that there can be one', async () => {
    using folder = openFolder();
    const path = process.env['PATH'];
    process.env['PATH'] = '/nowhere';
    try {
      await using lease = leaseCells({ ...targetIn(folder), evidence: 'gateway' });
      await lease.ask('prepare', { network: {} }, patient);
      expect(await lease.ask('call', { entry, input: 'http://inside.test/' }, patient)).toMatchObject({
        trouble: { status: 'error', message: expect.stringMatching(/unshare/) as unknown },
      });
    } finally {
      process.env['PATH'] = path;
    }
  });
});
