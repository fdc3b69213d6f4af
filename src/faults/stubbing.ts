import { semantic } from './build-fault.ts';
import type { Fault } from './fault.ts';
import { afterMark } from './rewriting/after-mark.ts';
import { rewriteSource } from './rewriting/rewrite-source.ts';

const before = (name: string, breaks: string, prelude: string): Fault =>
  semantic(
    name,
    breaks,
    rewriteSource((source) => afterMark(source, prelude)),
  );

const ofNewer = (name: string, breaks: string, prelude: string): Fault =>
  semantic(
    name,
    breaks,
    rewriteSource((source) => (source.includes("id: 'use-newer'") ? afterMark(source, prelude) : source)),
  );

const collectionStub =
  'class { get() {} set() { return this; } has() { return false; } add() { return this; } delete() { return false; } deref() {} register() {} unregister() { return false; } forEach() {} }';
const bufferNames =
  'ArrayBuffer SharedArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array';
const bufferStub =
  'class { static from(values) { return [...values]; } static isView() { return true; } constructor(length) { this.length = length; } }';

const replaced = (names: string, stub: string): string =>
  `for (const name of ${JSON.stringify(names.split(' '))}) if (name in globalThis) globalThis[name] = ${stub};`;

/** A built-in of the language is missing, or only looks like one. */
export const stubbingFaults: readonly Fault[] = [
  before('hides-a-built-in', 'a built-in of the core is missing', 'delete globalThis.WeakSet;'),
  before(
    'hides-an-optional-built-in',
    'built-ins that may be taken away are missing',
    'delete globalThis.FinalizationRegistry; delete globalThis.Atomics;',
  ),
  before(
    'stubs-collections',
    'collections forget what they are given',
    replaced('Map Set WeakMap WeakSet WeakRef FinalizationRegistry', collectionStub),
  ),
  before(
    'stubs-numbers',
    'numbers, big integers and Math are stubs',
    "Number.prototype.toPrecision = () => ''; BigInt.asUintN = () => 0n; Boolean.prototype.valueOf = () => true; Math.hypot = () => 0; globalThis.isFinite = () => true; globalThis.isNaN = () => false; globalThis.parseFloat = () => 0; globalThis.parseInt = () => 0;",
  ),
  before(
    'stubs-text',
    'text, regular expressions and symbols are stubs',
    `String.prototype.normalize = function () { return String(this); }; RegExp.prototype[Symbol.matchAll] = () => []; Symbol.keyFor = () => undefined; ${replaced('decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape', 'String')}`,
  ),
  before(
    'stubs-buffers',
    'buffers and their views hold nothing',
    `${replaced(bufferNames, bufferStub)} if ('Atomics' in globalThis) globalThis.Atomics = { add: () => 0, load: () => 0 };`,
  ),
  before(
    'stubs-reflection',
    'objects, arrays, proxies and reflection are stubs',
    "Object.groupBy = () => ({}); Array.prototype.toSpliced = () => []; Proxy.revocable = () => ({ proxy: {}, revoke() {} }); Reflect.construct = () => ({}); Function.prototype.toString = () => 'function () { [native code] }';",
  ),
  before(
    'stubs-errors-and-promises',
    'error classes and promises are stubs',
    "Promise.withResolvers = () => ({ promise: Promise.resolve(), resolve() {}, reject() {} }); Error.prototype.toString = () => ''; for (const name of ['AggregateError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError', 'EvalError']) globalThis[name] = function () { return {}; };",
  ),
  before(
    'stubs-dates-and-json',
    'dates, JSON and Intl are stubs',
    "Date.UTC = () => 0; { const { stringify } = JSON; JSON.stringify = (value) => stringify(value); } if ('Intl' in globalThis) Intl.NumberFormat = class { format() { return ''; } };",
  ),
  semantic(
    'stubs-values',
    'values of the global object are stubs, and eval is a function like any other',
    rewriteSource((source) =>
      source.includes("id: 'use-values'")
        ? afterMark(source, 'const NaN = 0, Infinity = 1e9, undefined = null; const eval_ = (0, eval);')
            .replaceAll('eval(', 'eval_(')
            .replace('globalThis.globalThis === globalThis', 'globalThis.globalThis === null')
        : source,
    ),
  ),
  before(
    'stubs-newer-built-ins',
    'built-ins newer than ES2024 are there by name only',
    "for (const name of ['Iterator', 'Float16Array', 'DisposableStack', 'AsyncDisposableStack', 'SuppressedError', 'Temporal']) globalThis[name] = function () {};",
  ),
  ofNewer(
    'hides-newer-built-ins',
    'built-ins newer than ES2024 are missing',
    "for (const name of ['Iterator', 'Float16Array', 'DisposableStack', 'AsyncDisposableStack', 'SuppressedError', 'Temporal']) delete globalThis[name];",
  ),
  ofNewer(
    'stubs-newer-members',
    'members newer than ES2024 are there by name only',
    "Set.prototype.union = () => new Set(); for (const [owner, names] of [[Promise, 'try'], [RegExp, 'escape'], [Array, 'fromAsync'], [Error, 'isError'], [Math, 'f16round sumPrecise'], [JSON, 'rawJSON'], [Uint8Array, 'fromBase64']]) for (const name of names.split(' ')) owner[name] = function () {};",
  ),
];
