import { builtIns } from '../../../src/contract/built-ins.ts';
import { either, refused, refusedIn, returns, returnsWhere } from '../expectations.ts';
import { bare, operation, whole } from '../extension-source.ts';
import type { Program } from '../program.ts';

const standard = new Set(builtIns.map(({ name }) => name));

const notThere = [
  'process',
  'require',
  'module',
  'exports',
  '__filename',
  '__dirname',
  'Buffer',
  'global',
  'Deno',
  'Bun',
  'console',
  'print',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'clearTimeout',
  'queueMicrotask',
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'EventSource',
  'Request',
  'Response',
  'Headers',
  'URL',
  'URLSearchParams',
  'URLPattern',
  'TextEncoder',
  'TextDecoder',
  'Blob',
  'ReadableStream',
  'structuredClone',
  'atob',
  'btoa',
  'Worker',
  'SharedWorker',
  'MessageChannel',
  'BroadcastChannel',
  'postMessage',
  'AbortController',
  'Event',
  'EventTarget',
  'DOMException',
  'performance',
  'crypto',
  'gc',
  'navigator',
  'localStorage',
  'indexedDB',
  'caches',
  'WebAssembly',
  'importScripts',
  'self',
  'window',
  'document',
  'quit',
  'load',
  'read',
  'readline',
  'os',
  'std',
  'ShadowRealm',
  '_ivm',
  '$262',
  'AsyncContext',
  'inspector',
].join(' ');

const loads = (source: string): ReturnType<typeof bare> => bare(`${source}\nexport default { id: 'it', handler: () => 'loaded' };`);

/** C01, C02 and C11–C16: what is there, and how modules are read. */
export const modulePrograms: readonly Program[] = [
  {
    id: 'modules/own-globals',
    covers: ['C01'],
    ...operation(`const names = [];
      for (let owner = globalThis; owner !== null && owner !== Object.prototype; owner = Object.getPrototypeOf(owner)) if (owner === globalThis) names.push(...Reflect.ownKeys(owner).map(String));
      return names;`),
    holds: returnsWhere(
      'standard names alone',
      (value) => Array.isArray(value) && value.length > 50 && value.every((name) => standard.has(String(name))),
    ),
  },
  {
    id: 'modules/forbidden-globals',
    covers: ['C02'],
    ...operation(
      `return '${notThere}'.split(' ').filter((name) => name in globalThis || (0, eval)('typeof ' + name) !== 'undefined' || new Function('return typeof ' + name)() !== 'undefined');`,
    ),
    holds: returns([]),
  },
  {
    id: 'modules/import-meta',
    covers: ['C11'],
    ...operation(
      `const meta = import.meta; return [Reflect.ownKeys(meta).map(String), Object.getPrototypeOf(meta), typeof meta.resolve, String(meta.url).includes('/')];`,
    ),
    holds: returns([[], null, 'undefined', false]),
  },
  { id: 'modules/html-comment', covers: ['C12'], ...loads(`const x = 1; <!-- x`), holds: refused('link') },
  { id: 'modules/html-comment-end', covers: ['C12'], ...loads(`let x = 1;\n--> x`), holds: refused('link') },
  {
    id: 'modules/escaped-names',
    covers: ['C13'],
    ...operation(
      String.raw`return [typeof pr\u006fcess, typeof \u{72}equire, (0, \u0065val)('typeof process'), globalThis['pro' + 'cess'] === undefined, new Function('return typeof \\u0070rocess')()];`,
    ),
    holds: returns(['undefined', 'undefined', 'undefined', true, 'undefined']),
  },
  {
    id: 'modules/realm-of-made-code',
    covers: ['C14'],
    ...operation(`const Async = (async () => 1).constructor, Gen = (function* () {}).constructor, AsyncGen = (async function* () {}).constructor;
      const globals = [(0, eval)('globalThis'), eval('globalThis'), new Function('return globalThis')(), await new Async('return globalThis')(), new Gen('yield globalThis')().next().value, (await new AsyncGen('yield globalThis')().next()).value, Reflect.construct(Function, ['return globalThis'], Object)()];
      return globals.map((each) => each === globalThis && each.process === undefined);`),
    holds: returns([true, true, true, true, true, true, true]),
  },
  {
    id: 'modules/shadow-realm-and-wasm',
    covers: ['C15'],
    ...operation(
      `return [typeof ShadowRealm, typeof WebAssembly, typeof globalThis['Web' + 'Assembly'], typeof globalThis.WebAssembly?.JSTag];`,
    ),
    holds: returns(['undefined', 'undefined', 'undefined', 'undefined']),
  },
  {
    id: 'modules/array-from-async',
    covers: ['C15', 'A21'],
    ...operation(`const errors = [];
      for (const source of [[sleep('x')], { [Symbol.asyncIterator]: () => ({ next: () => request(trip.origin) }) }, [request(1)]])
        try { errors.push(await Array.fromAsync(source)); } catch (error) { errors.push(error instanceof Error && error.constructor.constructor === Function); }
      const lazy = Iterator.from([1]).map(() => log(1));
      try { lazy.next(); } catch (error) { errors.push(error instanceof TypeError); }
      try { await Promise.try(() => log(2)); } catch (error) { errors.push(error instanceof TypeError); }
      return errors;`),
    holds: returns([true, true, true, true, true]),
  },
  {
    id: 'modules/await-at-top',
    covers: ['C16'],
    ...whole(`await sleep(5);\nconst found = await hunt([]);\nexport default { id: 'it', handler: () => found.found };`),
    holds: returns([]),
  },
  { id: 'modules/rejection-at-top', covers: ['C16'], ...whole(`await Promise.reject(new TypeError('top'));`), holds: refused('evaluate') },
  {
    id: 'modules/rejection-at-top-after-sleep',
    covers: ['C16'],
    ...whole(`await sleep(20);\nawait request(trip.origin);`),
    holds: refused('evaluate'),
  },
  {
    id: 'modules/never-at-top',
    covers: ['C16', 'G07'],
    ...loads(`await new Promise(() => {});`),
    holds: refused('evaluate', { limit: 'load' }),
  },
  {
    id: 'modules/loop-at-top-after-sleep',
    covers: ['C16', 'G01'],
    ...whole(`await sleep(5);\nfor (;;);`),
    holds: refused('evaluate', { limit: 'cpu' }),
  },
  {
    id: 'modules/exports-that-are-not-there-yet',
    covers: ['C16', 'I08'],
    ...bare(`export { late as default };\nlet late = { id: 'it', get handler() { throw new Error('never ready'); } };`),
    holds: either(refused('register'), refusedIn('evaluate')),
  },
];
