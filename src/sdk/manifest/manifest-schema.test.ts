import { describe, expect, it } from 'vitest';
import { bundle, hook, operation, textOf } from './manifests.testing.ts';
import { parseManifest } from './parse-manifest.ts';

const ext = 'directus:extension';

// What is put over a right hook, and the field that the error has to name.
const wrongHooks: readonly (readonly [over: object, field: string])[] = [
  [{ type: 'interface' }, `${ext}.type`],
  [{ type: 'Hook' }, `${ext}.type`],
  [{ type: ['hook'] }, `${ext}.type`],
  [{ type: undefined }, `${ext}.type`],
  [{ type: '__proto__' }, `${ext}.type`],
  [{ path: undefined }, `${ext}.path`],
  [{ path: { app: 'a.js', api: 'b.js' } }, `${ext}.path`],
  [{ path: '' }, `${ext}.path`],
  [{ path: '/etc/x.js' }, `${ext}.path`],
  [{ path: '../x.js' }, `${ext}.path`],
  [{ path: 'a/../../x.js' }, `${ext}.path`],
  [{ path: 'a\\..\\x.js' }, `${ext}.path`],
  [{ path: 'C:/x.js' }, `${ext}.path`],
  [{ path: 'file:x.js' }, `${ext}.path`],
  [{ path: 'x\u0000.js' }, `${ext}.path`],
  [{ path: 'x.json' }, `${ext}.path`],
  [{ path: 'x.node' }, `${ext}.path`],
  [{ path: 'x.js/' }, `${ext}.path`],
  [{ path: 'dist/.js' }, `${ext}.path`],
  [{ source: 5 }, `${ext}.source`],
  [{ host: 5 }, `${ext}.host`],
  [{ hidden: 'no' }, `${ext}.hidden`],
  [{ sandbox: undefined }, `${ext}.sandbox`],
  [{ sandbox: null }, `${ext}.sandbox`],
  [{ sandbox: true }, `${ext}.sandbox`],
  [{ sandbox: [] }, `${ext}.sandbox`],
  [{ sandbox: {} }, `${ext}.sandbox.enabled`],
  [{ sandbox: { requestedScopes: {} } }, `${ext}.sandbox.enabled`],
  [{ sandbox: { enabled: false } }, `${ext}.sandbox.enabled`],
  [{ sandbox: { enabled: 1 } }, `${ext}.sandbox.enabled`],
  [{ sandbox: { enabled: 'true' } }, `${ext}.sandbox.enabled`],
  [{ sandbox: { enabled: null } }, `${ext}.sandbox.enabled`],
  [{ sandbox: { enabled: [true] } }, `${ext}.sandbox.enabled`],
  [{ sandbox: { enabled: true, log: {} } }, `${ext}.sandbox.log`],
  [{ sandbox: { enabled: true, requestedScopes: null } }, `${ext}.sandbox.requestedScopes`],
  [{ sandbox: { enabled: true, requestedScopes: [] } }, `${ext}.sandbox.requestedScopes`],
  [{ sandbox: { enabled: true, requestedScopes: { methods: [], urls: [] } } }, `${ext}.sandbox.requestedScopes.methods`],
  [
    { sandbox: { enabled: true, requestedScopes: { request: { methods: ['GET'], urls: ['https://a*'] } } } },
    `${ext}.sandbox.requestedScopes.request.urls[0]`,
  ],
  [{ entries: [] }, `${ext}.entries`],
  [{ requestedScopes: { log: {} } }, `${ext}.requestedScopes`],
];

