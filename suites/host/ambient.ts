import type { Check, ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import { act, field } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

// The harness lays a secret into an environment variable, a file, an inherited descriptor and behind a socket of every cell, and is told nothing of it by
// the runtime: it looks for the secrets itself, in everything that the cell tells.
const places = {
  variable: '{{tripVariable}}',
  file: '{{tripFile}}',
  folder: '{{tripFolder}}',
  descriptor: '{{tripDescriptor}}',
  port: '{{tripPort}}',
};

// Looks like the global object of a host; the hunt has to find what stands in it.
const decoy: Json = { process: { env: { '{{tripVariable}}': 'the secret of a {{decoy}}' } } };

const staysSecret =
  (name: string): Check =>
  ({ trip }) =>
    !trip.secrets.includes(name);

const hunts: readonly Pick<ConformanceCase, 'id' | 'clause' | 'says' | 'given'>[] = [
  {
    id: 'host/ambient/by-default',
    clause: 'HOST-3',
    says: 'without a scope an extension reaches no file and no network',
    given: { extension: 'hunts-secrets', scopes: {} },
  },
  {
    id: 'host/ambient/with-scopes',
    clause: 'HOST-3.ambient',
    says: 'with scopes an extension reaches no environment variable, file, descriptor or socket of the host',
    given: {
      extension: 'hunts-secrets',
      scopes: { log: {}, sleep: {}, request: { methods: ['GET', 'POST'], urls: ['https://*'] } },
    },
  },
];

export default defineCases(
  hunts.map((hunt): ConformanceCase => ({
    ...hunt,
    kind: 'contains',
    when: operation('hunts-secrets', { places, decoy }),
    expect: {
      'the hunt finds what is planted for it': (seen) => {
        const found = field(act(seen), 'found');
        return Array.isArray(found) && found.includes('the secret of a {{decoy}}') && Number(field(act(seen), 'tried')) > 60;
      },
      'no environment variable of the host is told': staysSecret('variable'),
      'no file of the host is told': staysSecret('file'),
      'no descriptor of the host is told': staysSecret('descriptor'),
      'the socket gets no connection, and what is behind it is not told': (seen) =>
        seen.trip.connections === 0 && staysSecret('socket')(seen),
    },
    catches: ['request-opens-the-host', 'hunts-nothing'],
    covers: ['C02', 'C06', 'K38'],
  })),
);
