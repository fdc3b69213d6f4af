import { refused, returns } from '../expectations.ts';
import { bare, operation, whole } from '../extension-source.ts';
import type { Program } from '../program.ts';

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

/** C03–C10 and C13: what can be imported. */
export const importPrograms: readonly Program[] = [
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
  { id: 'modules/escaped-import', covers: ['C13'], ...loads(String.raw`im\u0070ort fs from 'node:fs';`), holds: refused('link') },
];
