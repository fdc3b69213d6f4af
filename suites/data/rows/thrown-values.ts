import { endedBy, oneOf, thrownValue, threwBounded } from '../../../src/contract/ending.ts';
import type { Json } from '../../../src/contract/json.ts';
import type { Observation } from '../../../src/contract/observation.ts';
import { threw } from '../../../src/contract/reading.ts';

type Arrival = (seen: Observation, n: number) => boolean;
/** What the fixture calls a value, the sentence of its check, and how it may arrive. */
export type Row = readonly [what: string, sentence: string, arrives: Arrival];

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

/** Values of one kind. */
export interface Group {
  readonly id: string;
  readonly says: string;
  readonly rows: readonly Row[];
  readonly covers: readonly string[];
  readonly also?: readonly string[];
}

/** What an operation throws and rejects with. */
export const groups: readonly Group[] = [
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

/** What filters, actions and endpoints throw and reject with. */
export const inHook: readonly Row[] = [
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

/** What an operation throws after a sleep. */
export const later: readonly Row[] = [
  ['text', 'a string arrives', value('nobody at home')],
  ['error', 'an error arrives', error('SyntaxError', 'this address can not be read')],
  ['traps', 'a proxy whose traps throw arrives as plain data', anything],
  ['throwingAccessors', 'an error whose fields throw arrives as plain data', anything],
  ['hugeMessage', 'a huge message arrives as bounded plain data', anything],
];
