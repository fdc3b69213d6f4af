import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { NetworkTable } from '../../src/contract/network.ts';
import { act, field, sent } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

const answers = { '*': { body: 'you reached it' } };
const network: NetworkTable = {
  servers: {
    good: { at: ['198.51.100.7:443'], certificate: { name: 'inside.test' }, answers },
    own: { at: ['198.51.100.8:443'], certificate: { name: 'own.test', signer: 'itself' }, answers },
    old: { at: ['198.51.100.9:443'], certificate: { name: 'old.test', expired: true }, answers },
  },
  dns: {
    'inside.test': ['198.51.100.7'],
    'other.test': ['198.51.100.7'],
    'below.inside.test': ['198.51.100.7'],
    'own.test': ['198.51.100.8'],
    'old.test': ['198.51.100.9'],
  },
};

const given = { extension: 'request-once', scopes: { request: { methods: ['GET'], urls: ['https://*'] } }, network };
const fetched = (host: string) => operation('once', { url: `https://${host}/`, options: { headers: { 'x-api-key': '{{key}}' } } });

const rows = [
  { id: 'request/certificates/another-name', host: 'other.test', what: 'for another name' },
  { id: 'request/certificates/name-above', host: 'below.inside.test', what: 'for the name above the host' },
  { id: 'request/certificates/unknown-authority', host: 'own.test', what: 'of an authority that nobody knows' },
  { id: 'request/certificates/expired', host: 'old.test', what: 'that has expired' },
] as const;

export default defineCases(
  rows.map(({ id, host, what }): ConformanceCase => ({
    id,
    clause: 'REQ-16',
    kind: 'refuses',
    shared: true,
    says: `a server with a certificate ${what} is told nothing`,
    given,
    when: fetched(host),
    expect: {
      'no request arrives': (seen) => sent(seen).length === 0,
      'request fails': (seen) => typeof field(act(seen), 'refused', 'message') === 'string',
    },
    admits: {
      when: fetched('inside.test'),
      expect: { 'a server with its own certificate answers': (seen) => field(act(seen), 'data') === 'you reached it' },
    },
    catches: ['trusts-any-certificate'],
  })),
);
