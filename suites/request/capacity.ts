import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, sent } from '../../src/contract/reading.ts';
import { operation, sequence } from '../../src/contract/stimulus.ts';
import { scopeCases } from './rows/scope-cases.ts';

const clause = 'REQ-5.capacity';
const longest = 2048;

/* Hosts are drawn per run: with 13 characters, 7 more than `inside` has. */
const drawn = 7;
const upTo = (start: string, letter = '_'): string => start + letter.repeat(longest - drawn - start.length);

const globs = Array.from({ length: 64 }, (_, n) => upTo(`https://inside.test/n${String(n)}/*1*2*3*4*5*6*7*/`));
const granted = (n: number): string => (globs[n] ?? '').replaceAll('*', 'x');

const many = { extension: 'request-once', scopes: { request: { methods: ['GET'], urls: globs } } };

const reached =
  (url: string) =>
  (seen: Observation): boolean =>
    field(act(seen), 'data') === 'you reached it' && sent(seen).length === 1 && sent(seen)[0]?.url === url;

const rows = [
  {
    id: 'request/capacity/first-of-many-long-globs',
    n: 0,
    says: 'the first of 64 globs of 2,048 characters with 8 wildcards grants a URL of 2,048 characters',
    catches: ['long-urls-are-denied', 'long-globs-are-left-out'],
  },
  {
    id: 'request/capacity/last-of-many-long-globs',
    n: 63,
    says: 'the last of 64 globs of 2,048 characters with 8 wildcards grants a URL of 2,048 characters',
    catches: ['long-urls-are-denied', 'long-globs-are-left-out', 'later-globs-are-left-out'],
  },
] as const;

const many64 = { answers: Object.fromEntries(rows.map(({ n }) => [granted(n), { body: 'you reached it' }])) };

const long = upTo('https://inside.test/letters/');
const stars = 'https://inside.test/*a*a*a*a*a*a*a*b';
const hopeless = upTo('https://inside.test/', 'a');

export default defineCases([
  ...rows.map(({ id, n, says, catches }): ConformanceCase => ({
    id,
    clause,
    kind: 'provides',
    says,
    given: { ...many, network: many64 },
    when: operation('once', { url: granted(n), options: {} }),
    expect: { 'exactly this URL is requested, and its answer comes back': reached(granted(n)) },
    catches,
    shared: true,
    covers: ['K23', 'K41'],
  })),
  ...scopeCases({ clause, urls: ['https://inside.test/letters/*', 'https://inside.test/drafts'], reaches: [long] }, [
    {
      id: 'request/capacity/huge-url',
      says: 'a URL of a million characters is refused',
      refuses: [`https://inside.test/letters/${'_'.repeat(1_000_000)}`],
      sends: ['https://inside.test/letters/7'],
      catches: ['long-urls-are-cut'],
      covers: ['K41'],
    },
  ]),
  {
    id: 'request/capacity/hopeless-wildcards',
    clause: 'REQ-5',
    kind: 'contains',
    says: 'a URL that fits 8 wildcards in a great many ways, and in none of them to its end, is decided all the same',
    given: {
      extension: 'request-once',
      scopes: { request: { methods: ['GET'], urls: [stars] } },
      network: { answers: { 'https://inside.test/aaaaaaab': { body: 'you reached it' }, [hopeless]: { body: 'you reached it' } } },
      limits: { wallMs: 3000 },
    },
    when: sequence(
      operation('once', { url: 'https://inside.test/aaaaaaab', options: {} }),
      operation('once', { url: hopeless, options: {} }),
    ),
    expect: {
      'the call ends by itself, with a refusal': (seen) =>
        seen.calls[1]?.outcome.status === 'returned' && typeof field(act(seen, 1), 'refused', 'message') === 'string',
      'nothing leaves for it': (seen) => sent(seen).every(({ url }) => url === 'https://inside.test/aaaaaaab'),
    },
    catches: ['globs-backtrack', 'globs-that-take-long-grant', 'paths-need-only-begin'],
    covers: ['K23'],
  },
]);
