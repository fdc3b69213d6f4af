import { absent, inOrder, refused, refusedIn, returns } from '../expectations.ts';
import { bare, hook, operation, whole } from '../extension-source.ts';
import type { Program, Step } from '../program.ts';

const badExports: Readonly<Record<string, string>> = {
  nothing: `export const x = 1;`,
  number: `export default 5;`,
  null: `export default null;`,
  undefined: `export default undefined;`,
  'mean-proxy': `export default new Proxy({}, { get() { throw new Error('trap'); } });`,
  'revoked-proxy': `const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); export default proxy;`,
  'mean-getter': `export default { id: 'it', get handler() { throw undefined; } };`,
  'symbol-id': `export default { id: Symbol('it'), handler: () => 1 };`,
  'object-id': `export default { id: { toString: () => 'it' }, handler: () => 1 };`,
  'empty-id': `export default { id: '', handler: () => 1 };`,
  'long-id': `export default { id: 'x'.repeat(1e6), handler: () => 1 };`,
  'object-handler': `export default { id: 'it', handler: { call: () => 1 } };`,
  'class-as-hook': `export default class { static id = 5; static handler() {} }`,
};

const loadThrows: Readonly<Record<string, string>> = {
  undefined: `throw undefined;`,
  null: `throw null;`,
  symbol: `throw Symbol('x');`,
  'mean-proxy': `throw new Proxy({}, { get() { throw 1; }, getPrototypeOf() { throw 2; } });`,
  'mean-error': `throw Object.defineProperties(new Error(), { name: { get() { throw 1; } }, message: { get() { throw 2; } }, stack: { get() { throw 3; } } });`,
  'after-await': `await null; throw undefined;`,
};

/** I08–I10: what is exported and registered. */
export const registeringPrograms: readonly Program[] = [
  ...Object.entries(badExports).map(([name, source]): Program => ({
    id: `registering/export-${name}`,
    covers: ['I08'],
    ...bare(source),
    holds: refused('register'),
  })),
  ...Object.entries(loadThrows).map(([name, source]): Program => ({
    id: `registering/body-throws-${name}`,
    covers: ['I09'],
    ...bare(source),
    holds: refused('evaluate'),
  })),
  ...Object.entries({
    unclosed: `export default {`,
    token: `export default @;`,
    'two-defaults': `export default 1; export default 2;`,
    return: `return 1;`,
    nul: 'export default \u0000;',
  }).map(([name, source]): Program => ({ id: `registering/syntax-${name}`, covers: ['I09'], ...bare(source), holds: refused('link') })),
  ...Object.entries({
    bom: '\uFEFFexport default { id: "it", handler: () => 1 };',
    crlf: '\r\n\r\nexport default {\r\n id: "it",\r\n handler: () => 1 };\r\n',
    shebang: '#!/usr/bin/env node\nexport default { id: "it", handler: () => 1 };',
  }).map(([name, source]): Program => ({ id: `registering/text-${name}`, covers: ['I09'], ...bare(source), holds: returns(1) })),
  {
    id: 'registering/odd-events',
    covers: ['I10'],
    ...hook(`const said = [];
      for (const run of [() => filter(Symbol('x'), () => 1), () => filter('x', null), () => filter('x'), () => filter(5, () => 1), () => filter('', () => 1), () => filter(['it'], () => 1), () => action('x', { call() {} }), () => filter({ toString: () => 'x' }, () => 1), () => filter('x'.repeat(1e5), () => 1)])
        try { run(); said.push('taken'); } catch (error) { said.push(error instanceof TypeError || error instanceof RangeError); }
      filter('it', () => said);`),
    holds: returns(Array.from({ length: 9 }, () => true)),
  },
  {
    id: 'registering/events-named-like-prototypes',
    covers: ['I10', 'E05'],
    ...hook(
      `for (const event of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) filter(event, (payload) => payload + ' ' + event);`,
      ['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty'].map((filter): Step => ({ call: { filter }, input: 'x' })),
    ),
    holds: inOrder(returns('x __proto__'), returns('x constructor'), returns('x toString'), absent, returns('x hasOwnProperty')),
  },
  {
    id: 'registering/events-like-patterns',
    covers: ['I10'],
    ...hook(`filter('(a+)+$', () => 'pattern'); filter('it*', () => 'star'); filter('items.*', () => 'glob');`, [
      { call: { filter: `${'a'.repeat(40)}!` }, input: 'x' },
      { call: { filter: 'items.create' }, input: 'x' },
    ]),
    holds: absent,
  },
  {
    id: 'registering/twenty-thousand',
    covers: ['I10'],
    ...hook(`for (let at = 0; at < 2e4; at += 1) filter('event' + at, () => 1);`),
    holds: refused('register', { limit: 'registrations' }),
  },
  {
    id: 'registering/twenty-thousand-that-catch',
    covers: ['I10'],
    ...hook(`for (let at = 0; at < 2e4; at += 1) try { action('it', () => 1); } catch {}`),
    holds: refused('register', { limit: 'registrations' }),
  },
  {
    id: 'registering/later',
    covers: ['I10'],
    ...hook(
      `filter('it', async () => { const said = []; for (const run of [() => filter('late', () => 1), () => events.action('late', () => 1)]) try { run(); said.push('taken'); } catch (error) { said.push(error instanceof Error); } await sleep(1); try { filter('later', () => 1); } catch (error) { said.push(error instanceof Error); } return said; });`,
      [{ call: { filter: 'it' }, input: {} }],
    ),
    holds: returns([true, true, true]),
  },
  {
    id: 'registering/asynchronously',
    covers: ['I10'],
    ...whole(`export default async ({ filter }) => { await null; filter('it', () => 1); };`),
    kind: 'hook',
    holds: refused('register'),
  },
  {
    id: 'registering/sensitive-events',
    covers: ['I10'],
    ...whole(`export default ({ filter }) => { filter('auth.login', (payload) => payload); };`),
    kind: 'hook',
    holds: refused('register'),
  },
  {
    id: 'registering/an-id-that-is-taken',
    covers: ['I10', 'F01'],
    ...whole(`export default { id: 'honest', handler: () => 'stolen' };`),
    holds: refused('register'),
  },
  {
    id: 'registering/the-name-of-the-neighbour',
    covers: ['I10', 'F01'],
    ...operation('return 1;'),
    manifest: (usual) => JSON.stringify({ ...usual, name: 'battery-honest' }),
    holds: refused('manifest', { field: 'name' }),
  },
  {
    id: 'registering/an-entry-outside',
    covers: ['I09', 'C06'],
    ...operation('return 1;'),
    manifest: (usual) => JSON.stringify(usual).replace('"index.js"', '"../battery-honest/index.js"'),
    holds: refusedIn('manifest'),
  },
  {
    id: 'registering/a-manifest-with-a-prototype',
    covers: ['I09', 'E05'],
    ...operation('return 1;'),
    manifest: (usual) => JSON.stringify(usual).replace('"requestedScopes":', '"__proto__":{"enabled":true},"requestedScopes":'),
    holds: refusedIn('manifest'),
  },
  {
    id: 'registering/a-manifest-that-is-not-enabled',
    covers: ['I09'],
    ...operation('return 1;'),
    manifest: (usual) => JSON.stringify(usual).replace('"enabled":true', '"enabled":"true"'),
    holds: refusedIn('manifest'),
  },
  {
    id: 'registering/scopes-that-widen',
    covers: ['B06', 'I09'],
    ...operation('return 1;'),
    scopes: { log: {}, request: { methods: ['GET'], urls: ['*'] }, everything: {} },
    holds: refusedIn('manifest'),
  },
];
