import { describe, expect, it } from 'vitest';

import { readPlainManifest } from './plain-manifest.ts';

type Fields = Readonly<Record<string, unknown>>;

const split = { app: 'app.js', api: 'index.js' };
const url = 'https://inside.example/x';

const text = (extension: Fields, sandbox: unknown = { enabled: true, requestedScopes: {} }, root: Fields = {}): string =>
  JSON.stringify({
    name: 'a-name',
    version: '1.0.0',
    type: 'module',
    'directus:extension': { type: 'operation', path: split, source: split, host: '*', sandbox, ...extension },
    ...root,
  });

const scoped = (requestedScopes: unknown): string => text({}, { enabled: true, requestedScopes });
const asked = (rest: Fields): string => scoped({ request: { methods: ['GET'], urls: ['https://inside.example/*'], ...rest } });

const bundle = (entries: unknown): string => text({ type: 'bundle', source: undefined, entries });

const read = (manifest: string) => readPlainManifest(manifest, { files: ['index.js'], parts: ['operation write', 'hook stamp'] });

const stamp = { type: 'hook', name: 'stamp', source: 'index.js' };

describe('readPlainManifest', () => {
  it.each<[string, string, Fields]>([
    ['no scopes', scoped({}), { log: false, sleep: false }],
    ['one scope', scoped({ log: {} }), { log: true, sleep: false }],
    ['another', scoped({ sleep: {} }), { log: false, sleep: true }],
    ['an endpoint', text({ type: 'endpoint', path: 'index.js', source: 'index.js' }), {}],
  ])('has to be accepted: %s', (_, manifest, grants) => {
    expect(read(manifest)).toMatchObject({ isRefused: false, mayBeRefused: false, isExact: true, ...grants });
  });

  it.each<[string, string, Fields]>([
    ['no requestedScopes', text({}, { enabled: true }), { isExact: true, log: false }],
    ['an unknown scope', scoped({ '*': {}, log: {} }), { isExact: false, log: true, sleep: false }],
    ['a scope with settings', scoped({ log: { a: 1 } }), { isExact: false, log: true }],
    ['scopes below __proto__', scoped(JSON.parse('{"__proto__":{"log":{}}}')), { log: false }],
    ['an unknown key', text({ hidden: true }), { isExact: true }],
    ['a path with a dot', text({ path: { app: 'app.js', api: './index.js' } }), { isExact: true }],
    ['a bundle', bundle([stamp]), { isExact: true, parts: ['hook stamp'] }],
    ['an invalid glob', asked({ urls: ['https://in*.example/'] }), { isExact: false }],
  ])('may be refused: %s', (_, manifest, grants) => {
    expect(read(manifest)).toMatchObject({ isRefused: false, mayBeRefused: true, ...grants });
  });

  it.each<[string, string, readonly string[]]>([
    ['no JSON', '{', []],
    ['a list', '[]', []],
    ['no name', text({}, undefined, { name: undefined }), ['name']],
    ['a name that is a path', text({}, undefined, { name: '../a' }), ['name']],
    ['no extension', text({}, undefined, { 'directus:extension': 'operation' }), ['directus:extension']],
    ['an unknown type', text({ type: 'wizard' }), ['type']],
    ['a path of the wrong shape', text({ path: 'index.js' }), ['path']],
    ['a path that leaves', text({ path: { ...split, api: 'a/../../index.js' } }), ['path', 'a/../../index.js']],
    ['no sandbox', text({}, null), ['sandbox']],
    ['enabled as a text', text({}, { enabled: 'true', requestedScopes: {} }), ['enabled']],
    ['scopes in a list', scoped(['log']), ['requestedScopes']],
    ['a scope that is true', scoped({ log: true }), ['log']],
    ['methods that are a text', asked({ methods: 'GET' }), ['methods']],
    ['an unknown method', asked({ methods: ['GET', 'TRACE'] }), ['methods']],
    ['urls that hold a number', asked({ urls: [7] }), ['urls']],
  ])('has to be refused: %s', (_, manifest, names) => {
    expect(read(manifest)).toEqual({ isRefused: true, names, isSeenInCode: false });
  });

  it.each<[string, unknown, boolean]>([
    ['no list', {}, false],
    ['nothing for the host', [{ type: 'panel', name: 'a', source: 'app.js' }], false],
    ['a part without a name', [{ type: 'hook' }], false],
    ['a part twice', [stamp, stamp], false],
    ['a part without code', [stamp, { ...stamp, name: 'ghost' }], true],
  ])('has to be refused: a bundle of %s', (_, entries, isSeenInCode) => {
    expect(read(bundle(entries))).toMatchObject({ isRefused: true, isSeenInCode });
  });

  it('does not say for which field, where a reader may stumble over another one', () => {
    expect(read(text({ type: 'wizard', hidden: true }))).toMatchObject({ isRefused: true, names: [] });
  });

  it.each<[string, Fields, boolean]>([
    ['its globs and methods', {}, true],
    ['another method', { methods: ['POST'] }, false],
    ['another host', { urls: ['https://other.example/*'] }, false],
    ['no method', { methods: [] }, false],
    ['one glob of two that is valid', { urls: ['ftp://x', 'https://inside.example/x'] }, true],
  ])('grants a request by %s', (_, rest, isGranted) => {
    const verdict = read(asked(rest));
    expect(!verdict.isRefused && verdict.grantsRequest(url, 'GET')).toBe(isGranted);
  });
});
