import { isJsonRecord } from './rewriting/json-record.ts';
import { semantic } from './build-fault.ts';
import type { Fault, Rewriting } from './fault.ts';
import { afterMark } from './rewriting/after-mark.ts';
import { openHandler } from './rewriting/open-handler.ts';
import { rewriteSource } from './rewriting/rewrite-source.ts';
import { wrapImport } from './rewriting/wrap-import.ts';

const ours = "id: 'changes-intrinsics'";

/* What the fixture took before it changed anything, `setPrototypeOf` among it, is not touched: only `use` is of the realm as it is then. */
const aroundTheBridge = (use: string): string =>
  `const useLive = () => { ${use}; }; const stillWorks = () => { try { useLive(); return true; } catch { return false; } };` +
  " const lost = () => setPrototypeOf({ message: 'lost' }, null);";

const wrapped = `(real) => (one, other) => { if (!stillWorks()) throw lost(); return other === undefined ? real(one) : real(one, other); }`;

/** A bridge that looks something up when it is used, which the extension may have changed by then. */
const usesLive = (attack: string, what: string, use: string): Fault =>
  semantic(
    `bridge-uses-live-${attack}`,
    `the bridge uses ${what} as the extension left it`,
    rewriteSource((source) => {
      if (!source.includes(ours)) return source;
      const around = ['log', 'sleep', 'request'].reduce((text, name) => wrapImport(name, wrapped)(text), source);
      return afterMark(around.replace('data: options.data', 'data: stillWorks() ? options.data : null'), aroundTheBridge(use));
    }, 'what looks at everything'),
  );

/** The extension beside changes as soon as the one under test has changed its own realm. */
const sharesIntrinsics = (): Rewriting => {
  let changed = false;
  const spoiling = rewriteSource((source) =>
    source.includes("id: 'compares-intrinsics'")
      ? openHandler(source, "if (options.spoil) Object.defineProperty(Array.prototype, 'leaked', { value: 1, configurable: true });")
      : source,
  )();
  return {
    ...spoiling,
    call: (message, forward) => {
      const { input } = message;
      if (!isJsonRecord(input)) return forward(message);
      if (typeof input['attack'] === 'string') changed = true;
      return forward(changed ? { ...message, input: { ...input, spoil: true } } : message);
    },
  };
};

const registered = 'const listen = (register, name, handler) => register(name, handler);';

/* A route's response and a filter's result both, and an action's handler is not reached. */
const lostAtLoad = `const listen = (register, name, handler) => register(name, (given) => {
  try { Reflect.ownKeys(given); } catch { return { status: 200, body: 'lost' }; }
  return handler(given);
});`;

const writes = `(real) => (one, other) => { Error.prototype.touched = 1; return other === undefined ? real(one) : real(one, other); }`;

/** What a change of intrinsics reaches. */
export const pollutingFaults: readonly Fault[] = [
  usesLive('array-methods', 'the methods of arrays', '[1].at(0)'),
  usesLive('index-setters', 'assignments to an index', 'const list = []; list[0] = 1'),
  usesLive('iterators', 'the iterator of arrays', 'const [one] = [1]'),
  usesLive('function-methods', 'the methods of functions', '(() => undefined).call()'),
  usesLive('promise-methods', 'the functions of Promise', 'Promise.resolve(1)'),
  usesLive('no-promise-methods', 'the then of promises', "if (!('then' in Promise.prototype)) throw new TypeError('there is no then')"),
  usesLive('json-functions', 'the functions of JSON', 'JSON.stringify(1)'),
  usesLive('inherited-to-json', 'an inherited toJSON', '({}).toJSON'),
  usesLive('inherited-then', 'an inherited then', '({}).then'),
  usesLive('inherited-accessors', 'inherited accessors', '({}).method'),
  usesLive(
    'inherited-values',
    'inherited values',
    "const found = getOwnPropertyDescriptor(objectPrototype, 'method'); if (found !== undefined && getOwnPropertyDescriptor(found, 'value') !== undefined) throw new TypeError('inherited')",
  ),
  usesLive('object-functions', 'the functions of Object', 'Object.keys({})'),
  usesLive('object-methods', 'the methods of Object.prototype', "({}).hasOwnProperty('one')"),
  usesLive('reflect-functions', 'the functions of Reflect', 'Reflect.ownKeys({})'),
  usesLive('string-methods', 'the methods of strings', "'text'.slice(1)"),
  usesLive('number-methods', 'the methods of numbers', '(1).toFixed(1)'),
  usesLive('well-known-symbols', 'conversions by symbols', '({})[Symbol.toPrimitive]'),
  usesLive('regular-expressions', 'the methods of regular expressions', "/x/.test('x')"),
  usesLive('collections', 'the methods of maps', 'new Map().has(1)'),
  usesLive('error-classes', 'what errors inherit', "new Error('text').name"),
  usesLive('buffers', 'the methods of typed arrays', 'iterated[4].fill(0)'),
  usesLive('dates', 'the methods of dates', 'anyDate.getTime()'),
  usesLive('globals', 'globals', 'new realm.Map()'),
  semantic(
    'bridge-uses-what-changed-at-load',
    'the bridge uses functions of Reflect as the module body left them',
    rewriteSource((source) => source.replace(registered, lostAtLoad)),
  ),
  semantic(
    'bridge-writes-to-what-is-frozen',
    'the bridge puts a member on an intrinsic whenever it is used',
    rewriteSource((source) =>
      source.includes("id: 'freezes-all'")
        ? ['log', 'sleep', 'request'].reduce((text, name) => wrapImport(name, writes)(text), source)
        : source,
    ),
  ),
  semantic('shares-intrinsics', 'all extensions have the same intrinsics', sharesIntrinsics),
];
