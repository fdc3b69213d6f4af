import type { Check, ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { endedBy, ending, oneOf, thrownValue, threwBounded } from '../../src/contract/ending.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, texts, threw } from '../../src/contract/reading.ts';
import { action, endpoint, filter, operation, sequence } from '../../src/contract/stimulus.ts';

// Nothing that is thrown may come out larger than the largest result: that is what "bounded" means here.
const limits = { resultBytes: 262_144 };

type Arrival = (seen: Observation, n: number) => boolean;
type Row = readonly [what: string, sentence: string, arrives: Arrival];

/** As one of these values, or as an error that stands for it. */
const value =
  (...admitted: readonly Json[]): Arrival =>
  (seen, n) =>
    threwBounded(seen, n) && (threw(seen, n) !== undefined || oneOf(thrownValue(seen, n), ...admitted));

const error =
  (name: string, message: string): Arrival =>
  (seen, n) =>
    threw(seen, n)?.name === name && threw(seen, n)?.message === message;

const anything: Arrival = (seen, n) => threwBounded(seen, n);

/** Where making the value may already be too much. */
const orStopped: Arrival = (seen, n) => threwBounded(seen, n) || endedBy(seen, n, 'cpu', 'memory', 'wall', 'result', 'crash');

interface Group {
  readonly id: string;
  readonly says: string;
  readonly rows: readonly Row[];
  readonly covers: readonly string[];
  readonly also?: readonly string[];
}

const groups: readonly Group[] = [
  {
    id: 'data/thrown/primitives',
    says: 'a primitive or a function',
    rows: [
      ['undefined', 'undefined arrives as null or as an error', value(null)],
      ['null', 'null arrives', value(null)],
      ['emptyText', 'an empty string arrives', value('')],
      ['text', 'a string arrives', value('nobody at home')],
      ['zero', 'zero arrives', value(0)],
      ['minusZero', '-0 arrives as a zero', value(0, -0)],
      ['number', 'a number arrives', value(12.5)],
      ['nan', 'NaN arrives as null or says what it is', value(null, 'NaN')],
      ['true', 'true arrives', value(true)],
      ['false', 'false arrives', value(false)],
      ['big', 'a big integer arrives as null or keeps its digits', value(null, '10', '10n')],
      ['symbol', 'a symbol arrives as null or as an error', value(null)],
      ['function', 'a function arrives as null or as an error', value(null)],
    ],
    covers: ['I01'],
  },
  {
    id: 'data/thrown/objects',
    says: 'an object or a list',
    rows: [
      ['list', 'a list arrives', value(['first', { second: 2 }, null])],
      ['object', 'an object arrives', value({ reason: 'unknown street', tried: ['North', 'South'], code: 7 })],
      [
        'odd',
        'keys that mean something elsewhere are plain keys',
        value({ ['__proto__']: { polluted: 'yes' }, then: 'text', toJSON: 'text', length: 3 }),
      ],
    ],
    covers: ['I01', 'E06'],
  },
  {
    id: 'data/thrown/errors',
    says: 'an error',
    rows: [
      ['error', 'its name and its message arrive', error('SyntaxError', 'this address can not be read')],
      ['longMessage', 'a message of a thousand characters arrives whole', error('Error', 'm'.repeat(1000))],
      ['longName', 'a name of a hundred characters arrives whole', error('N'.repeat(100), 'an error')],
      ['emptyMessage', 'an empty message arrives', error('Error', '')],
      ['scripts', 'every script arrives', error('Error', 'Grüße, 漢字, 😀 \u0000\u2028"\\')],
      ['loneSurrogate', 'an unpaired surrogate stays or is U+FFFD', (seen, n) => oneOf(threw(seen, n)?.message, 'a\ud800b', 'a\ufffdb')],
      ['subclass', 'a name of its own arrives', error('LetterError', 'not stamped')],
      ['aggregate', 'an error of several errors arrives', error('AggregateError', 'several')],
      ['withStatus', 'an error with a status arrives', error('Error', 'teapot')],
    ],
    covers: ['I01', 'I05'],
    also: ['replaces-the-thrown-value'],
  },
  {
    id: 'data/thrown/proxies',
    says: 'a proxy whose traps throw, or a revoked one,',
    rows: ['traps', 'functionTraps', 'errorTraps', 'revoked', 'revokedList', 'revokedError', 'revokedFunction', 'protoTrap'].map(
      (what): Row => [what, `${what} arrives as plain data`, anything],
    ),
    covers: ['I02', 'A12'],
  },
  {
    id: 'data/thrown/hostile-errors',
    says: 'an error whose fields throw or are of no text',
    rows: [
      'throwingAccessors',
      'throwsUndefined',
      'symbolName',
      'objectName',
      'numberName',
      'functionFields',
      'badStatus',
      'endlessStatus',
      'textStatus',
      'bareError',
      'notMade',
    ].map((what): Row => [what, `${what} arrives as plain data`, anything]),
    covers: ['I03', 'A14'],
  },
  {
    id: 'data/thrown/hostile-objects',
    says: 'an object whose conversions throw',
    rows: ['bareObject', 'toJSON', 'objectToJSON', 'objectAccessor', 'thenable', 'promise', 'rejectedPromise'].map((what): Row => [
      what,
      `${what} arrives as plain data`,
      anything,
    ]),
    covers: ['I03', 'D14'],
  },
  {
    id: 'data/thrown/cycles',
    says: 'what contains itself, or nests deeper than any stack,',
    rows: ['causeCycle', 'errorsCycle', 'objectCycle', 'deepCauses', 'deepObject', 'deepErrors'].map((what): Row => [
      what,
      `${what} arrives as bounded plain data, or ends in a stop`,
      orStopped,
    ]),
    covers: ['I04', 'G23'],
  },
  {
    id: 'data/thrown/huge-texts',
    says: 'a text of sixteen megabytes',
    rows: ['hugeMessage', 'hugeName', 'hugeResponse', 'hugeText', 'hugeObject', 'hugeSymbol'].map((what): Row => [
      what,
      `${what} arrives as bounded plain data, or ends in a stop`,
      orStopped,
    ]),
    covers: ['G25'],
    also: ['thrown-texts-are-endless'],
  },
];

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

const inHook: readonly Row[] = [
  ['undefined', 'undefined', value(null)],
  ['null', 'null', value(null)],
  ['text', 'a string', value('nobody at home')],
  ['number', 'zero', value(0)],
  ['big', 'a big integer', value(null, '10', '10n')],
  ['symbol', 'a symbol', value(null)],
  ['object', 'an object', value({ reason: 'unknown street', code: 7 })],
  ['error', 'an error', error('SyntaxError', 'this address can not be read')],
  ['traps', 'a proxy whose traps throw', anything],
  ['revoked', 'a revoked proxy', anything],
  ['accessors', 'an error whose fields throw', anything],
  ['huge', 'an error of four megabytes', anything],
];

const failsPlainly = (seen: Observation, n: number): boolean => {
  const status = field(seen.calls[n]?.value, 'status');
  return typeof status === 'number' && status >= 500 && status <= 599;
};

const showsNothing = (seen: Observation, n: number): boolean =>
  seen.calls[n]?.value !== undefined &&
  !/can not be read|nobody at home|unknown street|\.js:|xxxx/.test(JSON.stringify(seen.calls[n]?.value));

const whats = hows.flatMap((how) => inHook.map(([what]) => ({ what, how })));

const later: readonly Row[] = [
  ['text', 'a string arrives', value('nobody at home')],
  ['error', 'an error arrives', error('SyntaxError', 'this address can not be read')],
  ['traps', 'a proxy whose traps throw arrives as plain data', anything],
  ['throwingAccessors', 'an error whose fields throw arrives as plain data', anything],
  ['hugeMessage', 'a huge message arrives as bounded plain data', anything],
];

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
