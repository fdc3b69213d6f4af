import type { Check, ConformanceCase, ReasonCheck } from '../../src/contract/case.ts';
import { reason } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, denial, field, isPermissionError, nothingLeft, sent } from '../../src/contract/reading.ts';
import { operation, sequence } from '../../src/contract/stimulus.ts';

const inside = 'https://inside.test/letters/7';
const again = 'https://inside.test/letters/again';
const answer = { body: 'you reached it' };
const given = {
  extension: 'request-once',
  scopes: { request: { methods: ['GET', 'POST'], urls: ['https://inside.test/letters/*'] } },
  network: {
    answers: {
      [inside]: answer,
      [again]: answer,
      'https://outside.test/letters/7': answer,
      'https://inside.test/drafts/7': answer,
      'http://inside.test/letters/7': answer,
      'https://inside.test:8443/letters/7': answer,
    },
  },
};

const refused: Readonly<Record<string, Check | ReasonCheck>> = {
  'nothing leaves the host': nothingLeft,
  'the error says that request has no permission': reason((seen) => isPermissionError(denial(seen), 'request')),
};

const reachedAs = (method: string) => (seen: Observation) =>
  field(act(seen), 'data') === 'you reached it' && sent(seen).length === 1 && sent(seen)[0]?.method === method;
const reached = { 'the answer comes back': reachedAs('GET') };

const once = operation('once', { url: inside, options: {} });

const outside = [
  { id: 'request/scope/other-host', what: 'another host', url: 'https://outside.test/letters/7', also: [] },
  { id: 'request/scope/other-path', what: 'another path', url: 'https://inside.test/drafts/7', also: [] },
  { id: 'request/scope/other-scheme', what: 'another scheme', url: 'http://inside.test/letters/7', also: ['schemes-are-not-compared'] },
  {
    id: 'request/scope/other-port',
    what: 'another port',
    url: 'https://inside.test:8443/letters/7',
    also: ['ports-are-not-compared'],
    covers: ['K10'],
  },
] as const;

export default defineCases([
  {
    id: 'request/scope/no-scope',
    clause: 'REQ-3',
    kind: 'refuses',
    says: 'without the request scope, request is refused',
    given: { ...given, scopes: {} },
    when: sequence(once, once), // what is refused once only is not refused
    expect: refused,
    admits: { given: { scopes: given.scopes }, when: once, expect: reached },
    catches: ['request-without-scope'],
  },
  ...outside.map(({ id, what, url, also, ...more }): ConformanceCase => ({
    id,
    clause: 'REQ-3',
    kind: 'refuses',
    says: `a request to ${what} than those of urls is refused`,
    given,
    when: operation('once', { url, options: {} }),
    expect: refused,
    admits: { when: operation('once', { url: inside, options: {} }), expect: reached },
    catches: ['urls-go-unchecked', ...also],
    shared: true,
    ...more,
  })),
  {
    id: 'request/scope/other-method',
    clause: 'REQ-3',
    kind: 'refuses',
    says: 'a method outside methods is refused',
    given,
    when: operation('once', { url: inside, options: { method: 'DELETE' } }),
    expect: refused,
    admits: {
      when: operation('once', { url: inside, options: { method: 'POST' } }),
      expect: { 'the answer comes back': reachedAs('POST') },
    },
    catches: ['methods-go-unchecked'],
    shared: true,
  },
  {
    id: 'request/scope/second-call',
    clause: 'REQ-3',
    kind: 'refuses',
    says: 'what was refused once and granted once is refused again',
    given,
    when: sequence(
      operation('once', { url: again, options: {} }),
      operation('once', { url: 'https://inside.test/drafts/7', options: {} }),
      operation('once', { url: again, options: {} }),
      operation('once', { url: 'https://inside.test/drafts/7', options: {} }),
    ),
    expect: {
      'only the granted URL is requested': (seen) => sent(seen).every(({ url }) => url === again),
      'it is requested each time': (seen) => sent(seen).filter(({ url }) => url === again).length === 2,
      'the guest gets an error both times': (seen) => [1, 3].every((n) => typeof field(act(seen, n), 'refused', 'message') === 'string'),
    },
    admits: {
      when: sequence(operation('once', { url: again, options: {} }), operation('once', { url: again, options: {} })),
      expect: { 'both answers come back': (seen) => [0, 1].every((n) => field(act(seen, n), 'data') === 'you reached it') },
    },
    catches: ['urls-go-unchecked', 'repeated-requests-are-cached'],
    shared: true,
  },
]);
