import type { Check, ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { failedCleanly } from '../../src/contract/ending.ts';
import { act, threw } from '../../src/contract/reading.ts';
import { operation, sequence, watch } from '../../src/contract/stimulus.ts';

const reasons = [
  'error',
  'rangeError',
  'undefined',
  'null',
  'text',
  'big',
  'symbol',
  'traps',
  'revoked',
  'hostile',
  'symbolName',
  'bare',
  'huge',
  'looksStopped',
];

const given = { extension: 'strays', scopes: { log: {}, sleep: {} } };

const ways = [
  { id: 'host/strays/rejections', way: 'rejection', says: 'a rejected promise', covers: ['I06'] },
  { id: 'host/strays/async-functions', way: 'asyncThrow', says: 'a throw in an async function', covers: ['I06'] },
  { id: 'host/strays/executors', way: 'executorThrow', says: "a throw in a promise's executor", covers: ['I06'] },
  { id: 'host/strays/microtasks', way: 'microtask', says: 'a throw in a microtask', covers: ['I06', 'I07'] },
  { id: 'host/strays/generators', way: 'generator', says: 'a throw in an async generator', covers: ['I06', 'A21'] },
  { id: 'host/strays/thenables', way: 'thenable', says: 'a throw in a thenable', covers: ['I06'] },
  { id: 'host/strays/finalizers', way: 'finalizer', says: 'a rejection in finally', covers: ['I06'] },
] as const;

const late = ['later', 'caughtTooLate'].flatMap((way) => reasons.map((reason) => operation('strays', { way, reason })));

const engine = [
  ['badLength', 'RangeError'],
  ['badRepeat', 'RangeError'],
  ['badDigits', 'RangeError'],
  ['badMix', 'TypeError'],
  ['badMember', 'TypeError'],
  ['badName', 'ReferenceError'],
  ['badSyntax', 'SyntaxError'],
  ['badUri', 'URIError'],
] as const;

const asIfNothingWere = 'as if nothing were';

const eachAnswers =
  (count: number): Check =>
  (seen) =>
    Array.from({ length: count }, (_, n) => act(seen, n)).every((one) => one === asIfNothingWere);

export default defineCases([
  ...ways.map(({ id, way, says, covers }): ConformanceCase => ({
    id,
    clause: 'HOST-1',
    kind: 'contains',
    says: `${says} that nobody catches ends neither the host nor the call, whatever the reason is`,
    given,
    shared: true,
    when: sequence(...reasons.map((reason) => operation('strays', { way, reason })), operation('strays')),
    expect: {
      'the calls that leave it behind return': eachAnswers(reasons.length),
      'the next call returns': (seen) => act(seen, reasons.length) === asIfNothingWere,
    },
    catches: ['strays-fail-their-call', 'strays-spoil-the-next-call'],
    covers,
  })),
  {
    id: 'host/strays/later',
    clause: 'HOST-1',
    kind: 'contains',
    says: 'a throw after a sleep that outlasts the call, and a rejection that is caught only later, end neither the host nor a call',
    given,
    when: sequence(...late, operation('strays', { wait: 15 }), watch(20), operation('strays')),
    expect: {
      'the calls that leave it behind return': eachAnswers(late.length),
      'a call that goes on meanwhile returns': (seen) => act(seen, late.length) === asIfNothingWere,
      'it really happens afterwards': (seen) => seen.logs.filter(({ text }) => text === 'left behind').length === late.length,
      'the next call returns': (seen) => act(seen, late.length + 1) === asIfNothingWere,
    },
    catches: ['strays-fail-their-call', 'strays-spoil-the-next-call', 'strays-fail-waiting-calls', 'drops-what-is-left-behind'],
    covers: ['I07'],
  },
  {
    id: 'host/strays/errors-of-the-engine',
    clause: 'HOST-1',
    kind: 'provides',
    says: 'an error that the engine throws, a RangeError too, is an ordinary error',
    given,
    shared: true,
    when: sequence(...engine.map(([reason]) => operation('strays', { way: 'engine', reason })), operation('strays')),
    expect: {
      ...Object.fromEntries(
        engine.map(([what, name], n): [string, Check] => [
          `${what} arrives as ${name}`,
          // eval may be refused (ENV-5): then that is what is thrown
          (seen) => threw(seen, n)?.name === name || (['badName', 'badSyntax'].includes(what) && failedCleanly(seen, n)),
        ]),
      ),
      'the next call returns': (seen) => act(seen, engine.length) === asIfNothingWere,
    },
    catches: ['swallows-what-is-thrown', 'strays-spoil-the-next-call'],
    covers: ['I05', 'G08'],
  },
]);
