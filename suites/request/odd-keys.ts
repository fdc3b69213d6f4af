import type { Check, ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { NetworkTable, ServerAnswer } from '../../src/contract/network.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, sent } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

const json = [['content-type', 'application/json']] as const;

const oddHeaders: readonly (readonly [string, string])[] = [
  ['__proto__', 'a'],
  ['constructor', 'b'],
];

const answers: Readonly<Record<string, ServerAnswer>> = {
  '/proto': { headers: json, body: '{"__proto__":{"sent":"{{value}}"},"kept":1}' },
  '/deep': { headers: json, body: '{"list":[{"a":{"__proto__":{"sent":"{{value}}"}}}],"kept":1}' },
  '/constructor': { headers: json, body: '{"constructor":{"prototype":{"sent":"{{value}}"}},"then":1,"toJSON":2,"length":3,"status":4}' },
  '/headers': { headers: oddHeaders, body: 'text' },
  '/echo': { body: 'text' },
  '/twice': {
    headers: [
      ['set-cookie', 'session={{session}}; Path=/'],
      ['set-cookie', 'theme=dark'],
    ],
    body: 'text',
  },
};

const network: NetworkTable = { servers: { inside: { at: ['198.51.100.7:80'], answers } }, dns: { 'inside.test': ['198.51.100.7'] } };
const given = { extension: 'request-odd-keys', scopes: { request: { methods: ['GET'], urls: ['http://inside.test/*'] } }, network };

const fetched = (path: string, options: Json = {}) => operation('odd-keys', { url: `http://inside.test${path}`, options });

const nothingInherited: Check = (seen) => field(act(seen), 'polluted') === false && field(act(seen), 'data', 'inherits') === false;

const text = (seen: Observation, of: 'data' | 'headers'): string => {
  const found = field(act(seen), of, 'text');
  return typeof found === 'string' ? found : '';
};

const headersOf = (seen: Observation): Json | undefined => {
  try {
    return JSON.parse(text(seen, 'headers')) as Json;
  } catch {
    return undefined; // no headers were reported
  }
};

/** The value of a header, or that it is left out; `undefined` when it is anything else. */
const plainOr =
  (name: string, value: string): Check =>
  (seen) =>
    [undefined, value].includes(field(headersOf(seen), name.toLowerCase()) as string | undefined);

const merging = ['answers-merge-proto-keys', 'answers-lose-odd-keys'] as const;

const data = [
  {
    id: 'request/odd-keys/proto',
    path: '/proto',
    what: 'a key __proto__',
    keeps: '"__proto__":{"sent":"{{value}}"}',
    covers: ['E02'],
    catches: ['answers-assign-proto-keys', ...merging],
  },
  {
    id: 'request/odd-keys/deep-proto',
    path: '/deep',
    what: 'a key __proto__ deep down',
    keeps: '"__proto__":{"sent":"{{value}}"}',
    covers: ['E02'],
    catches: ['answers-assign-proto-keys', ...merging],
  },
  {
    id: 'request/odd-keys/constructor',
    path: '/constructor',
    what: 'keys such as constructor, then and toJSON',
    keeps: '"constructor":{"prototype":{"sent":"{{value}}"}}',
    covers: ['E02'],
    catches: merging,
  },
] as const;

export default defineCases([
  ...data.map(({ id, path, what, keeps, covers, catches }): ConformanceCase => ({
    id,
    clause: 'REQ-11',
    kind: 'provides',
    shared: true,
    says: `${what} in the JSON of an answer is plain data`,
    given,
    when: fetched(path),
    expect: {
      'it arrives as an own key': (seen) => text(seen, 'data').includes(keeps),
      'nothing inherits from it': nothingInherited,
    },
    catches,
    covers,
  })),
  {
    id: 'request/odd-keys/answer-headers',
    clause: 'REQ-11',
    kind: 'provides',
    shared: true,
    says: 'headers of an answer that are named as members of Object.prototype are plain strings',
    given,
    when: fetched('/headers'),
    expect: {
      ...Object.fromEntries(oddHeaders.map(([name, value]) => [`${name} is its text, or left out`, plainOr(name, value)])),
      'the length of the body is there': (seen) => field(headersOf(seen), 'content-length') === '4',
    },
    catches: ['answer-headers-join-what-is-inherited', 'answers-lose-headers'],
    covers: ['E04'],
  },
  {
    id: 'request/odd-keys/repeated-headers',
    clause: 'REQ-1',
    kind: 'provides',
    shared: true,
    says: 'a header that stands twice in an answer arrives with both values, as a list or joined',
    given,
    when: fetched('/twice'),
    expect: {
      'both values are there': (seen) => {
        const texts = JSON.stringify(field(headersOf(seen), 'set-cookie') ?? null);
        return texts.includes('session={{session}}; Path=/') && texts.includes('theme=dark');
      },
    },
    catches: ['answers-lose-repeated-headers', 'answers-lose-headers'],
    covers: ['E11'],
  },
  {
    id: 'request/odd-keys/request-headers',
    clause: 'REQ-11',
    kind: 'provides',
    shared: true,
    says: 'a key __proto__ in the headers of a request is no prototype',
    given,
    when: fetched('/echo', JSON.parse('{"headers":{"__proto__":{"x-injected":"1"},"x-colour":"blue"}}') as Json),
    expect: {
      'the call is answered or refused, and nothing of the key arrives': (seen) =>
        (field(act(seen), 'status') === 200 || typeof field(act(seen), 'refused', 'message') === 'string') &&
        sent(seen).every(({ headers }) => !JSON.stringify(headers).includes('x-injected')),
    },
    catches: ['request-headers-merge-proto-keys'],
    covers: ['E03', 'K36'],
  },
]);
