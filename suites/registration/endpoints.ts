import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, returned, same } from '../../src/contract/reading.ts';
import { endpoint, sequence } from '../../src/contract/stimulus.ts';

const body = { title: 'Grüße', lines: ['a', ''], sent: null, weight: { grams: 20.5, stamp: null } };
const facts = endpoint('POST', '/facts', { body });

const status = (seen: Observation): unknown => field(returned(seen), 'status');

const answers = [
  {
    id: 'registration/endpoints/object-body',
    path: '/object',
    says: 'a returned status and object become the response',
    status: 201,
    body: { title: 'a letter', lines: [1, 2.5, null] },
    catches: ['responses-are-always-200', 'responses-lose-their-body'],
  },
  {
    id: 'registration/endpoints/text-body',
    path: '/text',
    says: 'a returned status and text become the response',
    status: 404,
    body: 'Kein Brief für dich',
    catches: ['responses-are-always-200', 'responses-lose-their-body'],
  },
  {
    id: 'registration/endpoints/promised-response',
    path: '/promise',
    says: 'a promised status and object become the response',
    status: 418,
    body: { title: 'promised' },
    catches: ['awaits-only-async-functions', 'responses-are-always-200', 'responses-lose-their-body'],
  },
  {
    id: 'registration/endpoints/response-after-sleep',
    path: '/later',
    says: 'a status and object that are promised after a sleep become the response',
    status: 202,
    body: { title: 'after a nap' },
    catches: ['awaits-only-async-functions', 'responses-are-always-200', 'responses-lose-their-body'],
  },
] as const;

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
  ...answers.map(({ id, path, says, status: code, body: text, catches }): ConformanceCase => ({
    id,
    clause: 'ENDPOINT-3',
    kind: 'provides',
    says,
    given: { extension: 'endpoint-answers' },
    shared: true,
    when: endpoint('POST', path),
    expect: {
      'the response has that status': (seen) => status(seen) === code,
      'the response has that body': (seen) => same(field(returned(seen), 'body'), text),
    },
    catches,
  })),
]);
