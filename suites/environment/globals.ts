import { builtIns } from '../../src/contract/built-ins.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Check } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field } from '../../src/contract/reading.ts';
import { operation, sequence } from '../../src/contract/stimulus.ts';

const standard = new Set(builtIns.map(({ name }) => name));

// What Object.prototype has by ECMA-262, Annex B included.
const inherited = new Set(
  (
    'constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf ' +
    '__proto__ __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__'
  ).split(' '),
);

const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);

const levels = (seen: Observation, call: number, when: 'atLoad' | 'now'): readonly Json[] => list(field(act(seen, call), when));

const allOwnNames = (level: Json | undefined): boolean => {
  const names = list(field(level, 'names'));
  return names.length > 0 && names.every((name) => typeof name === 'string' && (standard.has(name) || inherited.has(name)));
};

const looks = [
  [0, 'atLoad'],
  [0, 'now'],
  [1, 'now'],
] as const;

const everywhere =
  (holds: (found: readonly Json[]) => boolean): Check =>
  (seen) =>
    looks.every(([call, when]) => holds(levels(seen, call, when)));

// Names that runtimes commonly offer (attack class C02), by what they are for.
const offered = {
  'a module loader or a process object': 'process require module exports __filename __dirname Buffer global Deno Bun',
  'a timer': 'setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate queueMicrotask requestAnimationFrame',
  'a console or a way to print': 'console print printErr alert prompt confirm debug',
  'a network function': 'fetch XMLHttpRequest WebSocket EventSource Request Response Headers FormData WebTransport importScripts',
  'a web data type or codec':
    'URL URLSearchParams URLPattern TextEncoder TextDecoder Blob File FileReader ReadableStream CompressionStream structuredClone atob btoa',
  'a thread, a message channel or an event':
    'Worker SharedWorker MessageChannel MessagePort BroadcastChannel postMessage AbortController AbortSignal Event EventTarget DOMException',
  'a page or its storage': 'window self top parent document navigator location history localStorage sessionStorage indexedDB caches',
  'a precise clock or cryptography': 'performance crypto Crypto PerformanceObserver scheduler',
  'an extra of the engine': 'WebAssembly gc InternalError ShadowRealm load read readline quit d8 std os bjson scriptArgs',
  'an internal of a sandbox':
    'ivm isolate lockdown harden Compartment assert vm sdk $262 VM2_INTERNAL_STATE_DO_NOT_USE_OR_PROGRAM_WILL_FAIL',
};

// In the second call too: what a host forgets may come with the first one.
const isAbsent = (seen: Observation, name: string): boolean =>
  [0, 1].every((n) => field(act(seen, n), 'free', name) === 'undefined' && !list(field(act(seen, n), 'held') ?? [name]).includes(name));

const noneOf =
  (names: string): Check =>
  (seen) =>
    names.split(' ').every((name) => isAbsent(seen, name));

export default defineCases([
  {
    id: 'environment/globals/only-standard-names',
    clause: 'ENV-1',
    kind: 'contains',
    says: 'globalThis and what it inherits from hold nothing but standard built-ins, while loading and in every call',
    given: { extension: 'read-globals' },
    shared: true,
    when: sequence(operation('read-globals'), operation('read-globals')),
    expect: {
      'its own names are standard while the module is evaluated': (seen) => allOwnNames(levels(seen, 0, 'atLoad')[0]),
      'its own names are standard in the first call': (seen) => allOwnNames(levels(seen, 0, 'now')[0]),
      'its own names are standard in the second call': (seen) => allOwnNames(levels(seen, 1, 'now')[0]),
      'it has no symbols, nor has anything that it inherits from': everywhere(
        (found) => found.length > 0 && found.every((level) => list(field(level, 'symbols') ?? ['missing']).length === 0),
      ),
      'what it inherits is what Object.prototype gives': everywhere(
        (found) =>
          found.length > 1 &&
          found.slice(1).every((level) => list(field(level, 'names')).every((name) => typeof name === 'string' && inherited.has(name))),
      ),
    },
    catches: [
      'leaks-console',
      'leaks-timers',
      'leaks-process',
      'leaks-web-functions',
      'leaks-engine-functions',
      'leaks-later',
      'leaks-a-symbol-global',
      'leaks-an-inherited-name',
    ],
    covers: ['C01', 'B08'],
  },
  {
    id: 'environment/globals/no-runtime-functions',
    clause: 'ENV-3',
    kind: 'contains',
    says: 'nothing that runtimes commonly offer is there, neither as a free name nor on globalThis, in no call',
    given: { extension: 'free-names' },
    when: sequence(operation('free-names'), operation('free-names')),
    expect: Object.fromEntries(Object.entries(offered).map(([what, names]) => [`there is not ${what}`, noneOf(names)])),
    catches: [
      'leaks-console',
      'leaks-timers',
      'leaks-process',
      'leaks-web-functions',
      'leaks-engine-functions',
      'leaks-a-lexical-name',
      'leaks-later',
    ],
    covers: ['C02'],
  },
]);
