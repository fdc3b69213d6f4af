import type { Check, ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { NetworkTable } from '../../src/contract/network.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, sent } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

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

const framing: readonly {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  /** What it needs beside it to be sent at all. */
  readonly with?: Readonly<Record<string, string>>;
  /** Whether it could change what arrives. */
  readonly frames?: true;
}[] = [
  { id: 'request/headers/host', name: 'Host', value: 'outside.test', frames: true },
  { id: 'request/headers/content-length', name: 'Content-Length', value: '6', frames: true },
  { id: 'request/headers/transfer-encoding', name: 'Transfer-Encoding', value: 'gzip, chunked' },
  { id: 'request/headers/connection', name: 'Connection', value: 'x-colour' },
  { id: 'request/headers/upgrade', name: 'Upgrade', value: 'h2c' },
  { id: 'request/headers/te', name: 'TE', value: 'trailers' },
  { id: 'request/headers/trailer', name: 'Trailer', value: 'x-colour', with: { 'Transfer-Encoding': 'chunked' } },
  { id: 'request/headers/expect', name: 'Expect', value: '100-continue' },
];

const overriding = [
  { id: 'request/headers/x-http-method', name: 'X-HTTP-Method', value: 'DELETE' },
  { id: 'request/headers/x-http-method-override', name: 'X-HTTP-Method-Override', value: 'DELETE' },
  { id: 'request/headers/x-method-override', name: 'X-Method-Override', value: 'DELETE' },
  { id: 'request/headers/x-original-url', name: 'X-Original-URL', value: '/drafts/7' },
  { id: 'request/headers/x-rewrite-url', name: 'X-Rewrite-URL', value: '/drafts/7' },
  { id: 'request/headers/forwarded', name: 'Forwarded', value: 'for=192.0.2.43' },
  { id: 'request/headers/x-forwarded-for', name: 'X-Forwarded-For', value: '192.0.2.43' },
  { id: 'request/headers/x-forwarded-host', name: 'X-Forwarded-Host', value: 'outside.test' },
  { id: 'request/headers/proxy-authorization', name: 'Proxy-Authorization', value: 'Basic {{key}}' },
  { id: 'request/headers/keep-alive', name: 'Keep-Alive', value: 'timeout=99' },
  { id: 'request/headers/http2-settings', name: 'HTTP2-Settings', value: 'AAMAAABkAAQAAP__' },
] as const;

const malformed = [
  { id: 'request/headers/value-with-crlf', what: 'a value with CR and LF', headers: { 'x-colour': 'blue\r\nx-injected: 1' } },
  { id: 'request/headers/value-with-lf', what: 'a value with LF', headers: { 'x-colour': 'blue\nx-injected: 1' } },
  { id: 'request/headers/value-with-cr', what: 'a value with CR', headers: { 'x-colour': 'blue\rx-injected: 1' } },
  { id: 'request/headers/value-with-nul', what: 'a value with NUL', headers: { 'x-colour': 'blue\u0000x-injected' } },
  { id: 'request/headers/folded-value', what: 'a value that goes on in a folded line', headers: { 'x-colour': 'blue\r\n x-injected: 1' } },
  {
    id: 'request/headers/value-that-ends-the-head',
    what: 'a value with an empty line',
    headers: { 'x-colour': 'blue\r\n\r\nGET /x-injected: HTTP/1.1' },
  },
  { id: 'request/headers/name-with-crlf', what: 'a name with CR and LF', headers: { 'x-colour: blue\r\nx-injected': '1' } },
  { id: 'request/headers/name-with-nul', what: 'a name with NUL', headers: { 'x-colour\u0000x-injected': '1' } },
  { id: 'request/headers/name-with-colon', what: 'a pseudo-header of HTTP/2', headers: { ':x-injected': '1' } },
] as const;

const injectsNothing: Check = (seen) => sent(seen).every((one) => one.url === url && !JSON.stringify(one.headers).includes('x-injected'));

export default defineCases([
  ...framing.map(({ id, name, value, with: more = {}, frames }): ConformanceCase => ({
    id,
    clause: 'REQ-8',
    kind: 'refuses',
    shared: true,
    says: `the extension's ${name} is refused or has no effect on the wire`,
    given,
    when: posted({ [name]: value, ...more }),
    expect: {
      ...(frames === true ? { 'what arrives, if anything, is the whole request to the host of the URL': whole } : {}),
      "the extension's value is not among its headers": without(name.toLowerCase(), value),
    },
    admits,
    catches: ['headers-go-unchecked'],
    covers: ['K35'],
  })),
  ...overriding.map(({ id, name, value }): ConformanceCase => ({
    id,
    clause: 'REQ-8.override-headers',
    kind: 'refuses',
    shared: true,
    says: `the extension's ${name} is refused or has no effect on the wire`,
    given,
    when: posted({ [name]: value }),
    expect: { "the extension's value is not among the headers that arrive": without(name.toLowerCase(), value) },
    admits,
    catches: ['headers-go-unchecked'],
    covers: ['K35'],
  })),
  ...malformed.map(({ id, what, headers }): ConformanceCase => ({
    id,
    clause: 'REQ-8',
    kind: 'refuses',
    shared: true,
    says: `a header that has ${what} is refused or has no effect on the wire`,
    given,
    when: posted(headers),
    expect: { 'nothing of it arrives': injectsNothing },
    admits,
    catches: ['repairs-hostile-headers'],
    covers: ['K34'],
  })),
]);
