import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { field, returned, same, stopped, texts } from '../../src/contract/reading.ts';
import { endpoint, sequence } from '../../src/contract/stimulus.ts';

const status = (seen: Observation): Json | undefined => field(returned(seen), 'status');

const isServerError = (seen: Observation): boolean => {
  const code = status(seen);
  return typeof code === 'number' && code >= 500 && code <= 599;
};

// What the fixture throws and hides, and what stacks are made of in the engines that runtimes use.
const inner = /nobody outside|PrivateError|\bat \S+|\.[cm]?[jt]s\b|node:|:\d+:\d+/;

const showsNothingInside = (seen: Observation): boolean => {
  const response = returned(seen);
  return response !== undefined && !inner.test(JSON.stringify(response));
};

const broken = (row: {
  readonly id: string;
  readonly how: string;
  readonly says: string;
  readonly covers: readonly string[];
}): ConformanceCase => ({
  id: row.id,
  clause: 'ENDPOINT-4',
  kind: 'refuses',
  says: `${row.says} becomes a 5xx`,
  given: { extension: 'endpoint-misbehaves' },
  shared: true,
  when: endpoint('POST', '/answer', { body: { how: row.how } }),
  expect: {
    'the response is a 5xx': isServerError,
    'it shows nothing of what happened inside': showsNothingInside,
    'no other route runs': (seen) => !texts(seen).includes('another route ran'),
  },
  admits: {
    when: endpoint('POST', '/answer', { body: { how: 'honest' } }),
    expect: { 'an honest response arrives': (seen) => status(seen) === 203 && same(field(returned(seen), 'body'), { title: 'an answer' }) },
  },
  catches: ['repairs-responses', 'shows-what-broke', 'broken-responses-fall-through'],
  covers: row.covers,
});

const typeOf = (seen: Observation): string => {
  const type = field(returned(seen), 'headers', 'content-type');
  return typeof type === 'string' ? (type.toLowerCase().split(';')[0] ?? '').trim() : '';
};

// What browsers show or save, and never run.
const harmless = ['text/plain', 'application/json', 'application/octet-stream'];

const inert = (row: { readonly id: string; readonly which: string; readonly says: string }): ConformanceCase => ({
  id: row.id,
  clause: 'ENDPOINT-8',
  kind: 'provides',
  says: `${row.says} goes out as something that no browser runs`,
  given: { extension: 'endpoint-bodies' },
  shared: true,
  when: endpoint('POST', '/body', { body: { which: row.which } }),
  expect: {
    'the route answers': (seen) => status(seen) === 200,
    'the content type is one that no browser runs': (seen) => harmless.includes(typeOf(seen)),
  },
  catches: ['texts-go-out-as-pages', 'swallows-responses'],
  covers: ['I13'],
});

const data = (row: { readonly id: string; readonly which: string; readonly says: string; readonly body: Json }): ConformanceCase => ({
  id: row.id,
  clause: 'ENDPOINT-3',
  kind: 'provides',
  says: row.says,
  given: { extension: 'endpoint-bodies' },
  shared: true,
  when: endpoint('POST', '/body', { body: { which: row.which } }),
  expect: { 'the body is exactly that data': (seen) => same(field(returned(seen), 'body'), row.body) },
  catches: ['responses-lose-their-body'],
  covers: ['I13'],
});

const large = 200_000;
const statuses = [200, 201, 299, 300, 404, 500, 599];

