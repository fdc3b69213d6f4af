import { builtIns } from '../../src/contract/built-ins.ts';
import type { Check, Checks } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

const holdsAll = (needs: readonly string[]): Check => {
  const wanted = builtIns.filter(({ need }) => needs.includes(need)).map(({ name }) => name);
  return (seen: Observation) => {
    const names = field(act(seen), 'now', 0, 'names');
    return Array.isArray(names) && wanted.length > 0 && wanted.every((name) => names.includes(name));
  };
};

const works = (...names: readonly string[]): Checks =>
  Object.fromEntries(names.map((name) => [`${name} does what a stub does not`, (seen: Observation) => field(act(seen), name) === true]));

const absences = [true, 'absent', 'refuses source text'];

const worksOrIsAbsent = (...names: readonly string[]): Checks =>
  Object.fromEntries(
    names.map((name) => [
      `${name} does what a stub does not, or is absent`,
      (seen: Observation) => absences.some((one) => one === field(act(seen), name)),
    ]),
  );

export default defineCases([
  {
    id: 'environment/built-ins/the-core-is-there',
    clause: 'ENV-2.core',
    kind: 'provides',
    says: 'every built-in of ES2024 that nobody needs to take away is there',
    given: { extension: 'read-globals' },
    shared: true,
    when: operation('read-globals'),
    expect: { 'globalThis has every name of the core': holdsAll(['core']) },
    catches: ['hides-a-built-in'],
    covers: ['C01'],
  },
  {
    id: 'environment/built-ins/all-of-es2024-is-there',
    clause: 'ENV-2',
    kind: 'provides',
    says: 'every built-in of ES2024 is there',
    given: { extension: 'read-globals' },
    shared: true,
    when: operation('read-globals'),
    expect: { 'globalThis has every name of ES2024': holdsAll(['core', 'optional']) },
    catches: ['hides-a-built-in', 'hides-an-optional-built-in'],
  },
  {
    id: 'environment/built-ins/collections-work',
    clause: 'ENV-2.works',
    kind: 'provides',
    says: 'keyed collections, weak ones too, behave as specified',
    given: { extension: 'use-text' },
    shared: true,
    when: operation('use-text'),
    expect: { ...works('Map', 'Set', 'WeakMap', 'WeakSet'), ...worksOrIsAbsent('WeakRef', 'FinalizationRegistry') },
    catches: ['stubs-collections', 'hides-a-built-in'],
  },
  {
    id: 'environment/built-ins/numbers-work',
    clause: 'ENV-2.works',
    kind: 'provides',
    says: 'numbers, big integers, Math and the functions that read numbers behave as specified',
    given: { extension: 'use-numbers' },
    shared: true,
    when: operation('use-numbers'),
    expect: works('Number', 'BigInt', 'Boolean', 'Math', 'isFinite', 'isNaN', 'parseFloat', 'parseInt'),
    catches: ['stubs-numbers'],
  },
  {
    id: 'environment/built-ins/text-works',
    clause: 'ENV-2.works',
    kind: 'provides',
    says: 'strings, regular expressions, symbols and the functions that encode URIs behave as specified',
    given: { extension: 'use-text' },
    shared: true,
    when: operation('use-text'),
    expect: {
      ...works('String', 'RegExp', 'Symbol', 'decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent'),
      ...worksOrIsAbsent('escape', 'unescape'),
    },
    catches: ['stubs-text'],
  },
  {
    id: 'environment/built-ins/buffers-work',
    clause: 'ENV-2.works',
    kind: 'provides',
    says: 'buffers, views and every typed array behave as specified',
    given: { extension: 'use-buffers' },
    shared: true,
    when: operation('use-buffers'),
    expect: {
      ...works(
        'ArrayBuffer',
        'DataView',
        'Int8Array',
        'Uint8Array',
        'Uint8ClampedArray',
        'Int16Array',
        'Uint16Array',
        'Int32Array',
        'Uint32Array',
      ),
      ...works('Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array'),
      ...worksOrIsAbsent('SharedArrayBuffer', 'Atomics'),
    },
    catches: ['stubs-buffers'],
  },
  {
    id: 'environment/built-ins/reflection-works',
    clause: 'ENV-2.works',
    kind: 'provides',
    says: 'objects, arrays, proxies and reflection behave as specified',
    given: { extension: 'use-buffers' },
    shared: true,
    when: operation('use-buffers'),
    expect: { ...works('Object', 'Array', 'Proxy', 'Reflect'), ...worksOrIsAbsent('Function') },
    catches: ['stubs-reflection'],
  },
  {
    id: 'environment/built-ins/errors-and-promises-work',
    clause: 'ENV-2.works',
    kind: 'provides',
    says: 'promises and every error class behave as specified, and the errors that the engine throws are of these classes',
    given: { extension: 'use-errors' },
    when: operation('use-errors'),
    expect: works(
      'Promise',
      'Error',
      'AggregateError',
      'EvalError',
      'RangeError',
      'ReferenceError',
      'SyntaxError',
      'TypeError',
      'URIError',
    ),
    catches: ['stubs-errors-and-promises', 'stubs-text'],
  },
  {
    id: 'environment/built-ins/dates-and-json-work',
    clause: 'ENV-2.works',
    kind: 'provides',
    says: 'dates, JSON and, where it is there, Intl behave as specified',
    given: { extension: 'use-numbers' },
    shared: true,
    when: operation('use-numbers'),
    expect: { ...works('Date', 'JSON'), ...worksOrIsAbsent('Intl') },
    catches: ['stubs-dates-and-json'],
  },
  {
    id: 'environment/built-ins/values-work',
    clause: 'ENV-2.works',
    kind: 'provides',
    says: 'the values of the global object cannot be changed where the language says so, and eval sees what it is called from',
    given: { extension: 'use-values' },
    when: operation('use-values'),
    expect: { ...works('globalThis', 'Infinity', 'NaN', 'undefined'), ...worksOrIsAbsent('eval') },
    catches: ['stubs-values'],
  },
  {
    id: 'environment/built-ins/newer-ones-work',
    clause: 'ENV-2.works',
    kind: 'provides',
    says: 'a built-in newer than ES2024 behaves as specified where it is there',
    given: { extension: 'use-newer' },
    shared: true,
    when: operation('use-newer'),
    expect: worksOrIsAbsent('Iterator', 'Float16Array', 'DisposableStack', 'AsyncDisposableStack', 'SuppressedError', 'Temporal'),
    catches: ['stubs-newer-built-ins'],
  },
]);
