import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { sent } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

const url = 'https://inside.test/letters?page=2';
const given = {
  extension: 'request-once',
  scopes: { request: { methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], urls: ['https://inside.test/*'] } },
  network: { answers: { [url]: { status: 200, body: 'thank you' } } },
};

const oneRequest = (method: string) => (seen: Observation) => {
  const [first, ...more] = sent(seen);
  return first?.method === method && first.url === url && more.length === 0;
};

const header = (seen: Observation, name: string): string | undefined => sent(seen)[0]?.headers[name];

const body = (seen: Observation): string | undefined => sent(seen)[0]?.body;

const parsedBody = (seen: Observation): Json | undefined => {
  try {
    return JSON.parse(body(seen) ?? '') as Json;
  } catch {
    return undefined; // no JSON was sent
  }
};

const methods = [
  { id: 'request/sent/post', method: 'POST' },
  { id: 'request/sent/put', method: 'PUT' },
  { id: 'request/sent/patch', method: 'PATCH' },
] as const;

export default defineCases([
  ...methods.map(({ id, method }): ConformanceCase => ({
    id,
    clause: 'REQ-2',
    kind: 'provides',
    shared: true,
    says: `${method} is sent with the text that was given as body`,
    given,
    when: operation('once', {
      url,
      options: { method, headers: { 'content-type': 'text/plain' }, body: 'a=1&b=ü 漢字\r\n{"not": parsed' },
    }),
    expect: {
      [`the server gets one ${method}, and nothing else`]: oneRequest(method),
      'the body arrives byte for byte': (seen) => body(seen) === 'a=1&b=ü 漢字\r\n{"not": parsed',
    },
    catches: ['changes-request-method', 'drops-request-body'],
  })),
  {
    id: 'request/sent/delete',
    clause: 'REQ-2',
    kind: 'provides',
    shared: true,
    says: 'DELETE is sent, without a body when none is given',
    given,
    when: operation('once', { url, options: { method: 'DELETE' } }),
    expect: {
      'the server gets one DELETE, and nothing else': oneRequest('DELETE'),
      'the body is empty': (seen) => body(seen) === '',
    },
    catches: ['changes-request-method', 'adds-a-request-body'],
  },
  {
    id: 'request/sent/default-method',
    clause: 'REQ-2',
    kind: 'provides',
    shared: true,
    says: 'a call whose options name no method is a GET',
    given,
    when: operation('once', { url, options: { headers: { accept: 'text/plain' } } }),
    expect: { 'the server gets one GET, and nothing else': oneRequest('GET') },
    catches: ['defaults-to-post'],
    covers: ['K26'],
  },
  {
    id: 'request/sent/without-options',
    clause: 'REQ-2',
    kind: 'provides',
    shared: true,
    says: 'a call without options is a GET',
    given,
    when: operation('once', { url }),
    expect: { 'the server gets one GET, and nothing else': oneRequest('GET') },
    catches: ['defaults-to-post'],
  },
  {
    id: 'request/sent/headers',
    clause: 'REQ-2',
    kind: 'provides',
    shared: true,
    says: 'headers are sent as given',
    given,
    when: operation('once', {
      url,
      options: { headers: { 'X-Colour': 'blue; shade=dark', accept: 'text/csv', authorization: 'Bearer {{key}}' } },
    }),
    expect: {
      'an own header arrives': (seen) => header(seen, 'x-colour') === 'blue; shade=dark',
      'accept arrives as the only one': (seen) => header(seen, 'accept') === 'text/csv',
      'authorization arrives': (seen) => header(seen, 'authorization') === 'Bearer {{key}}',
    },
    catches: ['drops-request-headers'],
  },
  {
    id: 'request/sent/json-body',
    clause: 'REQ-2.object-body',
    kind: 'provides',
    shared: true,
    says: 'an object as body is sent as JSON',
    given,
    when: operation('once', { url, options: { method: 'POST', body: { title: 'Grüße', tags: ['a', { b: true }], weight: 20.5 } } }),
    expect: {
      'the body is the JSON text of that object': (seen) =>
        JSON.stringify(parsedBody(seen)) === '{"title":"Grüße","tags":["a",{"b":true}],"weight":20.5}',
      'its content type is JSON': (seen) => /^application\/json\b/i.test(header(seen, 'content-type') ?? ''),
    },
    catches: ['object-bodies-become-text', 'object-bodies-lose-their-type', 'drops-request-body'],
  },
  {
    id: 'request/sent/form-body',
    clause: 'REQ-2.object-body',
    kind: 'provides',
    shared: true,
    says: 'an object as body is sent urlencoded when the extension sets that content type',
    given,
    when: operation('once', {
      url,
      options: {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: { grant_type: 'client credentials', scope: 'a&b=ü', empty: '' },
      },
    }),
    expect: {
      'the body holds the same fields': (seen) =>
        JSON.stringify([...new URLSearchParams(body(seen) ?? '')]) ===
        '[["grant_type","client credentials"],["scope","a&b=ü"],["empty",""]]',
      'the content type stays': (seen) => /^application\/x-www-form-urlencoded\b/i.test(header(seen, 'content-type') ?? ''),
    },
    catches: ['ignores-form-content-type', 'object-bodies-become-text', 'drops-request-body', 'drops-request-headers'],
  },
]);
