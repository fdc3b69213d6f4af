import fc from 'fast-check';

/** What sleep may do with an argument: wait that long; nothing, or end at once; nothing, or outlast a short sleep; or, with no number, be refused or coerce it once. */
export type SleepClass = 'waits' | 'ends at once' | 'outlasts' | 'coerced or refused';

/** An argument of `sleep` as source text. */
export interface SleepArgument {
  readonly source: string;
  readonly class: SleepClass;
  /** ms that it has to wait, so many times in turn: what a call costs by itself would hide how short a single sleep is. */
  readonly ms?: number;
  readonly times?: number;
  /** Its name in the count of what was covered. */
  readonly kind: string;
}

const among = (sleepClass: SleepClass, kind: string, sources: readonly string[]): fc.Arbitrary<SleepArgument> =>
  fc.constantFrom(...sources).map((source) => ({ source, class: sleepClass, kind }));

const waits = fc
  .tuple(fc.oneof(fc.nat({ max: 20 }), fc.constantFrom(0.5, 1, 1, 1.25, 7.75, 19.999)), fc.constantFrom(1, 1, 3, 5))
  .map(([ms, times]): SleepArgument => ({
    source: String(ms),
    class: 'waits',
    ms,
    times,
    kind: times === 1 ? 'a number' : `a number, ${times} times in turn`,
  }));

const noTime = among('ends at once', 'NaN or a negative number', [
  'NaN',
  '-1',
  '-0.5',
  '-Number.MIN_VALUE',
  '-Infinity',
  '-(2 ** 31)',
  '-(2 ** 31) - 1',
  '-(2 ** 32) + 5',
  '-(2 ** 53)',
  '-1e300',
]);

const huge = among('outlasts', 'a huge number', [
  'Infinity',
  '2 ** 31',
  '2 ** 31 + 0.5',
  '2 ** 32',
  '2 ** 32 + 1',
  '2 ** 53 + 2',
  '1e21',
  '1e300',
  'Number.MAX_VALUE',
]);

/* More are not drawn: each goes on until its call is over, or until its extension is. */
const long = among('outlasts', 'a long sleep', ['2 ** 31 - 1', '2 ** 31 - 0.5', '1e6']);

/* What reads as one value first and as another one later. */
const turning: Readonly<Record<string, string>> = {
  'a Number object with a valueOf': 'Object.assign(new Number(5), { valueOf: flip(5, 0) })',
  'a valueOf': '({ valueOf: flip(5, 0) })',
  'a valueOf that turns huge': '({ valueOf: flip(5, 2 ** 31) })',
  'a toString': "({ valueOf: undefined, toString: flip('5', '0') })",
  'Symbol.toPrimitive': '({ [Symbol.toPrimitive]: flip(5, Infinity) })',
  'a toJSON': '({ toJSON: flip(5, 0) })',
  'a class': 'new (class { #next = flip(5, 0); valueOf() { return this.#next(); } })()',
  'a function': 'Object.assign(() => 5, { valueOf: flip(5, 0) })',
  'a proxy': 'new Proxy({}, { get: () => flip(5, 0) })',
};

const others: Readonly<Record<string, string>> = {
  nothing: '',
  undefined: 'undefined',
  null: 'null',
  'a boolean': 'true',
  'a text': "'5'",
  'a text that is no number': "'soon'",
  'an empty text': "''",
  'a big integer': '5n',
  'a symbol': "Symbol('5')",
  'a Number object': 'new Number(5)',
  'a list': '[5]',
  'an empty list': '[]',
  'an object': '({})',
  'an object without a prototype': 'Object.create(null)',
  'a valueOf that throws': "({ valueOf: () => { throw new Error('not today'); } })",
  'a revoked proxy': '(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; })()',
  'a date': 'new Date(5)',
  'a promise': 'Promise.resolve(5)',
};

const noNumber = (sources: Readonly<Record<string, string>>): fc.Arbitrary<SleepArgument> =>
  fc.constantFrom(...Object.entries(sources)).map(([kind, source]) => ({ source, class: 'coerced or refused', kind }));

/** Arguments of `sleep`: short times, times that are none, and whatever is no number. */
export const sleepArgument: fc.Arbitrary<SleepArgument> = fc.oneof(
  { weight: 7, arbitrary: waits },
  { weight: 3, arbitrary: noTime },
  { weight: 3, arbitrary: huge },
  { weight: 1, arbitrary: long },
  { weight: 3, arbitrary: noNumber(turning) },
  { weight: 3, arbitrary: noNumber(others) },
);
