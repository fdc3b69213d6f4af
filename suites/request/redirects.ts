import type { Check, ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { NetworkTable } from '../../src/contract/network.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, sent } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

const statuses = [301, 302, 303, 307, 308] as const;

const secret = { body: 'not for you' };
const network: NetworkTable = {
  answers: {
    'https://inside.test/letters/moved': { redirect: { status: 302, to: 'https://inside.test/letters/home' } },
    'https://inside.test/letters/home': { body: 'welcome home' },
    'https://inside.test/letters/to-another-host': { redirect: { status: 302, to: 'https://outside.test/letters/home' } },
    'https://inside.test/letters/to-another-path': { redirect: { status: 301, to: '/drafts/home' } },
    'https://inside.test/letters/to-another-scheme': { redirect: { status: 308, to: 'http://inside.test/letters/home' } },
    'https://inside.test/letters/by-two-hops': { redirect: { status: 307, to: '/letters/to-another-host' } },
    'https://inside.test/letters/to-another-port': { redirect: { status: 302, to: 'https://inside.test:8443/letters/home' } },
    'https://inside.test/letters/to-no-scheme': { redirect: { status: 302, to: '//outside.test/letters/home' } },
    'https://inside.test/letters/to-a-user': { redirect: { status: 302, to: 'https://inside.test@outside.test/letters/home' } },
    'https://inside.test/letters/by-backslash': { redirect: { status: 302, to: '\\\\outside.test/letters/home' } },
    'https://inside.test/letters/by-dots': { redirect: { status: 302, to: '../drafts/home' } },
    ...Object.fromEntries(statuses.map((status) => [`https://inside.test/letters/by-${status}`, { redirect: { status, to: 'home' } }])),
    ...Object.fromEntries(
      ([301, 302] as const).map((status) => [
        `POST https://inside.test/letters/posted-${status}`,
        { redirect: { status, to: '/letters/home' } },
      ]),
    ),
    'https://inside.test:8443/letters/home': secret,
    'https://outside.test/letters/home': secret,
    'https://inside.test/drafts/home': secret,
    'http://inside.test/letters/home': secret,
    'POST https://inside.test/letters/posted': { redirect: { status: 303, to: '/letters/home' } },
    'POST https://inside.test/letters/posted-on': { redirect: { status: 307, to: '/letters/home' } },
  },
};

const given = { extension: 'request-once', scopes: { request: { methods: ['GET'], urls: ['https://inside.test/letters/*'] } }, network };

const neverContacted =
  (host: string, url: string): Check =>
  ({ network: records }) =>
    records.every((record) => {
      if (record.kind === 'dns') return host === 'inside.test' || record.name !== host;
      return record.kind === 'request' ? record.url !== url : false;
    });

const statusOf = (seen: Observation): number => {
  const status = field(act(seen), 'status') ?? field(act(seen), 'refused', 'status');
  return typeof status === 'number' ? status : 0;
};

const isRedirect = (seen: Observation): boolean => statusOf(seen) >= 300 && statusOf(seen) < 400;

const errorOrRedirect: Check = (seen) => typeof field(act(seen), 'refused', 'message') === 'string' || isRedirect(seen);

const followed: Check = (seen) => field(act(seen), 'data') === 'welcome home' || isRedirect(seen);

const away: readonly {
  readonly id: string;
  readonly what: string;
  readonly from: string;
  readonly to: string;
  readonly catches?: ConformanceCase['catches'];
}[] = [
  { id: 'request/redirects/another-host', what: 'to another host', from: 'to-another-host', to: 'https://outside.test/letters/home' },
  {
    id: 'request/redirects/another-path',
    what: 'to a path that is not granted',
    from: 'to-another-path',
    to: 'https://inside.test/drafts/home',
  },
  { id: 'request/redirects/another-scheme', what: 'from https to http', from: 'to-another-scheme', to: 'http://inside.test/letters/home' },
  {
    id: 'request/redirects/another-port',
    what: 'to another port',
    from: 'to-another-port',
    to: 'https://inside.test:8443/letters/home',
  },
  {
    id: 'request/redirects/no-scheme',
    what: 'that names a host and no scheme',
    from: 'to-no-scheme',
    to: 'https://outside.test/letters/home',
  },
  {
    id: 'request/redirects/user-in-front-of-the-host',
    what: 'whose host looks like a user',
    from: 'to-a-user',
    to: 'https://outside.test/letters/home',
    catches: ['redirects-go-unchecked'],
  },
  {
    id: 'request/redirects/backslashes',
    what: 'that names a host behind backslashes',
    from: 'by-backslash',
    to: 'https://outside.test/letters/home',
    catches: ['backslashes-of-a-location-are-slashes'],
  },
  {
    id: 'request/redirects/dot-segments',
    what: 'that climbs out of the path',
    from: 'by-dots',
    to: 'https://inside.test/drafts/home',
  },
  { id: 'request/redirects/second-hop', what: 'away in its second hop', from: 'by-two-hops', to: 'https://outside.test/letters/home' },
];

const inside = [
  { id: 'request/redirects/moved-for-good', status: 301 },
  { id: 'request/redirects/found', status: 302 },
  { id: 'request/redirects/see-other', status: 303 },
  { id: 'request/redirects/temporary', status: 307 },
  { id: 'request/redirects/permanent', status: 308 },
] as const;

const posting = { ...given, scopes: { request: { methods: ['POST'], urls: ['https://inside.test/letters/*'] } } };

const posted = [
  { id: 'request/redirects/another-method', from: 'posted', status: 303 },
  { id: 'request/redirects/another-method-by-301', from: 'posted-301', status: 301 },
  { id: 'request/redirects/another-method-by-302', from: 'posted-302', status: 302 },
] as const;

export default defineCases([
  ...away.map(
    ({ id, what, from, to, catches = ['redirects-go-unchecked', 'urls-go-unchecked', 'globs-match-as-in-directus'] }): ConformanceCase => ({
      id,
      clause: 'REQ-6',
      kind: 'refuses',
      shared: true,
      says: `a redirect ${what} is not followed`,
      given,
      when: operation('once', { url: `https://inside.test/letters/${from}`, options: {} }),
      expect: {
        'where it leads to is never contacted': neverContacted(new URL(to).hostname, to),
        'the extension gets an error or the redirect itself': errorOrRedirect,
      },
      admits: {
        when: operation('once', { url: 'https://inside.test/letters/moved', options: {} }),
        expect: { 'a redirect inside the scope is followed or handed over': followed },
      },
      catches,
      covers: ['K30'],
    }),
  ),
  ...inside.map(({ id, status }): ConformanceCase => ({
    id,
    clause: 'REQ-6',
    kind: 'provides',
    shared: true,
    says: `a redirect ${status} within the scope is followed or handed over`,
    given,
    when: operation('once', { url: `https://inside.test/letters/by-${status}`, options: {} }),
    expect: { 'the answer behind it comes, or the redirect itself': followed },
    catches: ['redirects-are-refused'],
    covers: ['K29'],
  })),
  ...posted.map(({ id, from, status }): ConformanceCase => ({
    id,
    clause: 'REQ-6',
    kind: 'refuses',
    shared: true,
    says: `a redirect ${status} that turns a POST into a GET is not followed where GET is not granted`,
    given: posting,
    when: operation('once', { url: `https://inside.test/letters/${from}`, options: { method: 'POST', body: 'a letter' } }),
    expect: {
      'no GET is sent': (seen) => sent(seen).every(({ method }) => method === 'POST'),
      'the extension gets an error or the redirect itself': errorOrRedirect,
    },
    admits: {
      when: operation('once', { url: 'https://inside.test/letters/posted-on', options: { method: 'POST', body: 'a letter' } }),
      expect: { 'a redirect that keeps the method is followed or handed over': followed },
    },
    catches: ['redirects-go-unchecked', 'methods-go-unchecked', 'globs-match-as-in-directus'],
    covers: ['K31'],
  })),
]);
