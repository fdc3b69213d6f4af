import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import type { NetworkRecord, NetworkTable } from '../contract/network.ts';
import { lackOfEnclosure } from '../enclosure/open-enclosure.ts';
import type { AdapterTarget } from './adapter-target.ts';
import { describeRuntime } from './describe-runtime.ts';
import { leaseCells } from './lease.ts';

const patient = 15_000;
const lack = await lackOfEnclosure();

const program = fileURLToPath(new URL('testing/leaky-cell.testing.ts', import.meta.url));
const leaky: AdapterTarget = { kind: 'exec', name: 'leaky', command: `"${process.execPath}" "${program}"` };
const network: NetworkTable = { answers: { 'http://inside.test/': { body: 'hello' } } };

/** What is told of calls that leave by these ways, each before its answer. */
const toldOf = async (...ways: readonly string[]): Promise<readonly (readonly NetworkRecord[])[]> => {
  await using lease = leaseCells((await describeRuntime(leaky)).target);
  expect(await lease.ask('prepare', { network }, patient)).toEqual({ result: {} });
  lease.told();
  const told: NetworkRecord[][] = [];
  for (const input of ways) {
    const asked = await lease.ask('call', { entry: { extension: 'n', operation: 'o' }, input }, patient);
    expect(asked).toEqual({ result: { status: 'returned', json: 'null' } });
    told.push(lease.told().flatMap((one) => (one.kind === 'network' ? [one.record] : [])));
  }
  return told;
};

describe.skipIf(lack !== undefined)('a cell behind a gateway', () => {
  it('is described as one', async () => {
    expect(await describeRuntime(leaky)).toMatchObject({ evidence: 'gateway' });
  });

  it('leaves nothing unseen: the gateway tells of it before the answer to the call', async () => {
    const told = await toldOf(
      'a raw socket',
      'a raw socket to a port of its own',
      'a raw socket over IPv6',
      'a name',
      'a datagram',
      'HTTPS to an address',
      'nothing',
    );
    expect(told).toEqual([
      [{ kind: 'connect', target: '198.51.100.66:80' }],
      [{ kind: 'connect', target: 'a TCP port on which nobody listens' }],
      [{ kind: 'connect', target: '2001:db8::66:25' }],
      [{ kind: 'dns', name: 'secret.leak.test' }],
      [{ kind: 'connect', target: 'a UDP port on which nobody listens' }],
      [
        {
          kind: 'request',
          method: 'GET',
          url: 'https://198.51.100.66/secret',
          headers: { host: '198.51.100.66', connection: 'keep-alive' },
          body: '',
          inTable: false,
        },
      ],
      [],
    ]);
  });

  it('gets the answers of the table', async () => {
    const [told] = await toldOf('a request');
    expect(told?.map(({ kind }) => kind)).toEqual(['dns', 'request']);
    expect(told?.[1]).toMatchObject({ url: 'http://inside.test/', inTable: true });
  });
});

describe('a cell that asks for a gateway where the machine allows no namespace', () => {
  it('is described with what is missing, and gets a proxy', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = '/nowhere';
    try {
      const described = await describeRuntime(leaky);
      expect(described).toMatchObject({ evidence: 'proxy', lack: expect.stringMatching(/unshare/) as unknown });
      await using lease = leaseCells(described.target);
      expect(await lease.ask('prepare', { network }, patient)).toEqual({ result: {} });
      const asked = await lease.ask('call', { entry: { extension: 'n', operation: 'o' }, input: 'nothing' }, patient);
      expect(asked).toEqual({ result: { status: 'returned', json: 'null' } });
      expect(lease.told()).toEqual([]);
    } finally {
      process.env['PATH'] = path;
    }
  });
});
