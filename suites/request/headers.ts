import type { Check, ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { NetworkTable } from '../../src/contract/network.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, sent } from '../../src/contract/reading.ts';
import { operation, sequence } from '../../src/contract/stimulus.ts';

const url = 'http://inside.test/letters/7';
const network: NetworkTable = {
  servers: { inside: { at: ['198.51.100.7:80'], answers: { '/letters/7': { body: 'you reached it' } } } },
  dns: { 'inside.test': ['198.51.100.7'] },
};
const given = {
  extension: 'request-once',
  scopes: { request: { methods: ['GET', 'POST'], urls: ['http://inside.test/letters/*'] } },
  network,
};

const body = 'twelve bytes';
const posted = (headers: Readonly<Record<string, string>>) => operation('once', { url, options: { method: 'POST', headers, body } });

const refusedOrAnswered = (seen: Observation): boolean =>
  typeof field(act(seen), 'refused', 'message') === 'string' || field(act(seen), 'data') === 'you reached it';

const admits = {
  when: posted({ 'x-colour': 'blue' }),
  expect: {
    'an honest header arrives': (seen: Observation) => sent(seen).length === 1 && sent(seen)[0]?.headers['x-colour'] === 'blue',
    'and so does the body': (seen: Observation) => sent(seen)[0]?.body === body && field(act(seen), 'data') === 'you reached it',
  },
} as const;

/** What arrives is one whole request to the host of the URL, or nothing. */
const whole: Check = (seen) =>
  refusedOrAnswered(seen) && sent(seen).length <= 1 && sent(seen).every((one) => one.url === url && one.body === body);

const without =
  (name: string, value: string): Check =>
  (seen) =>
    sent(seen).every(({ headers }) => !(headers[name] ?? '').toLowerCase().includes(value.toLowerCase()));

const framing = [
  { id: 'request/headers/host', name: 'Host', value: 'outside.test' },
  { id: 'request/headers/content-length', name: 'Content-Length', value: '6' },
] as const;

type Given = Readonly<Record<string, string>>;

const unframing: readonly Given[] = [
  { 'Transfer-Encoding': 'gzip, chunked' },
  { Connection: 'x-colour' },
  { Upgrade: 'h2c' },
  { TE: 'trailers' },
  { Trailer: 'x-colour', 'Transfer-Encoding': 'chunked' },
  { Expect: '100-continue' },
];

const overriding: readonly Given[] = [
  { 'X-HTTP-Method': 'DELETE' },
  { 'X-HTTP-Method-Override': 'DELETE' },
  { 'X-Method-Override': 'DELETE' },
  { 'X-Original-URL': '/drafts/7' },
  { 'X-Rewrite-URL': '/drafts/7' },
  { Forwarded: 'for=192.0.2.43' },
  { 'X-Forwarded-For': '192.0.2.43' },
  { 'X-Forwarded-Host': 'outside.test' },
  { 'Proxy-Authorization': 'Basic {{key}}' },
  { 'Keep-Alive': 'timeout=99' },
  { 'HTTP2-Settings': 'AAMAAABkAAQAAP__' },
];

const malformed = [
  {
    id: 'request/headers/values',
    what: 'CR, LF or NUL in its value',
    headers: [
      { 'x-colour': 'blue\r\nx-injected: 1' },
      { 'x-colour': 'blue\nx-injected: 1' },
      { 'x-colour': 'blue\rx-injected: 1' },
      { 'x-colour': 'blue\u0000x-injected' },
      { 'x-colour': 'blue\r\n x-injected: 1' },
      { 'x-colour': 'blue\r\n\r\nGET /x-injected: HTTP/1.1' },
    ],
  },
  {
    id: 'request/headers/names',
    what: 'CR, LF or NUL in its name, or the name of a pseudo-header',
    headers: [{ 'x-colour: blue\r\nx-injected': '1' }, { 'x-colour\u0000x-injected': '1' }, { ':x-injected': '1' }],
  },
] as const;

const each = (headers: readonly Given[]) => sequence(...headers.map(posted));

/** For each header a check that its value does not arrive. */
const withoutAny = (all: readonly Given[]): Readonly<Record<string, Check>> =>
  Object.fromEntries(
    all.map((headers) => {
      const [name = '', value = ''] = Object.entries(headers)[0] ?? [];
      return [`${name} does not arrive with that value`, without(name.toLowerCase(), value)];
    }),
  );

const injectsNothing: Check = (seen) => sent(seen).every((one) => one.url === url && !JSON.stringify(one.headers).includes('x-injected'));

export default defineCases([
  ...framing.map(({ id, name, value }): ConformanceCase => ({
    id,
    clause: 'REQ-8',
    kind: 'refuses',
    shared: true,
    says: `the extension's ${name} is refused or has no effect on the wire`,
    given,
    when: posted({ [name]: value }),
    expect: {
      'what arrives, if anything, is the whole request to the host of the URL': whole,
      "the extension's value is not among its headers": without(name.toLowerCase(), value),
    },
    admits,
    catches: ['headers-go-unchecked'],
    covers: ['K35'],
  })),
  {
    id: 'request/headers/connection',
    clause: 'REQ-8',
    kind: 'refuses',
    shared: true,
    says: 'headers about the connection are refused or have no effect on the wire',
    given,
    when: each(unframing),
    expect: withoutAny(unframing),
    admits,
    catches: ['headers-go-unchecked'],
    covers: ['K35'],
  },
  {
    id: 'request/headers/overriding',
    clause: 'REQ-8.override-headers',
    kind: 'refuses',
    shared: true,
    says: 'headers that name another method, URL, origin or connection are refused or have no effect on the wire',
    given,
    when: each(overriding),
    expect: withoutAny(overriding),
    admits,
    catches: ['headers-go-unchecked'],
    covers: ['K35'],
  },
  ...malformed.map(({ id, what, headers }): ConformanceCase => ({
    id,
    clause: 'REQ-8',
    kind: 'refuses',
    shared: true,
    says: `a header that has ${what} is refused or has no effect on the wire`,
    given,
    when: each(headers),
    expect: { 'nothing of it arrives': injectsNothing },
    admits,
    catches: ['repairs-hostile-headers'],
    covers: ['K34'],
  })),
]);