const wrongOthers: readonly (readonly [text: string, field: string])[] = [
  ['', '(root)'],
  ['{', '(root)'],
  ['null', '(root)'],
  ['[]', '(root)'],
  ['"x"', '(root)'],
  ['{"name":"x"}', ext],
  ['{"name":"x","directus:extension":null}', ext],
  ['{"name":"x","directus:extension":[]}', ext],
  [textOf(hook, { name: undefined }), 'name'],
  [textOf(hook, { name: 5 }), 'name'],
  [textOf(hook, { name: '' }), 'name'],
  [textOf(hook, { name: 'a b' }), 'name'],
  [textOf(hook, { name: 'a\nb' }), 'name'],
  [textOf(hook, { name: 'a\u001b[31m' }), 'name'],
  [textOf(hook, { name: '../a' }), 'name'],
  [textOf(hook, { name: 'a/b' }), 'name'],
  [textOf(hook, { name: '@a/b/c' }), 'name'],
  [textOf(hook, { name: '__proto__' }), 'name'],
  [textOf(hook, { name: '.a' }), 'name'],
  [textOf(hook, { name: 'x'.repeat(215) }), 'name'],
  [textOf(hook, { version: 1 }), 'version'],
  [textOf(hook, { type: 'esm' }), 'type'],
  [textOf(hook, { dependencies: { a: 1 } }), 'dependencies.a'],
  [textOf({ ...operation, path: 'dist/api.js' }), `${ext}.path`],
  [textOf({ ...operation, path: { api: 'dist/api.js' } }), `${ext}.path.app`],
  [textOf({ ...operation, path: { app: 'dist/app.js' } }), `${ext}.path.api`],
  [textOf({ ...operation, path: { app: 'dist/app.js', api: '../api.js' } }), `${ext}.path.api`],
  [textOf({ ...operation, path: { app: 'dist/app.js', api: 'a.js', more: 'b.js' } }), `${ext}.path.more`],
  [textOf({ ...bundle, entries: undefined }), `${ext}.entries`],
  [textOf({ ...bundle, entries: {} }), `${ext}.entries`],
  [textOf({ ...bundle, entries: [{ type: 'bundle', name: 'x', source: 'y' }] }), `${ext}.entries[0].type`],
  [textOf({ ...bundle, entries: [bundle.entries[0], { type: 'hook', source: 'y' }] }), `${ext}.entries[1].name`],
  [textOf({ ...bundle, entries: [{ type: 'operation', name: 'x', source: 'y' }] }), `${ext}.entries[0].source`],
  [textOf({ ...bundle, sandbox: undefined }), `${ext}.sandbox`],
  [textOf({ ...bundle, sandbox: { enabled: false } }), `${ext}.sandbox.enabled`],
  ['{"name":"x","__proto__":{"directus:extension":{"type":"hook","path":"a.js","sandbox":{"enabled":true}}}}', ext],
  ['{"name":"x","directus:extension":{"type":"hook","path":"a.js","__proto__":{"sandbox":{"enabled":true}}}}', `${ext}.sandbox`],
  ['{"name":"x","directus:extension":{"type":"hook","path":"a.js","sandbox":{"__proto__":{"enabled":true}}}}', `${ext}.sandbox.enabled`],
  [
    '{"name":"x","directus:extension":{"type":"hook","path":"a.js","sandbox":{"enabled":true,"__proto__":{"requestedScopes":{"log":{}}}}}}',
    `${ext}.sandbox.__proto__`,
  ],
  [
    '{"name":"x","directus:extension":{"type":"hook","path":"a.js","sandbox":{"enabled":true,"constructor":{}}}}',
    `${ext}.sandbox.constructor`,
  ],
  [
    '{"name":"x","directus:extension":{"type":"hook","path":"a.js","sandbox":{"enabled":true,"requestedScopes":{"__proto__":{"log":{}}}}}}',
    `${ext}.sandbox.requestedScopes.__proto__`,
  ],
];

describe('manifestSchema', () => {
  it.each(wrongHooks.map(([over, field]) => ({ over: JSON.stringify(over), text: textOf({ ...hook, ...over }), field })))(
    'refuses $over and names $field',
    ({ text, field }) => {
      expect(parseManifest(text)).toMatchObject({ ok: false, error: { file: 'package.json', field } });
    },
  );

  it.each(wrongOthers)('refuses %s and names %s', (text, field) => {
    const result = parseManifest(text);
    expect(result).toMatchObject({ ok: false, error: { file: 'package.json', field } });
    expect(({} as { enabled?: unknown; log?: unknown }).enabled).toBeUndefined();
  });
});
