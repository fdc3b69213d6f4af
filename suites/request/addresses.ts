import { internalAddresses, twoSides } from '../../fixtures/services/two-sides.ts';
import type { Check, ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { act, field } from '../../src/contract/reading.ts';
import { operation, sequence } from '../../src/contract/stimulus.ts';

const given = { extension: 'request-once', scopes: { request: { methods: ['GET'], urls: ['http://*'] } }, network: twoSides };
const fetched = (url: string) => operation('once', { url, options: {} });

/** Neither the server nor any address besides the public one was connected to. */
const staysOutside: Check = (seen) => seen.network.every((record) => record.kind === 'dns' || record.server === 'open');

const fails: Check = (seen) => seen.calls.every((_, n) => typeof field(act(seen, n), 'refused', 'message') === 'string');

const reached: Check = (seen) => field(act(seen), 'data') === 'the public one';

const admits = { when: fetched('http://open.test/letters/7'), expect: { 'a public address is reached': reached } } as const;

const refused = { 'no internal address is connected to': staysOutside, 'each request fails': fails };

const named = {
  ...given,
  scopes: { request: { methods: ['GET'], urls: ['http://169.254.169.254/*', 'http://private-10.test/*', 'http://open.test/*'] } },
};

const names = [
  { id: 'request/addresses/loopback', what: 'a loopback address', fault: 'loopback-is-admitted' },
  { id: 'request/addresses/private', what: 'a private address', fault: 'private-addresses-are-admitted' },
  { id: 'request/addresses/special', what: 'an address for a special use', fault: 'special-addresses-are-admitted' },
  { id: 'request/addresses/link-local', what: 'a link-local or metadata address', fault: 'link-local-is-admitted' },
  { id: 'request/addresses/internal-6', what: 'an address of IPv6 that is not public', fault: 'internal-ipv6-is-admitted' },
] as const;

const literals = [
  {
    id: 'request/addresses/literal-loopback',
    // as one number, in octal, short, and by its name
    urls: ['http://2130706433/', 'http://017700000001/', 'http://127.1/', 'http://localhost/'],
    what: 'loopback, however it is written',
    covers: ['K07', 'K40'],
    fault: 'loopback-is-admitted',
  },
  {
    id: 'request/addresses/literal-private',
    urls: ['http://10.1.2.3/'],
    what: 'a private address',
    covers: ['K40'],
    fault: 'private-addresses-are-admitted',
  },
  {
    id: 'request/addresses/literal-mapped',
    urls: ['http://[::ffff:10.1.2.3]/'],
    what: 'a private address mapped into IPv6',
    covers: ['K08'],
    fault: 'internal-ipv6-is-admitted',
  },
] as const;

export default defineCases([
  ...names.map(({ id, what, fault }): ConformanceCase => ({
    id,
    clause: 'REQ-13',
    kind: 'refuses',
    shared: true,
    says: `a name that resolves to ${what} is refused`,
    given,
    when: sequence(...internalAddresses.filter((one) => one.fault === fault).map(({ name }) => fetched(`http://${name}.test/`))),
    expect: refused,
    admits,
    catches: [fault],
    covers: ['K40'],
    needs: ['address-policy'],
  })),
  ...literals.map(({ id, urls, what, covers, fault }): ConformanceCase => ({
    id,
    clause: 'REQ-13',
    kind: 'refuses',
    shared: true,
    says: `a wildcard does not reach ${what}`,
    given,
    when: sequence(...urls.map(fetched)),
    expect: refused,
    admits,
    catches: [fault, 'globs-match-as-in-directus'],
    covers,
    needs: ['address-policy'],
  })),
  {
    id: 'request/addresses/named-metadata',
    clause: 'REQ-13',
    kind: 'refuses',
    says: 'not even a glob that names the metadata address reaches it',
    shared: true,
    given: named,
    when: fetched('http://169.254.169.254/latest/meta-data/'),
    expect: refused,
    admits,
    catches: ['link-local-is-admitted'],
    covers: ['K40'],
    needs: ['address-policy'],
  },
  {
    id: 'request/addresses/named-name',
    clause: 'REQ-13',
    kind: 'refuses',
    says: "a glob that names a host opens no way to that host's internal address",
    shared: true,
    given: named,
    when: fetched('http://private-10.test/'),
    expect: refused,
    admits,
    catches: ['private-addresses-are-admitted'],
    covers: ['K40'],
    needs: ['address-policy'],
  },
]);
