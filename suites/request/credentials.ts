import type { Check, ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { NetworkTable } from '../../src/contract/network.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, sent } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

const elsewhere = {
  host: 'https://other.test/home',
  port: 'https://inside.test:8443/home',
  scheme: 'http://inside.test/home',
} as const;

const redirects = [301, 302, 303, 307, 308] as const;

const network: NetworkTable = {
  answers: {
    'https://inside.test/home': { body: 'welcome home' },
    'https://inside.test/stays': { redirect: { status: 307, to: 'https://inside.test/home' } },
    ...Object.fromEntries(Object.values(elsewhere).map((url) => [url, { body: 'welcome home' }])),
    ...Object.fromEntries(
      redirects.flatMap((status) =>
        Object.entries(elsewhere).map(([what, to]) => [`https://inside.test/to-another-${what}-${status}`, { redirect: { status, to } }]),
      ),
    ),
    'https://inside.test/by-two-hops': { redirect: { status: 307, to: '/to-another-host-308' } },
  },
};

const given = { extension: 'request-once', scopes: { request: { methods: ['GET', 'POST'], urls: ['https://*', 'http://*'] } }, network };

const headers = {
  authorization: 'Bearer {{key}}',
  cookie: 'session={{session}}',
  'x-api-key': '{{apiKey}}',
  'content-type': 'text/plain; secret={{parameter}}',
};

const asked = (path: string) =>
  operation('once', { url: `https://inside.test/${path}`, options: { method: 'POST', headers, body: 'a letter' } });

const followedOrHandedOver = (seen: Observation): boolean => {
  const status = field(act(seen), 'status') ?? field(act(seen), 'refused', 'status');
  return field(act(seen), 'data') === 'welcome home' || (typeof status === 'number' && status >= 300 && status < 400);
};

const atElsewhere =
  (to: string, holds: (headers: Readonly<Record<string, string>>) => boolean): Check =>
  (seen) =>
    sent(seen).some(({ url }) => url.startsWith('https://inside.test/')) && sent(seen).every((one) => one.url !== to || holds(one.headers));

const rows: readonly { readonly id: string; readonly path: string; readonly to: string; readonly what: string }[] = [
  { id: 'request/credentials/another-host', path: 'to-another-host-307', to: elsewhere.host, what: 'to another host' },
  { id: 'request/credentials/another-host-for-good', path: 'to-another-host-308', to: elsewhere.host, what: 'to another host for good' },
  {
    id: 'request/credentials/another-host-by-302',
    path: 'to-another-host-302',
    to: elsewhere.host,
    what: 'to another host that makes it a GET',
  },
  { id: 'request/credentials/another-port', path: 'to-another-port-307', to: elsewhere.port, what: 'to another port of the host' },
  { id: 'request/credentials/another-scheme', path: 'to-another-scheme-307', to: elsewhere.scheme, what: 'from https to http' },
  { id: 'request/credentials/second-hop', path: 'by-two-hops', to: elsewhere.host, what: 'to another host in its second hop' },
];

export default defineCases(
  rows.map(({ id, path, to, what }): ConformanceCase => ({
    id,
    clause: 'REQ-7',
    kind: 'refuses',
    shared: true,
    says: `a redirect ${what} takes no header of the extension along`,
    given,
    when: asked(path),
    expect: {
      'Authorization does not arrive there': atElsewhere(to, (there) => there['authorization'] === undefined),
      'Cookie does not arrive there': atElsewhere(to, (there) => there['cookie'] === undefined),
      'a header of its own does not arrive there': atElsewhere(to, (there) => there['x-api-key'] === undefined),
      // by a 302 the body goes, and its type with it
      'nor does what its other headers say': atElsewhere(to, (there) => !JSON.stringify(there).includes('{{')),
    },
    admits: {
      when: asked('stays'),
      expect: { 'a redirect that stays at the origin is followed or handed over': followedOrHandedOver },
    },
    catches: ['headers-cross-origins'],
    covers: ['K32'],
  })),
);
