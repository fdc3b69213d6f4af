import fc from 'fast-check';

import type { ExpectedRecord } from '../expectation.ts';

/** An argument as source text, and what has to become of it where `log` is granted. */
export interface LogArgument {
  readonly source: string;
  /** Its one record. */
  readonly record: ExpectedRecord;
  /** Whether it is a primitive string: anything else may be refused as well. */
  readonly isText: boolean;
  /** Its name in the count of what was covered. */
  readonly kind: string;
}

/* Characters at which writers of logs go wrong, none of them a control character. */
const nasty = [
  '%s',
  '%',
  '\\',
  '\\n',
  '\\u001b[2J',
  '"',
  "'",
  '`',
  '{"log":"x"}',
  '}',
  '$&',
  '$1',
  '<b>',
  '&#10;',
  '%0a',
  '\u00a0',
  '\u061b',
  '\u200b',
  '\u200d',
  '\u202f',
  '\u2065',
  '\ufeff',
  '\ufffd',
  '\u{1f600}',
  '\u{10ffff}',
  'e\u0301',
  'שלום',
  '漢字',
  ' ',
  '  ',
  'null',
  'undefined',
  '__proto__',
  '[object Object]',
] as const;

const ranges = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0x061c, 0x061c],
  [0x200e, 0x200f],
  [0x2028, 0x202e],
  [0x2066, 0x2069],
] as const;

const controls = ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, n) => String.fromCharCode(from + n)));

const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...nasty) },
  { weight: 1, arbitrary: fc.constantFrom('a', 'Z', '0', 'ü', '-') },
);
const stretch = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));

const text = (value: string, kind: string): LogArgument => ({ source: JSON.stringify(value), record: value, isText: true, kind });

/* UTF-8; LOG-1 speaks of texts up to this size. */
const longest = 4_096;

const filled = (unit: string, bytes: number): string => {
  const count = Math.floor(bytes / Buffer.byteLength(unit));
  return unit.repeat(count) + 'a'.repeat(bytes - count * Buffer.byteLength(unit));
};

const plainText = stretch.map((value) => text(value, 'a text'));

const longText = fc
  .tuple(fc.constantFrom(...nasty), fc.constantFrom(255, 256, 1_023, 1_024, 1_025, 2_048, longest - 1, longest))
  .map(([unit, bytes]) => text(filled(unit, bytes), 'a long text'));

const controlled = fc
  .tuple(stretch, fc.array(fc.tuple(fc.constantFrom(...controls), stretch), { minLength: 1, maxLength: 4 }))
  .map(([first, rest]): LogArgument => ({
    source: JSON.stringify([first, ...rest.flat()].join('')),
    record: { around: [first, ...rest.map(([, after]) => after)] },
    isText: true,
    kind: 'control characters',
  }));

const overridden: LogArgument = {
  source: `(Reflect.defineProperty(String.prototype, 'toString', { value: flip('second reading', 'second reading'), configurable: true }), 'first reading')`,
  record: 'first reading',
  isText: true,
  kind: 'a text that String.prototype reads otherwise',
};

const flip = "flip('first reading', 'second reading')";

/* What reads as one value first and as another one later. */
const turning: Readonly<Record<string, string>> = {
  'a String object with a toString': `Object.assign(new String('wrapped'), { toString: ${flip} })`,
  'a list with a toString': `Object.assign(['one'], { toString: ${flip} })`,
  'a toString': `({ toString: ${flip} })`,
  'a valueOf': `({ toString: undefined, valueOf: ${flip} })`,
  'Symbol.toPrimitive': `({ [Symbol.toPrimitive]: ${flip} })`,
  'a toJSON': `({ toJSON: ${flip} })`,
  'a class': `new (class { #next = ${flip}; toString() { return this.#next(); } })()`,
  'a function': `Object.assign(() => undefined, { toString: ${flip} })`,
  'a proxy': `new Proxy({}, { get: () => ${flip} })`,
  'a proxy of a String object': `new Proxy(new String('wrapped'), { get: (_, key) => key === 'length' ? 2 ** 31 : ${flip} })`,
};

const others: Readonly<Record<string, string>> = {
  nothing: '',
  undefined: 'undefined',
  null: 'null',
  'a boolean': 'true',
  'a number': '12.5',
  NaN: 'NaN',
  'minus zero': '-0',
  'a large number': '2 ** 31',
  'a big integer': '10n ** 40n',
  'a symbol': "Symbol('symbol')",
  'a String object': "new String('wrapped')",
  'a list': "['one', 'two']",
  'an object': '({ a: 1 })',
  'an object without a prototype': 'Object.create(null)',
  'a toString that throws': "({ toString: () => { throw new Error('not today'); } })",
  'a toString that gives an object': '({ toString: () => ({}), valueOf: () => ({}) })',
  'a toString that gives a number': '({ toString: () => 7 })',
  'a revoked proxy': '(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; })()',
  'a date': 'new Date(0)',
  'a regular expression': '/x/g',
  'an error': "new Error('an error')",
  bytes: 'new Uint8Array([104, 105])',
};

const among = (sources: Readonly<Record<string, string>>): fc.Arbitrary<LogArgument> =>
  fc.constantFrom(...Object.entries(sources)).map(([kind, source]) => ({ source, record: { not: 'second reading' }, isText: false, kind }));

/** Arguments of `log`: texts of up to 4 KiB with every character that may go wrong, and whatever is no text. */
export const logArgument: fc.Arbitrary<LogArgument> = fc.oneof(
  { weight: 5, arbitrary: plainText },
  { weight: 2, arbitrary: longText },
  { weight: 5, arbitrary: controlled },
  { weight: 1, arbitrary: fc.constant(overridden) },
  { weight: 4, arbitrary: among(turning) },
  { weight: 4, arbitrary: among(others) },
);
