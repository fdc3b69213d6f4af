import type { Check, ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import type { NetworkTable, ServerAnswer } from '../../src/contract/network.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, elapsed, field, sent, stopped, within } from '../../src/contract/reading.ts';
import { operation, sequence, watch } from '../../src/contract/stimulus.ts';

const text = 'a letter of a kilobyte or so. '.repeat(32);
const page = text.repeat(256);

/** More than the extension may hold at all, and then nothing more comes: only a bound of the size ends it before its time. */
const mebibytes = 64;
const times = Math.ceil((mebibytes * 1_048_576) / page.length);

const hop = (path: string): ServerAnswer => ({ status: 302, headers: [['location', path]] });

const network: NetworkTable = {
  servers: {
    inside: {
      at: ['198.51.100.7:80'],
      answers: {
        '/quick': { body: 'at once' },
        '/large': { body: page, times, unfinished: true },
        '/gzip': { body: page, times, coding: 'gzip', unfinished: true },
        '/brotli': { body: page, times, coding: 'br', unfinished: true },
        '/small-gzip': { body: text, coding: 'gzip' },
        '/small-brotli': { body: text, coding: 'br' },
        '/silent': { silent: true },
        '/slow': { body: text, times: 100, pace: { bytes: 1, everyMs: 40 } },
        '/endless-hints': {
          hints: { link: '</style.css>; rel=preload', times: 12 },
          pace: { bytes: 1, everyMs: 40 },
          body: text,
          times: 100,
        },
        ...Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`/hop-${n}`, hop(`/hop-${n + 1}`)])),
      },
    },
  },
  dns: { 'inside.test': ['198.51.100.7'] },
};

const inFlight = 5;

/* One sandbox serves all rows whose calls are not stopped; for those that are, the limit of time is as short as may be: the first request of a cell took up to 400 ms on two busy cores. */
const given = {
  extension: 'request-many',
  scopes: { request: { methods: ['GET', 'POST'], urls: ['http://inside.test/*'] }, sleep: {} },
  network,
  // what it takes to build a long body or many headers is not what is measured
  limits: { memoryMiB: 48, wallMs: 3000, cpuMs: 5000, pendingCalls: inFlight },
} as const;

const at = (path: string): string => `http://inside.test${path}`;
const asked = (paths: readonly string[], more: Readonly<Record<string, Json>> = {}) =>
  operation('many', { requests: paths.map((path) => ({ url: at(path) })), ...more });
const quick = asked(['/quick']);

const refused = (seen: Observation, n: number, which = 0): boolean => typeof field(act(seen, n), which, 'refused', 'message') === 'string';

const works: Check = (seen) => field(act(seen, 0), 0, 'text') === 'at once';

const sizes = [
  { id: 'request/bounds/large-answer', path: '/large', what: `an answer of ${mebibytes} MiB`, covers: ['H02'] },
  { id: 'request/bounds/gzip-bomb', path: '/gzip', what: `a small answer that unpacks to ${mebibytes} MiB by gzip`, covers: ['H03'] },
  { id: 'request/bounds/brotli-bomb', path: '/brotli', what: `a small answer that unpacks to ${mebibytes} MiB by Brotli`, covers: ['H03'] },
] as const;

const tooMuch = [
  { id: 'request/bounds/long-body', what: 'a body of 16 MiB', beyond: { bodyLength: 16_777_216 }, within: { bodyLength: 900 } },
  { id: 'request/bounds/many-headers', what: 'twenty thousand headers', beyond: { headerCount: 20_000 }, within: { headerCount: 20 } },
] as const;

const posts = (more: Readonly<Record<string, Json>>) =>
  operation('many', { requests: [{ url: at('/quick'), options: { method: 'POST' }, ...more }] });

export default defineCases([
  ...sizes.map(({ id, path, what, covers }): ConformanceCase => ({
    id,
    clause: 'REQ-10',
    kind: 'contains',
    says: `${what} is given up before it is read to its end`,
    shared: true,
    given,
    when: sequence(quick, asked([path])),
    expect: {
      'the extension works before, and then request rejects, or the memory limit stops the call': (seen) =>
        works(seen) && (refused(seen, 1) || stopped(seen, 1, 'memory')),
    },
    catches: ['answers-have-no-bound'],
    covers,
  })),
  {
    id: 'request/bounds/slow-servers',
    clause: 'REQ-10',
    kind: 'contains',
    says: 'what never answers, or byte by byte, with or without many interim answers before, is given up with the call that waits for it',
    given: { ...given, limits: { ...given.limits, wallMs: 1000 } },
    when: sequence(quick, asked(['/silent', '/slow', '/endless-hints'], { together: true }), watch(100)),
    expect: {
      'the call ends at its wall-clock limit': (seen) => stopped(seen, 1, 'wall') && within(elapsed(seen, 1), seen, 'wallMs', 0.9, 3),
      'all three connections are closed': (seen) =>
        seen.network.filter((record) => record.kind === 'close' && !record.finished).length === 3,
    },
    catches: ['abandoned-requests-run-on', 'late-stop'],
    covers: ['H04', 'H07', 'K42'],
  },
  {
    id: 'request/bounds/redirect-chain',
    clause: 'REQ-10',
    kind: 'contains',
    shared: true,
    says: 'a chain of thirty redirects is followed five times at most',
    given,
    when: asked(['/hop-0']),
    expect: {
      'no more than six requests are sent': (seen) => sent(seen).length >= 1 && sent(seen).length <= 6,
    },
    catches: ['follows-endless-redirects'],
    covers: ['K33', 'H06'],
  },
  {
    id: 'request/bounds/many-at-once',
    clause: 'REQ-10',
    kind: 'contains',
    says: 'of many requests at once no more are in flight than may be pending',
    given: { ...given, limits: { ...given.limits, wallMs: 1000 } },
    when: sequence(quick, asked(['/silent'], { times: 40, together: true }), watch(50)),
    expect: {
      'the extension works before, and no more arrive than may be pending': (seen) =>
        works(seen) && sent(seen).filter(({ url }) => url === at('/silent')).length <= inFlight,
    },
    admits: {
      when: asked(['/quick'], { times: inFlight, together: true }),
      expect: {
        'as many as may be pending are all answered': (seen) =>
          Array.from({ length: inFlight }, (_, n) => field(act(seen), n, 'text')).every((one) => one === 'at once'),
      },
    },
    catches: ['any-number-may-be-pending'],
    covers: ['H01'],
  },
  ...tooMuch.map(({ id, what, beyond, within: fitting }): ConformanceCase => ({
    id,
    clause: 'REQ-10',
    kind: 'refuses',
    says: `a request with ${what} is refused`,
    shared: true,
    given,
    when: sequence(posts(fitting), posts(beyond)),
    expect: {
      'nothing but the honest one before it is sent': (seen) => works(seen) && sent(seen).length === 1,
      'request rejects, or a limit stops the call': (seen) => refused(seen, 1) || stopped(seen, 1, 'memory', 'cpu', 'pending', 'result'),
    },
    admits: { when: posts(fitting), expect: { 'a shorter one is answered': (seen) => works(seen) && sent(seen).length === 1 } },
    catches: ['cuts-what-is-too-much'],
    covers: ['H05'],
  })),
]);
