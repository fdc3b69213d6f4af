import { twoSides } from '../../fixtures/services/two-sides.ts';
import type { Check, ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, nothingLeft } from '../../src/contract/reading.ts';
import { operation, sequence } from '../../src/contract/stimulus.ts';

const given = { extension: 'request-once', scopes: { request: { methods: ['GET'], urls: ['http://*'] } }, network: twoSides };
const fetched = (url: string) => operation('once', { url, options: {} });

/** Neither the server nor any address besides the public one was connected to. */
const staysOutside: Check = (seen) => seen.network.every((record) => record.kind === 'dns' || record.server === 'open');

const fails: Check = (seen) => typeof field(act(seen), 'refused', 'message') === 'string';

const reached: Check = (seen) => field(act(seen), 'data') === 'the public one';

const admits = { when: fetched('http://open.test/letters/7'), expect: { 'a public address is reached': reached } } as const;

const both: Check = (seen) => [0, 1].every((n) => field(act(seen, n), 'data') === 'the public one');

const errorText = (seen: Observation, n: number): string =>
  JSON.stringify(field(act(seen, n), 'refused') ?? null).replaceAll(/[\w-]+\.test/g, '<host>');

export default defineCases([
  ...(
    [
      {
        id: 'request/rebinding/one-of-several',
        host: 'first-internal.test',
        says: 'an internal address among public ones is not connected to',
        fault: 'private-addresses-are-admitted',
      },
      {
        id: 'request/rebinding/last-of-several',
        host: 'unreachable-first.test',
        says: 'an internal address is not connected to when the public one before it does not answer',
        fault: 'private-addresses-are-admitted',
      },
    ] as const
  ).map(({ id, host, says, fault }): ConformanceCase => ({
    id,
    clause: 'REQ-13',
    kind: 'refuses',
    shared: true,
    says,
    given,
    when: fetched(`http://${host}/letters/7`),
    expect: {
      'no internal server is reached': (seen) => seen.network.every((record) => record.kind === 'dns' || record.server !== 'internal'),
      'request fails, or reaches the public address': (seen) => fails(seen) || reached(seen),
    },
    admits,
    catches: [fault],
    covers: ['K40'],
    needs: ['address-policy'],
  })),
  ...(
    [
      {
        id: 'request/rebinding/redirect-to-a-name',
        path: '/to-a-name',
        what: 'a name at an internal address',
        fault: 'private-addresses-are-admitted',
      },
      {
        id: 'request/rebinding/redirect-to-the-metadata',
        path: '/to-the-metadata',
        what: 'the metadata address',
        fault: 'link-local-is-admitted',
      },
      { id: 'request/rebinding/redirect-to-localhost', path: '/to-localhost', what: 'localhost', fault: 'loopback-is-admitted' },
    ] as const
  ).map(({ id, path, what, fault }): ConformanceCase => ({
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
    catches: [fault],
    covers: ['K40', 'K30'],
    needs: ['address-policy'],
  })),
  {
    id: 'request/rebinding/rebound-name',
    clause: 'REQ-13',
    kind: 'refuses',
    says: 'the address that was checked is the one that is connected to, though the name leads elsewhere by then',
    given,
    when: sequence(fetched('http://changing.test/letters/7'), fetched('http://changing.test/letters/7')),
    expect: {
      'the first request reaches the public address': (seen) => field(act(seen, 0), 'data') === 'the public one',
      'no internal address is connected to': staysOutside,
      'the second request fails': (seen) => typeof field(act(seen, 1), 'refused', 'message') === 'string',
    },
    admits: {
      when: sequence(fetched('http://open.test/letters/7'), fetched('http://open.test/letters/7')),
      expect: { 'a name that stays where it is is reached twice': both },
    },
    catches: ['names-are-looked-up-again', 'private-addresses-are-admitted'],
    covers: ['K40'],
    needs: ['address-policy'],
  },
  {
    id: 'request/rebinding/silent-denials',
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
    catches: ['denials-tell-the-address', 'private-addresses-are-admitted'],
    covers: ['J04'],
    needs: ['address-policy'],
  },
  {
    id: 'request/rebinding/denied-unasked',
    clause: 'REQ-15',
    kind: 'refuses',
    says: 'outside the scope, a name that exists, one that does not and an internal one are denied alike, and nobody is asked',
    given: { ...given, scopes: { request: { methods: ['GET'], urls: ['http://open.test/*'] } } },
    when: sequence(
      fetched('http://other.test/letters/7'),
      fetched('http://nowhere.test/letters/7'),
      fetched('http://private-10.test/letters/7'),
    ),
    expect: {
      'nothing is looked up or connected to': nothingLeft,
      'all three say the same': (seen) => errorText(seen, 0) === errorText(seen, 1) && errorText(seen, 1) === errorText(seen, 2),
    },
    admits,
    catches: ['urls-go-unchecked'],
    covers: ['J04'],
  },
]);
