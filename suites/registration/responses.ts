import type { Check, Checks, ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { field, returned, same, stopped, texts } from '../../src/contract/reading.ts';
import { endpoint, sequence } from '../../src/contract/stimulus.ts';

const status = (seen: Observation, n = 0): Json | undefined => field(returned(seen, n), 'status');

const isServerError = (seen: Observation, n = 0): boolean => {
  const code = status(seen, n);
  return typeof code === 'number' && code >= 500 && code <= 599;
};

// What the fixture throws and hides, and what stacks are made of in the engines that runtimes use.
const inner = /nobody outside|PrivateError|\bat \S+|\.[cm]?[jt]s\b|node:|:\d+:\d+/;

// A time of day has the form of a line and a column: the one a response may show is that of HTTP (RFC 9110, 5.6.7), or of ISO 8601.
const timeOfDay = /\b\d{2}:\d{2}:\d{2}(?= GMT\b)|(?<=\d{4}-\d{2}-\d{2}T)\d{2}:\d{2}:\d{2}\b/g;

const showsNothingInside = (seen: Observation, n: number): boolean => {
  const response = returned(seen, n);
  return response !== undefined && !inner.test(JSON.stringify(response).replaceAll(timeOfDay, ''));
};

interface Broken {
  readonly id: string;
  readonly says: string;
  /** What the fixture calls each, and what it is. */
  readonly ways: Readonly<Record<string, string>>;
  readonly covers: readonly string[];
}

const broken = ({ id, says, ways, covers }: Broken): ConformanceCase => {
  const hows = Object.keys(ways);
  return {
    id,
    clause: 'ENDPOINT-4',
    kind: 'refuses',
    says: `${says} becomes a 5xx`,
    given: { extension: 'endpoint-misbehaves' },
    shared: true,
    when: sequence(...hows.map((how) => endpoint('POST', '/answer', { body: { how } }))),
    expect: {
      ...Object.fromEntries(Object.values(ways).map((what, n): [string, Check] => [`${what} is a 5xx`, (seen) => isServerError(seen, n)])),
      'no response shows anything of what happened inside': (seen) => hows.every((_, n) => showsNothingInside(seen, n)),
      'no other route runs': (seen) => !texts(seen).includes('another route ran'),
    },
    admits: {
      when: endpoint('POST', '/answer', { body: { how: 'honest' } }),
      expect: {
        'an honest response arrives': (seen) => status(seen) === 203 && same(field(returned(seen), 'body'), { title: 'an answer' }),
      },
    },
    catches: ['repairs-responses', 'shows-what-broke', 'broken-responses-fall-through'],
    covers,
  };
};

const typeOf = (seen: Observation, n: number): string => {
  const type = field(returned(seen, n), 'headers', 'content-type');
  return typeof type === 'string' ? (type.toLowerCase().split(';')[0] ?? '').trim() : '';
};

// What browsers show or save, and never run.
const harmless = ['text/plain', 'application/json', 'application/octet-stream'];

const ask = (which: string) => endpoint('POST', '/body', { body: { which } });

const inert: Checks = Object.fromEntries(
  ['a page with a script', 'a drawing with a script', 'a plain text'].flatMap((what, n): [string, Check][] => [
    [`${what} arrives`, (seen) => status(seen, n) === 200],
    [`${what} goes out as something that no browser runs`, (seen) => harmless.includes(typeOf(seen, n))],
  ]),
);

const bodies: readonly (readonly [which: string, what: string, body: Json])[] = [
  ['object', 'an object with markup', { html: '<script>alert(1)</script>', list: [1] }],
  ['proto', 'an object with a key __proto__', JSON.parse('{"__proto__":{"admin":true},"constructor":1}') as Json],
  ['buffer', 'an object that looks like a Buffer as JSON', { type: 'Buffer', data: [60, 62] }],
];

const large = 200_000;
const statuses = [200, 201, 299, 300, 404, 500, 599];

export default defineCases([
  broken({
    id: 'registration/responses/wrong-status',
    says: 'a response whose status is none that ends a response',
    ways: {
      'text status': "a status '200' that is text",
      'status 99': 'a status of 99',
      'status 199': 'a status of 199, which is no end of a response,',
      'status 600': 'a status of 600',
      'fraction of a status': 'a status of 200.5',
      'no number': 'a status of NaN',
      'object as status': 'a status that is an object',
      'no status': 'a response without status',
    },
    covers: ['I12'],
  }),
  broken({
    id: 'registration/responses/no-response',
    says: 'what is no response',
    ways: {
      nothing: 'undefined',
      'promise of nothing': 'a promise of undefined',
      null: 'null',
      text: 'a text',
      number: 'a number',
      list: 'a list',
      function: 'a function',
    },
    covers: ['I12'],
  }),
  broken({
    id: 'registration/responses/wrong-body',
    says: 'a body that cannot be sent',
    ways: {
      'no body': 'a response without body',
      'function as body': 'a body that is a function',
      'symbol as body': 'a body that is a symbol',
      'cyclic body': 'a body that contains itself',
      'big integer as body': 'a big integer in a body',
      'body that throws': 'a body whose toJSON throws',
      'response that throws': 'a response that throws when it is read',
    },
    covers: ['I12', 'I13'],
  }),
  broken({
    id: 'registration/responses/thrown',
    says: 'what a route throws or rejects with',
    ways: {
      error: 'a thrown error',
      'text thrown': 'a thrown text',
      'nothing thrown': 'undefined, thrown,',
      'response thrown': 'a response that is thrown',
      'revoked proxy thrown': 'a revoked proxy that is thrown',
      'error of the host': "a thrown error that looks like one of the host's",
      rejection: 'a rejection',
      'empty rejection': 'a rejection with undefined',
      'late rejection': 'a rejection after a sleep',
    },
    covers: ['I01', 'I02', 'I03', 'I05'],
  }),
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
  {
    id: 'registration/responses/texts-are-inert',
    clause: 'ENDPOINT-8',
    kind: 'provides',
    says: 'a text goes out as something that no browser runs, whatever it looks like',
    given: { extension: 'endpoint-bodies' },
    shared: true,
    when: sequence(ask('page'), ask('drawing'), ask('plain')),
    expect: inert,
    catches: ['texts-go-out-as-pages', 'swallows-responses'],
    covers: ['I13'],
  },
  {
    id: 'registration/responses/objects-are-data',
    clause: 'ENDPOINT-3',
    kind: 'provides',
    says: 'an object arrives as exactly that data, whatever it looks like',
    given: { extension: 'endpoint-bodies' },
    shared: true,
    when: sequence(...bodies.map(([which]) => ask(which))),
    expect: Object.fromEntries(
      bodies.map(([, what, body], n): [string, Check] => [
        `${what} arrives as data`,
        (seen) => same(field(returned(seen, n), 'body'), body),
      ]),
    ),
    catches: ['responses-lose-their-body'],
    covers: ['I13'],
  },
]);
