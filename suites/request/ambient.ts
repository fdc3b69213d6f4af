import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { NetworkTable, ServerAnswer } from '../../src/contract/network.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, sent } from '../../src/contract/reading.ts';
import { beside, operation, sequence } from '../../src/contract/stimulus.ts';

const hint = 'http://inside.test/hinted';
const answers: Readonly<Record<string, ServerAnswer>> = {
  '/welcome': {
    headers: [
      ['set-cookie', 'session={{session}}; Path=/'],
      ['set-cookie', 'theme=dark'],
    ],
    body: 'welcome',
  },
  '/cached': {
    headers: [
      ['cache-control', 'public, max-age=600'],
      ['etag', '"{{tag}}"'],
      ['expires', 'Thu, 01 Jan 2099 00:00:00 GMT'],
    ],
    body: 'fresh',
  },
  '/link': { headers: [['link', `<${hint}>; rel=preload; as=style`]], body: 'linked' },
  '/refresh': { headers: [['refresh', `0; url=${hint}`]], body: 'linked' },
  '/alt-svc': { headers: [['alt-svc', `h2="${hint}"; ma=600`]], body: 'linked' },
  '/early-hints': {
    hints: { link: `<${hint}>; rel=preload; as=style`, times: 2 },
    headers: [['link', `<${hint}>; rel=preload; as=style`]],
    body: 'linked',
  },
  '/hinted': { body: 'nobody asked' },
};

const network: NetworkTable = { servers: { inside: { at: ['198.51.100.7:80'], answers } }, dns: { 'inside.test': ['198.51.100.7'] } };
const scopes = { request: { methods: ['GET'], urls: ['http://inside.test/*'] } };
const given = { extension: 'request-many', scopes, network };

const at = (path: string) => `http://inside.test${path}`;
const asked = (...paths: readonly string[]) => operation('many', { requests: paths.map((path) => ({ url: at(path) })) });

const paths = (seen: Observation): string =>
  sent(seen)
    .map(({ url }) => new URL(url).pathname)
    .join(' ');

const text = (seen: Observation, n: number): unknown => field(act(seen), n, 'text');

const hints = [
  { id: 'request/ambient/link', path: '/link', what: 'Link' },
  { id: 'request/ambient/refresh', path: '/refresh', what: 'Refresh' },
  { id: 'request/ambient/alt-svc', path: '/alt-svc', what: 'Alt-Svc' },
  { id: 'request/ambient/early-hints', path: '/early-hints', what: 'early hints' },
] as const;

export default defineCases([
  {
    id: 'request/ambient/cookies',
    clause: 'REQ-16',
    kind: 'provides',
    says: 'a cookie that a server sets is not sent back, by this extension or by another one',
    given: { ...given, beside: { extension: 'request-once', scopes } },
    when: sequence(asked('/welcome', '/welcome'), beside(operation('once', { url: at('/welcome'), options: {} }))),
    expect: {
      'all three requests arrive': (seen) => paths(seen) === '/welcome /welcome /welcome',
      'none of them has a cookie': (seen) => sent(seen).length > 0 && sent(seen).every(({ headers }) => headers['cookie'] === undefined),
    },
    catches: ['keeps-a-cookie-jar', 'repeated-requests-are-cached'],
  },
  {
    id: 'request/ambient/cache',
    clause: 'REQ-16',
    kind: 'provides',
    shared: true,
    says: 'an answer that may be kept is not kept',
    given,
    when: asked('/cached', '/cached'),
    expect: {
      'the server is asked twice, and unconditionally': (seen) =>
        paths(seen) === '/cached /cached' && sent(seen).every(({ headers }) => headers['if-none-match'] === undefined),
    },
    catches: ['repeated-requests-are-cached'],
  },
  {
    id: 'request/ambient/referer',
    clause: 'REQ-16',
    kind: 'provides',
    shared: true,
    says: 'a request does not tell where the one before it went',
    given,
    when: asked('/welcome', '/cached'),
    expect: {
      'both arrive, and neither has a Referer': (seen) =>
        paths(seen) === '/welcome /cached' && sent(seen).every(({ headers }) => headers['referer'] === undefined),
    },
    catches: ['sends-a-referer'],
  },
  ...hints.map(({ id, path, what }): ConformanceCase => ({
    id,
    clause: 'REQ-16',
    kind: 'provides',
    shared: true,
    says: `${what} of an answer cause no request and no connection`,
    given,
    when: asked(path),
    expect: {
      'its answer arrives by one request and one connection, and nothing else happens': (seen) =>
        text(seen, 0) === 'linked' && paths(seen) === path && seen.network.filter(({ kind }) => kind === 'connect').length === 1,
    },
    catches: ['follows-hints-of-an-answer'],
    covers: ['K42'],
  })),
]);
