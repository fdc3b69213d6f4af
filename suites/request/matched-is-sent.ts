import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { act, field, sent } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

const rows = [
  {
    id: 'request/matched-is-sent/escapes',
    says: 'what is percent-encoded in a URL is sent as it is written',
    url: 'https://inside.test/a%5Fb/%2f%2F%41/c?%5f=%41',
    href: 'https://inside.test/a%5Fb/%2f%2F%41/c?%5f=%41',
    catches: ['sent-escapes-are-decoded'],
  },
  {
    id: 'request/matched-is-sent/fragment',
    says: 'the fragment of a URL is neither matched nor sent',
    url: 'https://inside.test/letters/7#top?x',
    href: 'https://inside.test/letters/7',
    catches: ['fragments-are-sent'],
  },
  {
    id: 'request/matched-is-sent/encoding',
    says: 'a URL is sent in the encoding of the URL parser, once',
    url: 'https://inside.test/\u00e4\u{1f58b}"<>`/%C3%A4?\u00e4\'"<>`%',
    href: 'https://inside.test/%C3%A4%F0%9F%96%8B%22%3C%3E%60/%C3%A4?%C3%A4%27%22%3C%3E`%',
    catches: ['sent-escapes-are-escaped-again'],
  },
] as const;

const given = {
  extension: 'request-once',
  scopes: { request: { methods: ['GET'], urls: ['https://inside.test/*'] } },
  network: { answers: Object.fromEntries(rows.map(({ href }) => [href, { body: 'you reached it' }])) },
};

export default defineCases(
  rows.map(({ id, says, url, href, catches }): ConformanceCase => ({
    id,
    clause: 'REQ-5',
    kind: 'provides',
    says,
    given,
    when: operation('once', { url, options: {} }),
    expect: {
      'exactly the URL that was matched is sent': (seen) => sent(seen).length === 1 && sent(seen)[0]?.url === href,
      'its answer comes back': (seen) => field(act(seen), 'data') === 'you reached it',
    },
    catches,
    shared: true,
    covers: ['K15'],
  })),
);
