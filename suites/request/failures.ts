import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, same } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

const urlOf = (id: string): string => `https://inside.test/${id.slice(id.lastIndexOf('/') + 1)}`;

const response = (seen: Observation): Json | undefined => {
  const text = field(act(seen), 'refused', 'response');
  try {
    return typeof text === 'string' ? (JSON.parse(text) as Json) : undefined;
  } catch {
    return undefined; // the text is no JSON
  }
};

const rows = [
  {
    id: 'request/failures/not-found',
    answer: { status: 404, headers: { 'content-type': 'application/json', 'x-colour': 'blue' }, body: '{"message":"{{message}}"}' },
    statusText: 'Not Found',
    data: { message: '{{message}}' },
  },
  {
    id: 'request/failures/unavailable',
    answer: { status: 503, headers: { 'content-type': 'text/plain', 'x-colour': 'blue' }, body: 'come back: {{message}}' },
    statusText: 'Service Unavailable',
    data: 'come back: {{message}}',
  },
  {
    id: 'request/failures/unauthorized',
    answer: {
      status: 401,
      headers: { 'content-type': 'application/problem+json', 'x-colour': 'blue' },
      body: '["{{message}}",{"then":null}]',
    },
    statusText: 'Unauthorized',
    data: ['{{message}}', { then: null }],
  },
  {
    id: 'request/failures/no-body',
    answer: { status: 500, headers: { 'x-colour': 'blue' } },
    statusText: 'Internal Server Error',
    data: '',
  },
  {
    id: 'request/failures/broken-json',
    answer: { status: 422, headers: { 'content-type': 'application/json', 'x-colour': 'blue' }, body: '{"message":"{{message}}' },
    statusText: 'Unprocessable Entity',
    data: '{"message":"{{message}}',
  },
] as const;

export default defineCases(
  rows.map(({ id, answer, statusText, data }): ConformanceCase => ({
    id,
    clause: 'REQ-12',
    kind: 'provides',
    shared: true,
    says: `an answer ${answer.status} rejects with an error that carries it`,
    given: {
      extension: 'request-once',
      scopes: { request: { methods: ['GET'], urls: ['https://inside.test/*'] } },
      network: { answers: Object.fromEntries(rows.map((row) => [urlOf(row.id), row.answer])) },
    },
    when: operation('once', { url: urlOf(id), options: {} }),
    expect: {
      'request rejects with an error': (seen) => typeof field(act(seen), 'refused', 'message') === 'string',
      'the error has the status': (seen) => field(act(seen), 'refused', 'status') === answer.status,
      'its response is JSON text of the whole answer': (seen) =>
        field(response(seen), 'status') === answer.status &&
        field(response(seen), 'statusText') === statusText &&
        field(response(seen), 'headers', 'x-colour') === 'blue' &&
        same(field(response(seen), 'data'), data),
    },
    catches: ['failures-resolve', 'failures-lose-their-answer'],
  })),
);
