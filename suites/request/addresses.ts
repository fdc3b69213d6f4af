import { internalAddresses, nameOf, twoSides } from '../../fixtures/services/two-sides.ts';
import type { Check, ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { act, field } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

const given = { extension: 'request-once', scopes: { request: { methods: ['GET'], urls: ['http://*'] } }, network: twoSides };
const fetched = (url: string) => operation('once', { url, options: {} });

/** Neither the server nor any address besides the public one was connected to. */
const staysOutside: Check = (seen) => seen.network.every((record) => record.kind === 'dns' || record.server === 'open');

const fails: Check = (seen) => typeof field(act(seen), 'refused', 'message') === 'string';

const reached: Check = (seen) => field(act(seen), 'data') === 'the public one';

const admits = { when: fetched('http://open.test/letters/7'), expect: { 'a public address is reached': reached } } as const;

const refused = { 'no internal address is connected to': staysOutside, 'request fails': fails };

const literals = [
  {
    id: 'request/addresses/literal-private',
    url: 'http://10.1.2.3/',
    what: 'a private address',
    covers: ['K40'],
    fault: 'private-addresses-are-admitted',
  },
  {
    id: 'request/addresses/literal-decimal',
    url: 'http://2130706433/',
    what: 'loopback, written as one number',
    covers: ['K07'],
    fault: 'loopback-is-admitted',
  },
  {
    id: 'request/addresses/literal-octal',
    url: 'http://017700000001/',
    what: 'loopback, written in octal',
    covers: ['K07'],
    fault: 'loopback-is-admitted',
  },
  {
    id: 'request/addresses/literal-short',
    url: 'http://127.1/',
    what: 'loopback, written short',
    covers: ['K07'],
    fault: 'loopback-is-admitted',
  },
  {
    id: 'request/addresses/literal-mapped',
    url: 'http://[::ffff:10.1.2.3]/',
    what: 'a private address mapped into IPv6',
    covers: ['K08'],
    fault: 'internal-ipv6-is-admitted',
  },
  {
    id: 'request/addresses/literal-localhost',
    url: 'http://localhost/',
    what: 'localhost',
    covers: ['K40'],
    fault: 'loopback-is-admitted',
  },
] as const;

export default defineCases([
  ...internalAddresses.map(({ id, address, what, fault }): ConformanceCase => ({
    id,
    clause: 'REQ-13',
    kind: 'refuses',
    shared: true,
    says: `a name that resolves to ${what} (${address}) is refused`,
    given,
    when: fetched(`http://${nameOf(id)}/`),
    expect: refused,
    admits,
    catches: [fault],
    covers: ['K40'],
    needs: ['address-policy'],
  })),
  ...literals.map(({ id, url, what, covers, fault }): ConformanceCase => ({
    id,
    clause: 'REQ-13',
    kind: 'refuses',
    shared: true,
    says: `a wildcard does not reach ${what}`,
    given,
    when: fetched(url),
    expect: refused,
    admits,
    catches: [fault],
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
    catches: ['link-local-is-admitted'],
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
    catches: ['private-addresses-are-admitted'],
    covers: ['K40'],
    needs: ['address-policy'],
  },
]);
