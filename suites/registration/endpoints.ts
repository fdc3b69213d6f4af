import type { Check } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import { act, field, returned, same } from '../../src/contract/reading.ts';
import { endpoint, sequence } from '../../src/contract/stimulus.ts';

const body = { title: 'Grüße', lines: ['a', ''], sent: null, weight: { grams: 20.5, stamp: null } };
const facts = endpoint('POST', '/facts', { body });

const answers: readonly (readonly [path: string, what: string, status: number, body: Json])[] = [
  ['/object', 'a returned status and object', 201, { title: 'a letter', lines: [1, 2.5, null] }],
  ['/text', 'a returned status and text', 404, 'Kein Brief für dich'],
  ['/promise', 'a promised status and object', 418, { title: 'promised' }],
  ['/later', 'what is promised after a sleep', 202, { title: 'after a nap' }],
];

export default defineCases([
  {
    id: 'registration/endpoints/router',
    clause: 'ENDPOINT-1',
    kind: 'provides',
    says: "an endpoint's default export is called once, with a router",
    given: { extension: 'endpoint-facts' },
    shared: true,
    when: sequence(facts, facts),
    expect: {
      'it is called once': (seen) => [0, 1].every((n) => field(act(seen, n), 'registered') === 1),
      'it gets one argument': (seen) => field(act(seen), 'arguments') === 1,
      'the router has get, post, put, patch and delete': (seen) =>
        same(field(act(seen), 'router'), ['get', 'post', 'put', 'patch', 'delete']),
    },
    catches: ['registers-twice', 'passes-two-arguments', 'router-lacks-patch'],
  },
  {
    id: 'registration/endpoints/methods',
    clause: 'ENDPOINT-1',
    kind: 'provides',
    says: 'every method of the router registers for the HTTP method of its name',
    given: { extension: 'endpoint-answers' },
    shared: true,
    when: sequence(...['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => endpoint(method, '/method'))),
    expect: {
      'each request reaches the handler of its method': (seen) =>
        ['get', 'post', 'put', 'patch', 'delete'].every((method, n) => act(seen, n) === method),
    },
    catches: ['swaps-endpoint-methods'],
  },
  {
    id: 'registration/endpoints/argument',
    clause: 'ENDPOINT-2',
    kind: 'provides',
    says: 'a handler gets one argument with url, headers and body',
    given: { extension: 'endpoint-facts' },
    shared: true,
    when: endpoint('POST', '/facts', { headers: { 'x-colour': 'blue; shade=dark' }, body }),
    expect: {
      'it gets one argument': (seen) => field(act(seen), 'handed') === 1,
      'the url names the route': (seen) => {
        const url = field(act(seen), 'url');
        return typeof url === 'string' && url.endsWith('/facts');
      },
      'the header arrives': (seen) => field(act(seen), 'headers', 'x-colour') === 'blue; shade=dark',
      'the body equals the one that was sent': (seen) => same(field(act(seen), 'body'), body),
    },
    catches: ['passes-two-arguments', 'endpoint-urls-are-blank', 'endpoint-headers-get-lost', 'inputs-lose-nulls'],
  },
  {
    id: 'registration/endpoints/relative-url',
    clause: 'ENDPOINT-2.relative-url',
    kind: 'provides',
    says: 'the url is relative to the mount and keeps the query',
    given: { extension: 'endpoint-facts' },
    shared: true,
    when: endpoint('POST', '/facts?page=2&sort=-date&q=a%20b', { body }),
    expect: {
      'the url is the path behind the mount, and the query': (seen) => field(act(seen), 'url') === '/facts?page=2&sort=-date&q=a%20b',
    },
    catches: ['endpoint-urls-are-blank', 'endpoint-urls-lose-their-query'],
  },
  {
    id: 'registration/endpoints/responses',
    clause: 'ENDPOINT-3',
    kind: 'provides',
    says: 'the status and the body that a handler returns or promises become the response',
    given: { extension: 'endpoint-answers' },
    shared: true,
    when: sequence(...answers.map(([path]) => endpoint('POST', path))),
    expect: Object.fromEntries(
      answers.flatMap(([, what, code, wanted], n): [string, Check][] => [
        [`${what}: the response has that status`, (seen) => field(returned(seen, n), 'status') === code],
        [`${what}: the response has that body`, (seen) => same(field(returned(seen, n), 'body'), wanted)],
      ]),
    ),
    catches: ['responses-are-always-200', 'responses-lose-their-body', 'awaits-only-async-functions'],
  },
]);
