import type { Fault } from './fault.ts';
import { before, giving, leak, onFunction } from './rewriting/foreign-object.ts';

/** Where the realm itself and what directus:api hands out lead to an object of another realm. */
export const foreignObjectFaults: readonly Fault[] = [
  leak(
    'leaks-behind-a-hidden-global',
    'through a property of the global object that is not enumerable',
    before("Object.defineProperty(globalThis, 'hidden', { value: { deep: [sandproofForeign()] }, configurable: true });"),
  ),
  leak(
    'leaks-behind-a-symbol-global',
    'through a symbol on the global object',
    before("globalThis[Symbol('hidden')] = sandproofForeign();"),
  ),
  leak(
    'leaks-on-an-intrinsic',
    'through a hidden accessor of Map.prototype',
    before("Object.defineProperty(Map.prototype, 'hidden', { get: sandproofForeign, configurable: true });"),
  ),
  leak('leaks-on-a-function-of-the-language', 'through a property of Math.max', before('Math.max.hidden = sandproofForeign();')),
  leak(
    'leaks-on-what-syntax-makes',
    'through what generators inherit from',
    before("Object.defineProperty(Object.getPrototypeOf(function* () {}), 'hidden', { value: sandproofForeign(), configurable: true });"),
  ),
  leak('leaks-on-import-meta', 'through import.meta', (source) =>
    source.replace("'import.meta': import.meta", "'import.meta': { resolve: sandproofForeign }"),
  ),
  leak('leaks-on-the-namespace', 'through the namespace of directus:api', (source) =>
    source.replace(
      "import * as namespace from 'directus:api';",
      "import * as realNamespace from 'directus:api'; const namespace = { ...realNamespace, hidden: sandproofForeign() };",
    ),
  ),
  leak('leaks-on-an-api-function', 'through a symbol on log', onFunction('log', "own[Symbol('hidden')] = sandproofForeign();")),
  leak(
    'leaks-as-an-api-prototype',
    'as the prototype of sleep',
    onFunction('sleep', 'Object.setPrototypeOf(own, sandproofForeign().constructor);'),
  ),
  leak(
    'leaks-behind-an-api-getter',
    'through what a getter on request gives when it is called',
    onFunction('request', "Object.defineProperty(own, 'hidden', { get: () => () => sandproofForeign() });"),
  ),
  leak('leaks-a-bridge-function', 'through a native function on log', onFunction('log', 'own.bridge = sandproofForeign.bind(null);')),
  leak('leaks-as-the-result-of-log', 'as what log returns', giving('log', '() => sandproofForeign()')),
  leak(
    'leaks-on-the-promise-of-sleep',
    'through a property of the promise of sleep',
    giving('sleep', '(promise) => Object.assign(promise, { hidden: sandproofForeign() })'),
  ),
  leak('leaks-as-the-value-of-sleep', 'as what sleep resolves to', giving('sleep', '(promise) => promise.then(() => sandproofForeign())')),
  leak(
    'leaks-as-the-promise-of-request',
    'as the prototype of the promise of request',
    giving(
      'request',
      '(promise) => Object.setPrototypeOf(promise, Object.assign(sandproofForeign(), { then: Promise.prototype.then, catch: Promise.prototype.catch }))',
    ),
  ),
  leak(
    'leaks-from-a-function-of-the-answer',
    'through what a function of an answer returns',
    giving('request', '(promise) => promise.then((answer) => Object.assign(answer, { json: () => [sandproofForeign()] }))'),
  ),
  leak(
    'leaks-in-the-headers-of-the-answer',
    'as the prototype of the headers of an answer',
    giving('request', '(promise) => promise.then((answer) => (Object.setPrototypeOf(answer.headers, sandproofForeign()), answer))'),
  ),
  leak(
    'leaks-in-a-list-of-the-answer',
    'in a list of the data of an answer',
    giving('request', '(promise) => promise.then((answer) => (answer.data.list?.push(sandproofForeign()), answer))'),
  ),
  leak(
    'leaks-a-handle',
    'through a handle of the bridge in an answer',
    giving(
      'request',
      '(promise) => promise.then((answer) => Object.assign(answer, { reference: { applySync() {}, copySync() {}, derefInto() {} } }))',
    ),
  ),
  leak(
    'leaks-to-reactions',
    'as this of a reaction to the promise of sleep',
    giving(
      'sleep',
      "(promise) => Object.defineProperty(promise, 'then', { value: (react) => Promise.prototype.then.call(promise, (value) => react.call(sandproofForeign(), value)) })",
    ),
  ),
];
