import type { ConformanceCase, Given } from '../../src/contract/case.ts';
import { reason } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { act, denial, field, isPermissionError, nothingLeft, sent } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

const fetched = (url: string) => operation('once', { url, options: {} });
const answer = { body: 'you reached it' };

const admitted = [
  {
    id: 'request/wildcards/whole-host',
    glob: 'https://inside.test/*',
    says: 'a host with /* grants every path and query of that host',
    url: 'https://inside.test/deep/down/letter.json?page=2&sort=-date',
    catches: ['wildcards-cross-few-slashes'],
  },
  {
    id: 'request/wildcards/bare-host',
    glob: 'https://inside.test/*',
    says: 'a host with /* grants the bare host, without a slash behind it',
    url: 'https://inside.test',
    catches: ['bare-hosts-are-denied', 'globs-match-as-in-directus'],
  },
  {
    id: 'request/wildcards/sub-path',
    glob: 'https://inside.test/letters/*',
    says: 'a path prefix with /* grants every path below it, however deep',
    url: 'https://inside.test/letters/drafts/2024/7',
    catches: ['wildcards-cross-few-slashes'],
  },
  {
    id: 'request/wildcards/every-https',
    glob: 'https://*',
    says: 'https://* grants every https URL',
    url: 'https://any.where.else.test/letters/7?page=2',
    catches: ['hosts-with-many-labels-are-denied'],
  },
] as const;

const denied = [
  {
    id: 'request/wildcards/every-https-is-not-http',
    glob: 'https://*',
    says: 'https://* grants no http URL',
    url: 'http://inside.test/letters/7',
    twin: 'https://inside.test/letters/7',
    also: ['schemes-are-not-compared'],
  },
  {
    id: 'request/wildcards/whole-host-is-one-host',
    glob: 'https://inside.test/*',
    says: 'a host with /* grants no host below it',
    url: 'https://drafts.inside.test/letters/7',
    twin: 'https://inside.test/letters/7',
    also: ['literal-hosts-have-subdomains'],
  },
  {
    id: 'request/wildcards/sub-path-ends-at-the-slash',
    glob: 'https://inside.test/letters/*',
    says: 'a path prefix with /* grants no path that only begins with the same letters',
    url: 'https://inside.test/letters-of-others/7',
    twin: 'https://inside.test/letters/7',
    also: [],
  },
] as const;

const canonical = (url: string): string => (url === 'https://inside.test' ? 'https://inside.test/' : url);

const asked = [...admitted.map(({ url }) => url), ...denied.flatMap(({ url, twin }) => [url, twin])];

const givenOf = (glob: string): Given => ({
  extension: 'request-once',
  scopes: { request: { methods: ['GET'], urls: [glob] } },
  network: { answers: Object.fromEntries(asked.map((url) => [canonical(url), answer])) },
});

export default defineCases([
  ...admitted.map(({ id, glob, says, url, catches }): ConformanceCase => ({
    id,
    clause: 'REQ-4',
    kind: 'provides',
    says,
    shared: true,
    given: givenOf(glob),
    when: fetched(url),
    expect: {
      'exactly this URL is requested': (seen) => sent(seen).length === 1 && sent(seen)[0]?.url === canonical(url),
      'its answer comes back': (seen) => field(act(seen), 'data') === 'you reached it',
    },
    catches,
  })),
  ...denied.map(({ id, glob, says, url, twin, also }): ConformanceCase => ({
    id,
    clause: 'REQ-4',
    kind: 'refuses',
    says,
    shared: true,
    given: givenOf(glob),
    when: fetched(url),
    expect: {
      'nothing leaves the host': nothingLeft,
      'the error says that request has no permission': reason((seen) => isPermissionError(denial(seen), 'request')),
    },
    admits: { when: fetched(twin), expect: { 'its answer comes back': (seen) => field(act(seen), 'data') === 'you reached it' } },
    catches: ['urls-go-unchecked', ...also],
  })),
]);
