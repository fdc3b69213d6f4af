import type { Check } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { NetworkTable } from '../../src/contract/network.ts';
import { act, field, nothingLeft } from '../../src/contract/reading.ts';
import { operation, sequence } from '../../src/contract/stimulus.ts';

const proxy = 'http://198.51.100.66:3128';

/** Everything that clients are known to read, and what makes Node's own read it. */
const environment = {
  HTTP_PROXY: proxy,
  http_proxy: proxy,
  HTTPS_PROXY: proxy,
  https_proxy: proxy,
  ALL_PROXY: proxy,
  all_proxy: proxy,
  NODE_USE_ENV_PROXY: '1',
  NODE_TLS_REJECT_UNAUTHORIZED: '0',
  NODE_NO_WARNINGS: '1',
};

const answers = { '*': { body: 'you reached it' } };
const network: NetworkTable = {
  servers: {
    proxy: { at: ['198.51.100.66:3128'], answers },
    open: { at: ['198.51.100.7:80'], answers },
    secure: { at: ['198.51.100.7:443'], certificate: { name: 'inside.test' }, answers },
    impostor: { at: ['198.51.100.8:443'], certificate: { name: 'other.test' }, answers },
    internal: { at: ['10.1.2.3:80'], answers },
  },
  dns: {
    'inside.test': ['198.51.100.7'],
    'impostor.test': ['198.51.100.8'],
    'internal.test': ['10.1.2.3'],
    'beyond.test': ['198.51.100.7'],
  },
};

const given = {
  extension: 'request-once',
  scopes: {
    request: {
      methods: ['GET'],
      urls: ['http://inside.test/*', 'https://inside.test/*', 'http://internal.test/*', 'https://impostor.test/*'],
    },
  },
  network,
  environment,
};

const fetched = (url: string) => operation('once', { url, options: {} });
const fails: Check = (seen) => typeof field(act(seen), 'refused', 'message') === 'string';

/** A tunnel to an address that was checked is the only thing that a proxy may be asked for. */
const asksForNoName: Check = (seen) =>
  seen.network.every(
    (record) =>
      record.kind !== 'request' || record.server !== 'proxy' || (record.method === 'CONNECT' && record.url.startsWith('198.51.100.7:')),
  );

const neverReaches =
  (server: string): Check =>
  (seen) =>
    seen.network.every((record) => record.kind !== 'request' || record.server !== server);

const reached = {
  'a host of the scope answers, over http and https': (seen: Parameters<Check>[0]) =>
    [0, 1].every((n) => field(act(seen, n), 'data') === 'you reached it'),
};
const admits = {
  when: sequence(fetched('http://inside.test/letters/7'), fetched('https://inside.test/letters/7')),
  expect: reached,
} as const;

export default defineCases([
  {
    id: 'request/environment/proxy-and-names',
    clause: 'REQ-14',
    kind: 'refuses',
    shared: true,
    says: 'proxy variables in the environment open no way to a name at an internal address',
    given,
    when: fetched('http://internal.test/'),
    expect: {
      'no proxy is asked for a name': asksForNoName,
      'the internal server is not reached': neverReaches('internal'),
      'request fails': fails,
    },
    admits,
    catches: ['uses-proxy-variables', 'private-addresses-are-admitted'],
    covers: ['K37'],
    needs: ['address-policy'],
  },
  {
    id: 'request/environment/proxy-and-scope',
    clause: 'REQ-14',
    kind: 'refuses',
    says: 'proxy variables in the environment let nothing out that the scope does not grant',
    shared: true,
    given,
    when: fetched('http://beyond.test/inside.test/7'),
    expect: { 'nothing leaves, to no proxy either': nothingLeft, 'request fails': fails },
    admits,
    catches: ['granted-text-anywhere-grants'],
    covers: ['K37'],
  },
  {
    id: 'request/environment/certificates',
    clause: 'REQ-16',
    kind: 'refuses',
    shared: true,
    says: 'certificates are verified against the host name whatever the environment says',
    given,
    when: fetched('https://impostor.test/'),
    expect: { 'nothing is said to the impostor': neverReaches('impostor'), 'request fails': fails },
    admits,
    catches: ['trusts-any-certificate'],
    covers: ['K42'],
  },
]);
