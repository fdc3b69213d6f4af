import type { Check, ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { NetworkTable } from '../../src/contract/network.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field } from '../../src/contract/reading.ts';
import { operation, sequence } from '../../src/contract/stimulus.ts';

/** Address classes that are not public, one of each: what a name resolves to, and where the connection would go. */
const internal = [
  { id: 'request/addresses/loopback', address: '127.0.0.1', what: 'a loopback address' },
  { id: 'request/addresses/loopback-block', address: '127.9.8.7', what: 'another loopback address' },
  { id: 'request/addresses/private-10', address: '10.1.2.3', what: 'a private address of 10/8' },
  { id: 'request/addresses/private-172', address: '172.31.2.3', what: 'a private address of 172.16/12' },
  { id: 'request/addresses/private-192', address: '192.168.2.3', what: 'a private address of 192.168/16' },
  { id: 'request/addresses/this-host', address: '0.0.0.0', what: 'the address of no host' },
  { id: 'request/addresses/shared', address: '100.64.2.3', what: 'a shared address of a carrier' },
  { id: 'request/addresses/metadata', address: '169.254.169.254', what: 'the metadata address of clouds' },
  { id: 'request/addresses/link-local', address: '169.254.2.3', what: 'a link-local address' },
  { id: 'request/addresses/protocol', address: '192.0.0.8', what: 'an address for protocols' },
  { id: 'request/addresses/benchmark', address: '198.18.2.3', what: 'a benchmarking address' },
  { id: 'request/addresses/multicast', address: '224.0.0.251', what: 'a multicast address' },
  { id: 'request/addresses/loopback-6', address: '::1', what: 'the loopback address of IPv6' },
  { id: 'request/addresses/unspecified-6', address: '::', what: 'the unspecified address of IPv6' },
  { id: 'request/addresses/unique-local-6', address: 'fd12:3456::1', what: 'a unique local address' },
  { id: 'request/addresses/link-local-6', address: 'fe80::1', what: 'a link-local address of IPv6' },
  { id: 'request/addresses/mapped-6', address: '::ffff:10.1.2.3', what: 'a private address mapped into IPv6' },
  { id: 'request/addresses/compatible-6', address: '::10.1.2.3', what: 'a private address as an IPv4-compatible one' },
  { id: 'request/addresses/nat64', address: '64:ff9b::a01:203', what: 'a private address behind a translator' },
  { id: 'request/addresses/six-to-four', address: '2002:a01:203::1', what: 'a private address in a 6to4 one' },
  { id: 'request/addresses/teredo', address: '2001:0:a01:203::1', what: 'a Teredo address' },
] as const;

const open = '198.51.100.7';
const at = (address: string): string => (address.includes(':') ? `[${address}]:80` : `${address}:80`);
const nameOf = (id: string): string => `${id.slice('request/addresses/'.length)}.test`;
const answers = { '*': { body: 'you reached it' } };

const network: NetworkTable = {
  servers: {
    open: {
      at: [at(open)],
      answers: {
        '/letters/7': { body: 'you reached it' },
        '/to-a-name': { status: 302, headers: [['location', 'http://private-10.test/']] },
        '/to-the-metadata': { status: 307, headers: [['location', 'http://169.254.169.254/latest/meta-data/']] },
        '/to-localhost': { status: 302, headers: [['location', 'http://localhost/']] },
        '/to-itself': { status: 302, headers: [['location', '/letters/7']] },
      },
    },
    internal: { at: [...new Set(internal.map(({ address }) => at(address))), '[::ffff:a01:203]:80', '[::a01:203]:80'], answers },
  },
  dns: {
    'open.test': [open],
    'first-open.test': [open, '10.1.2.3'],
    'first-internal.test': ['10.1.2.3', open],
    'unreachable-first.test': ['203.0.113.99', '10.1.2.3'],
    'changing.test': [[open], ['10.1.2.3']],
    'changing-on-the-way.test': [[open], ['10.1.2.3']],
    'nowhere.test': [],
    'shut.test': ['10.77.77.77'],
    ...Object.fromEntries(internal.map(({ id, address }) => [nameOf(id), [address]])),
  },
};

const given = { extension: 'request-once', scopes: { request: { methods: ['GET'], urls: ['http://*'] } }, network };
const fetched = (url: string) => operation('once', { url, options: {} });

/** Neither the server nor any address besides the public one was connected to. */
const staysOutside: Check = (seen) =>
  seen.network.every((record) => (record.kind === 'connect' ? record.target === at(open) : record.kind === 'dns' || record.server !== 'internal'));

const fails: Check = (seen) => typeof field(act(seen), 'refused', 'message') === 'string';

const reached: Check = (seen) => field(act(seen), 'data') === 'you reached it';

const admits = { when: fetched('http://open.test/letters/7'), expect: { 'a public address is reached': reached } } as const;

const refused = { 'no internal address is connected to': staysOutside, 'request fails': fails };

const literals = [
  { id: 'request/addresses/literal-private', url: 'http://10.1.2.3/', what: 'a private address', covers: ['K40'] },
  { id: 'request/addresses/literal-decimal', url: 'http://2130706433/', what: 'loopback, written as one number', covers: ['K07'] },
  { id: 'request/addresses/literal-octal', url: 'http://017700000001/', what: 'loopback, written in octal', covers: ['K07'] },
  { id: 'request/addresses/literal-short', url: 'http://127.1/', what: 'loopback, written short', covers: ['K07'] },
  { id: 'request/addresses/literal-mapped', url: 'http://[::ffff:10.1.2.3]/', what: 'a private address mapped into IPv6', covers: ['K08'] },
  { id: 'request/addresses/literal-localhost', url: 'http://localhost/', what: 'localhost', covers: ['K40'] },
] as const;

const both: Check = (seen) => [0, 1].every((n) => field(act(seen, n), 'data') === 'you reached it');

const errorText = (seen: Observation, n: number): string =>
  `${String(field(act(seen, n), 'refused', 'name'))}: ${String(field(act(seen, n), 'refused', 'message'))}`.replaceAll(/[\w-]+\.test/g, '<host>');

export default defineCases([
  ...internal.map(({ id, address, what }): ConformanceCase => ({
    id,
    clause: 'REQ-13',
    kind: 'refuses',
    shared: true,
    says: `a name that resolves to ${what} (${address}) is refused`,
    given,
    when: fetched(`http://${nameOf(id)}/`),
    expect: refused,
    admits,
    catches: ['addresses-go-unchecked'],
    covers: ['K40'],
    needs: ['address-policy'],
  })),
  ...literals.map(({ id, url, what, covers }): ConformanceCase => ({
    id,
    clause: 'REQ-13',
    kind: 'refuses',
    shared: true,
    says: `a wildcard does not reach ${what}`,
    given,
    when: fetched(url),
    expect: refused,
    admits,
    catches: ['addresses-go-unchecked'],
    covers,
    needs: ['address-policy'],
  })),
  {
    id: 'request/addresses/named-metadata',
    clause: 'REQ-13',
    kind: 'refuses',
    says: 'not even a glob that names the metadata address reaches it',
    given: { ...given, scopes: { request: { methods: ['GET'], urls: ['http://169.254.169.254/*', 'http://open.test/*'] } } },
    when: fetched('http://169.254.169.254/latest/meta-data/'),
    expect: refused,
    admits,
    catches: ['addresses-go-unchecked'],
    covers: ['K40'],
    needs: ['address-policy'],
  },
  {
    id: 'request/addresses/named-name',
    clause: 'REQ-13',
    kind: 'refuses',
    says: "a glob that names a host opens no way to that host's internal address",
    given: { ...given, scopes: { request: { methods: ['GET'], urls: ['http://private-10.test/*', 'http://open.test/*'] } } },
    when: fetched('http://private-10.test/'),
    expect: refused,
    admits,
    catches: ['addresses-go-unchecked'],
    covers: ['K40'],
    needs: ['address-policy'],
  },
  ...(
    [
      { id: 'request/addresses/one-of-several', host: 'first-internal.test', says: 'an internal address among public ones is not connected to' },
      { id: 'request/addresses/last-of-several', host: 'unreachable-first.test', says: 'an internal address is not connected to when the public one before it does not answer' },
    ] as const
  ).map(({ id, host, says }): ConformanceCase => ({
    id,
    clause: 'REQ-13',
    kind: 'refuses',
    shared: true,
    says,
    given,
    when: fetched(`http://${host}/letters/7`),
    expect: {
      'no internal server is reached': (seen) =>
        seen.network.every((record) => (record.kind !== 'request' && record.kind !== 'connect') || record.server !== 'internal'),
      'request fails, or reaches the public address': (seen) => fails(seen) || reached(seen),
    },
    admits,
    catches: ['addresses-go-unchecked'],
    covers: ['K40'],
    needs: ['address-policy'],
  })),
  ...(
    [
      { id: 'request/addresses/redirect-to-a-name', path: '/to-a-name', what: 'a name at an internal address' },
      { id: 'request/addresses/redirect-to-the-metadata', path: '/to-the-metadata', what: 'the metadata address' },
      { id: 'request/addresses/redirect-to-localhost', path: '/to-localhost', what: 'localhost' },
    ] as const
  ).map(({ id, path, what }): ConformanceCase => ({
    id,
    clause: 'REQ-13',
    kind: 'refuses',
    shared: true,
    says: `a redirect to ${what} is not followed`,
    given,
    when: fetched(`http://open.test${path}`),
    expect: { 'no internal address is connected to': staysOutside },
    admits: {
      when: fetched('http://open.test/to-itself'),
      expect: {
        'a redirect to a public address is followed or handed over': (seen) =>
          reached(seen) || field(act(seen), 'status') === 302 || field(act(seen), 'refused', 'status') === 302,
      },
    },
    catches: ['addresses-go-unchecked'],
    covers: ['K40', 'K30'],
    needs: ['address-policy'],
  })),
  {
    id: 'request/addresses/rebound-name',
    clause: 'REQ-13',
    kind: 'refuses',
    says: 'the address that was checked is the one that is connected to, though the name leads elsewhere by then',
    given,
    when: sequence(fetched('http://changing.test/letters/7'), fetched('http://changing.test/letters/7')),
    expect: {
      'the first request reaches the public address': (seen) => field(act(seen, 0), 'data') === 'you reached it',
      'no internal address is connected to': staysOutside,
      'the second request fails': (seen) => typeof field(act(seen, 1), 'refused', 'message') === 'string',
    },
    admits: {
      when: sequence(fetched('http://open.test/letters/7'), fetched('http://open.test/letters/7')),
      expect: { 'a name that stays where it is is reached twice': both },
    },
    catches: ['names-are-looked-up-again', 'addresses-go-unchecked'],
    covers: ['K40'],
    needs: ['address-policy'],
  },
  {
    id: 'request/addresses/silent-denials',
    clause: 'REQ-15',
    kind: 'refuses',
    shared: true,
    says: 'names at internal addresses fail as names that do not exist, whether something listens there or not',
    given,
    when: sequence(fetched('http://private-10.test/'), fetched('http://shut.test/'), fetched('http://nowhere.test/')),
    expect: {
      'all three fail': (seen) => [0, 1, 2].every((n) => typeof field(act(seen, n), 'refused', 'message') === 'string'),
      'all three say the same': (seen) => errorText(seen, 0) === errorText(seen, 1) && errorText(seen, 1) === errorText(seen, 2),
      'none tells an address': (seen) => [0, 1, 2].every((n) => !/\d+\.\d+\.\d+\.\d+/.test(errorText(seen, n))),
    },
    admits,
    catches: ['denials-tell-the-address', 'addresses-go-unchecked'],
    covers: ['J04'],
    needs: ['address-policy'],
  },
  {
    id: 'request/addresses/denied-unasked',
    clause: 'REQ-15',
    kind: 'refuses',
    says: 'outside the scope, a name that exists, one that does not and an internal one are denied alike, and nobody is asked',
    given: { ...given, scopes: { request: { methods: ['GET'], urls: ['http://open.test/*'] } } },
    when: sequence(fetched('http://first-open.test/'), fetched('http://nowhere.test/'), fetched('http://private-10.test/')),
    expect: {
      'nothing is looked up or connected to': (seen) => seen.network.length === 0,
      'all three say the same': (seen) => errorText(seen, 0) === errorText(seen, 1) && errorText(seen, 1) === errorText(seen, 2),
    },
    admits,
    catches: ['urls-go-unchecked'],
    covers: ['J04'],
  },
]);