export default defineCases([
  broken({ id: 'registration/responses/text-status', how: 'text status', says: "a status '200' that is text", covers: ['I12'] }),
  broken({ id: 'registration/responses/status-99', how: 'status 99', says: 'a status of 99', covers: ['I12'] }),
  broken({
    id: 'registration/responses/status-199',
    how: 'status 199',
    says: 'a status of 199, which is no end of a response,',
    covers: ['I12'],
  }),
  broken({ id: 'registration/responses/status-600', how: 'status 600', says: 'a status of 600', covers: ['I12'] }),
  broken({ id: 'registration/responses/status-1000', how: 'status 1000', says: 'a status of 1000', covers: ['I12'] }),
  broken({ id: 'registration/responses/status-is-a-fraction', how: 'fraction of a status', says: 'a status of 200.5', covers: ['I12'] }),
  broken({ id: 'registration/responses/status-is-not-a-number', how: 'no number', says: 'a status of NaN', covers: ['I12'] }),
  broken({
    id: 'registration/responses/status-is-an-object',
    how: 'object as status',
    says: 'a status that is an object',
    covers: ['I12'],
  }),
  broken({ id: 'registration/responses/no-status', how: 'no status', says: 'a response without status', covers: ['I12'] }),
  broken({ id: 'registration/responses/nothing', how: 'nothing', says: 'undefined as response', covers: ['I12'] }),
  broken({ id: 'registration/responses/null', how: 'null', says: 'null as response', covers: ['I12'] }),
  broken({ id: 'registration/responses/only-text', how: 'text', says: 'a text as response', covers: ['I12'] }),
  broken({ id: 'registration/responses/only-a-number', how: 'number', says: 'a number as response', covers: ['I12'] }),
  broken({ id: 'registration/responses/a-list', how: 'list', says: 'a list as response', covers: ['I12'] }),
  broken({ id: 'registration/responses/a-function', how: 'function', says: 'a function as response', covers: ['I12'] }),
  broken({ id: 'registration/responses/no-body', how: 'no body', says: 'a response without body', covers: ['I12'] }),
  broken({ id: 'registration/responses/body-is-a-function', how: 'function as body', says: 'a body that is a function', covers: ['I12'] }),
  broken({ id: 'registration/responses/body-is-a-symbol', how: 'symbol as body', says: 'a body that is a symbol', covers: ['I12'] }),
  broken({ id: 'registration/responses/body-is-cyclic', how: 'cyclic body', says: 'a body that contains itself', covers: ['I12'] }),
  broken({ id: 'registration/responses/big-integer', how: 'big integer as body', says: 'a big integer in a body', covers: ['I12'] }),
  broken({ id: 'registration/responses/body-throws', how: 'body that throws', says: 'a body whose toJSON throws', covers: ['I12', 'I13'] }),
  broken({
    id: 'registration/responses/response-throws',
    how: 'response that throws',
    says: 'a response that throws when it is read',
    covers: ['I12'],
  }),
  broken({ id: 'registration/responses/throws-an-error', how: 'error', says: 'a thrown error', covers: ['I01'] }),
  broken({ id: 'registration/responses/throws-a-range-error', how: 'range error', says: 'a thrown RangeError', covers: ['I05'] }),
  broken({ id: 'registration/responses/throws-text', how: 'text thrown', says: 'a thrown text', covers: ['I01'] }),
  broken({ id: 'registration/responses/throws-nothing', how: 'nothing thrown', says: 'undefined, thrown,', covers: ['I01'] }),
  broken({ id: 'registration/responses/throws-a-response', how: 'response thrown', says: 'a response that is thrown', covers: ['I01'] }),
  broken({
    id: 'registration/responses/throws-a-revoked-proxy',
    how: 'revoked proxy thrown',
    says: 'a revoked proxy that is thrown',
    covers: ['I02'],
  }),
  broken({
    id: 'registration/responses/throws-an-error-of-the-host',
    how: 'error of the host',
    says: "a thrown error that looks like one of the host's",
    covers: ['I03'],
  }),
  broken({ id: 'registration/responses/rejects', how: 'rejection', says: 'a rejection', covers: ['I01'] }),
  broken({
    id: 'registration/responses/rejects-with-nothing',
    how: 'empty rejection',
    says: 'a rejection with undefined',
    covers: ['I01'],
  }),
  broken({ id: 'registration/responses/rejects-later', how: 'late rejection', says: 'a rejection after a sleep', covers: ['I01'] }),
  broken({ id: 'registration/responses/promises-nothing', how: 'promise of nothing', says: 'a promise of undefined', covers: ['I12'] }),
  {
    id: 'registration/responses/large-body',
    clause: 'ENDPOINT-4',
    kind: 'refuses',
    says: 'a body above the limit of results becomes a 5xx, or the extension is stopped',
    given: { extension: 'endpoint-bodies', limits: { resultBytes: 65_536 } },
    when: endpoint('POST', '/body', { body: { which: 'large', size: large } }),
    expect: { 'the body does not arrive': (seen) => isServerError(seen) || stopped(seen, 0, 'result') },
    admits: {
      when: endpoint('POST', '/body', { body: { which: 'large', size: 20_000 } }),
      expect: { 'a body below the limit arrives': (seen) => field(returned(seen), 'body') === 'x'.repeat(20_000) },
    },
    catches: ['results-have-no-limit'],
    covers: ['I12'],
  },
  {
    id: 'registration/responses/every-status',
    clause: 'ENDPOINT-3',
    kind: 'provides',
    says: 'every status that can end a response arrives, from 200 to 599',
    given: { extension: 'endpoint-bodies' },
    shared: true,
    when: sequence(...statuses.map((code) => endpoint('POST', '/body', { body: { which: 'plain', status: code } }))),
    expect: { 'each arrives': (seen) => statuses.every((code, n) => field(returned(seen, n), 'status') === code) },
    catches: ['responses-are-always-200'],
  },
  inert({ id: 'registration/responses/html', which: 'page', says: 'a text that is a page with a script' }),
  inert({ id: 'registration/responses/svg', which: 'drawing', says: 'a text that is a drawing with a script' }),
  inert({ id: 'registration/responses/plain-text', which: 'plain', says: 'a text' }),
  data({
    id: 'registration/responses/object-with-markup',
    which: 'object',
    says: 'an object with markup arrives as data',
    body: { html: '<script>alert(1)</script>', list: [1] },
  }),
  data({
    id: 'registration/responses/object-with-odd-keys',
    which: 'proto',
    says: 'an object with a key __proto__ arrives as data',
    body: JSON.parse('{"__proto__":{"admin":true},"constructor":1}') as Json,
  }),
  data({
    id: 'registration/responses/like-a-buffer',
    which: 'buffer',
    says: 'an object that looks like a Buffer as JSON arrives as that object',
    body: { type: 'Buffer', data: [60, 62] },
  }),
]);
