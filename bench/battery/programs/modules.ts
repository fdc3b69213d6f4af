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

const refusedSpecifiers = [
  'node:fs',
  'fs',
  'node:child_process',
  'data:text/javascript,export default 1',
  'file:///etc/passwd',
  'https://example.test/x.js',
  './index.js',
  '../x.js',
  '',
  'sandproof:boot',
  'directus:api/x',
  'DIRECTUS:API',
];

const dynamic = (how: string): string => `const said = [];
  for (const name of ${JSON.stringify(refusedSpecifiers)})
    try { const found = await ${how}; said.push(name + ' gave ' + Object.keys(found)); } catch (error) { if (!(error instanceof Error) || error.constructor.constructor !== Function) said.push(name + ' threw a foreign error'); }
  return said;`;

const loads = (source: string): ReturnType<typeof bare> => bare(`${source}\nexport default { id: 'it', handler: () => 'loaded' };`);

/** C01–C16: what is there, and what can be imported. */
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
  { id: 'modules/dynamic-import', covers: ['C03'], ...operation(dynamic('import(name)')), holds: returns([]) },
  {
    id: 'modules/dynamic-import-of-odd-values',
    covers: ['C03', 'D02'],
    ...operation(`const said = [];
      let asked = 0;
      for (const make of [() => ({ toString: () => (asked++ ? 'node:fs' : 'directus:api') }), () => Symbol('x'), () => ['node:fs'], () => null, () => ({ toString() { throw new Error('mine'); } })])
        try { said.push(Object.keys(await import(make())).join()); } catch (error) { said.push(error instanceof Error); }
      return said.every((one) => one === true || one === 'log,request,sleep');`),
    holds: returns(true),
  },
  {
    id: 'modules/dynamic-import-of-the-api',
    covers: ['C04'],
    ...operation(
      `try { const api = await import('directus:api'); return api.log === log && api.request === request; } catch (error) { return error instanceof Error; }`,
    ),
    holds: returns(true),
  },
  {
    id: 'modules/import-in-eval',
    covers: ['C05'],
    ...operation(dynamic(`(0, eval)('import(' + JSON.stringify(name) + ')')`)),
    holds: returns([]),
  },
  {
    id: 'modules/import-in-a-made-function',
    covers: ['C05'],
    ...operation(dynamic(`new Function('name', 'return import(name)')(name)`)),
    holds: returns([]),
  },
  {
    id: 'modules/import-in-a-made-async-function',
    covers: ['C05'],
    ...operation(dynamic(`new (Object.getPrototypeOf(async () => 1).constructor)('name', 'return await import(name)')(name)`)),
    holds: returns([]),
  },
  ...[
    'node:crypto',
    'fs',
    'https://example.test/x.js',
    'file:///etc/passwd',
    './index.js',
    'data:text/javascript,export%20default%201',
  ].map((specifier, at): Program => ({
    id: `modules/static-import-${String(at + 1)}`,
    covers: ['C06'],
    ...loads(`import * as found from ${JSON.stringify(specifier)};`),
    holds: refused('link'),
  })),
  {
    id: 'modules/static-import-evaluates-nothing',
    covers: ['C06', 'C07'],
    ...whole(`log('evaluated');\nimport 'node:crypto';\nexport default { id: 'it', handler: () => 1 };`),
    holds: (seen) => [...refused('link')(seen), ...(seen.logs.count === 0 ? [] : ['the module body ran'])],
  },
  {
    id: 'modules/static-imports-mixed',
    covers: ['C07'],
    ...loads(`import { log } from 'directus:api';\nimport 'node:crypto';\nimport fs from 'node:fs';\nlog('x');`),
    steps: [],
    holds: refused('link'),
  },
  {
    id: 'modules/import-attributes-json',
    covers: ['C08'],
    ...loads(`import api from 'directus:api' with { type: 'json' };`),
    holds: refused('link'),
  },
  {
    id: 'modules/import-attributes-unknown',
    covers: ['C08'],
    ...loads(`import { log } from 'directus:api' with { any: 'thing' };`),
    holds: refused('link'),
  },
  { id: 'modules/import-a-missing-name', covers: ['C09'], ...loads(`import { exec } from 'directus:api';`), holds: refused('link') },
  { id: 'modules/import-the-default', covers: ['C09'], ...loads(`import api from 'directus:api';`), holds: refused('link') },
  {
    id: 'modules/write-to-the-namespace',
    covers: ['C09'],
    ...bare(`import * as api from 'directus:api';
      export default { id: 'it', handler: () => {
        const tries = [() => { api.log = 1; }, () => { api.extra = 1; }, () => { delete api.log; }, () => Object.defineProperty(api, 'log', { value: 1 }), () => Object.setPrototypeOf(api, {})];
        return [Object.keys(api).toSorted().join(), Object.getPrototypeOf(api), tries.map((run) => { try { run(); return 'changed'; } catch (error) { return error instanceof TypeError; } })];
      } };`),
    holds: returns(['log,request,sleep', null, [true, true, true, true, true]]),
  },
  {
    id: 'modules/export-the-api-again',
    covers: ['C10'],
    ...loads(`export * from 'directus:api';\nexport * as api from 'directus:api';`),
    holds: returns('loaded'),
  },
  {
    id: 'modules/export-a-default-of-the-api',
    covers: ['C10', 'I08'],
    ...bare(`export { log as default } from 'directus:api';`),
    holds: refused('register'),
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
  { id: 'modules/escaped-import', covers: ['C13'], ...loads(String.raw`im\u0070ort fs from 'node:fs';`), holds: refused('link') },
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
