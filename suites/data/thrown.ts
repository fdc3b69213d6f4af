import type { Check, ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { ending } from '../../src/contract/ending.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, texts } from '../../src/contract/reading.ts';
import { action, endpoint, filter, operation, sequence } from '../../src/contract/stimulus.ts';
import { groups, inHook, later, type Group, type Row } from './rows/thrown-values.ts';

// Nothing that is thrown may come out larger than the largest result: that is what "bounded" means here.
const limits = { resultBytes: 262_144 };

const hows = ['throw', 'reject'] as const;

/* Every row twice: thrown at once, then as a rejection. */
const bothWays = (rows: readonly Row[]): Readonly<Record<string, Check>> =>
  Object.fromEntries(
    hows.flatMap((how, way) =>
      rows.map(([, sentence, arrives], n): [string, Check] => [
        `${how === 'throw' ? 'thrown' : 'rejected with'}: ${sentence}`,
        (seen) => arrives(seen, way * rows.length + n),
      ]),
    ),
  );

const through = ({ id, says, rows, covers, also = [] }: Group): ConformanceCase => ({
  id,
  clause: 'DATA-6',
  kind: 'provides',
  says: `${says} that an operation throws or rejects with reaches the host as bounded plain data`,
  given: { extension: 'throws-anything', limits },
  shared: true,
  when: sequence(
    ...hows.flatMap((how) => rows.map(([what]) => operation('throws-anything', { what, how }))),
    operation('throws-anything', { how: 'throw' }),
  ),
  expect: {
    ...bothWays(rows),
    'afterwards the extension answers as before': (seen) => act(seen, 2 * rows.length) === 'nothing thrown',
  },
  catches: ['swallows-what-is-thrown', 'a-throw-spoils-later-calls', ...also],
  covers,
});

const failsPlainly = (seen: Observation, n: number): boolean => {
  const status = field(seen.calls[n]?.value, 'status');
  return typeof status === 'number' && status >= 500 && status <= 599;
};

const showsNothing = (seen: Observation, n: number): boolean =>
  seen.calls[n]?.value !== undefined &&
  !/can not be read|nobody at home|unknown street|\.js:|xxxx/.test(JSON.stringify(seen.calls[n]?.value));

const whats = hows.flatMap((how) => inHook.map(([what]) => ({ what, how })));

export default defineCases([
  ...groups.map(through),
  {
    id: 'data/thrown/after-a-sleep',
    clause: 'DATA-6',
    kind: 'provides',
    says: 'what an operation throws after a sleep reaches the host as bounded plain data',
    given: { extension: 'throws-anything', limits },
    shared: true,
    when: sequence(...later.map(([what]) => operation('throws-anything', { what, how: 'later' }))),
    expect: Object.fromEntries(later.map(([, sentence, arrives], n): [string, Check] => [sentence, (seen) => arrives(seen, n)])),
    catches: ['swallows-what-is-thrown', 'replaces-the-thrown-value', 'thrown-texts-are-endless'],
    covers: ['I01', 'I02', 'I03', 'G25'],
  },
  {
    id: 'data/thrown/by-a-filter',
    clause: 'DATA-6',
    kind: 'provides',
    says: 'whatever a filter throws or rejects with reaches the host as bounded plain data',
    given: { extension: 'throws-in-hook', limits },
    shared: true,
    when: sequence(...whats.map((how) => filter('throws.filtered', how))),
    expect: bothWays(inHook.map(([what, sentence, arrives]): Row => [what, `${sentence} arrives`, arrives])),
    catches: ['swallows-what-is-thrown', 'replaces-the-thrown-value', 'thrown-texts-are-endless'],
    covers: ['I01', 'I02', 'I03', 'G25'],
  },
  {
    id: 'data/thrown/by-an-endpoint',
    clause: 'DATA-6',
    kind: 'provides',
    says: 'whatever an endpoint throws or rejects with becomes a failure that shows nothing of it',
    given: { extension: 'throws-in-endpoint', limits },
    shared: true,
    when: sequence(...whats.map((how) => endpoint('POST', '/throws', { body: how }))),
    expect: {
      ...bothWays(inHook.map(([what, sentence]): Row => [what, `${sentence} becomes a 5xx`, failsPlainly])),
      'no response shows what was thrown, or a stack': (seen) => whats.every((_, n) => showsNothing(seen, n)),
    },
    catches: ['throws-are-200', 'shows-what-is-thrown'],
    covers: ['I01', 'I02', 'I03', 'A15'],
  },
  {
    id: 'data/thrown/by-an-action',
    clause: 'DATA-6',
    kind: 'provides',
    says: 'whatever an action throws or rejects with is lost on the event',
    given: { extension: 'throws-in-hook', limits },
    shared: true,
    when: sequence(...whats.map((how) => action('throws.done', how))),
    expect: {
      ...bothWays(
        inHook.map(([what, sentence]): Row => [what, `${sentence} fails no event`, (seen, n) => ending(seen, n)?.status === 'returned']),
      ),
      'every action ran': (seen) =>
        inHook.every(([what]) => texts(seen).filter((text) => text === `acted on ${what}`).length === hows.length),
    },
    catches: ['actions-fail-their-event', 'actions-never-run'],
    covers: ['I01', 'I02', 'I03'],
  },
]);
