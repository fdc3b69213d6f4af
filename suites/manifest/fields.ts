import { reason, type ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import { act, loadRefusal, refusedAt, texts } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

const path = { app: 'app.js', api: 'index.js' };
const sandbox = { enabled: true, requestedScopes: { log: {} } };
const extension: { readonly [key: string]: Json } = { type: 'operation', path, source: path, host: '*', sandbox };

const text = (manifest: { readonly [key: string]: Json }): string => JSON.stringify({ version: '1.0.0', type: 'module', ...manifest });
const whole = text({ name: '{{name}}', 'directus:extension': extension });

interface Malformed {
  readonly id: string;
  readonly says: string;
  readonly manifest?: { readonly [key: string]: Json };
  readonly manifestText?: string;
  /** What the error has to name. */
  readonly names: RegExp;
  /** The fault that repairs it. */
  readonly by?: 'guesses-fields' | 'repairs-manifests';
}

const malformed = (row: Malformed): ConformanceCase => ({
  id: row.id,
  clause: 'MAN-3',
  kind: 'refuses',
  says: `${row.says} is refused`,
  given: {
    extension: 'announces-itself',
    manifest: row.manifest ?? {},
    ...(row.manifestText === undefined ? {} : { manifestText: row.manifestText }),
  },
  when: operation('announces-itself'),
  expect: {
    'the load is refused, and nothing of it runs': (seen) =>
      loadRefusal(seen) !== undefined && texts(seen).length === 0 && act(seen) === undefined,
    'the error is about the manifest and names the field': reason(
      (seen) => refusedAt(seen, 'manifest') && row.names.test(loadRefusal(seen)?.error.message ?? ''),
    ),
  },
  admits: {
    given: { manifest: {}, manifestText: whole },
    expect: { 'well-formed, it loads and runs': (seen) => seen.load.accepted && act(seen) === 'ran' },
  },
  catches: [row.by ?? 'guesses-fields', 'names-no-field'],
  covers: ['K27'],
});

const field = (id: string, says: string, manifest: { readonly [key: string]: Json }, names: RegExp): ConformanceCase =>
  malformed({ id, says, manifest, names });

const scoped = (id: string, says: string, requestedScopes: Json, names: RegExp): ConformanceCase =>
  malformed({ id, says, manifest: { sandbox: { enabled: true, requestedScopes } }, names, by: 'repairs-manifests' });

const guessed = (id: string, says: string, requestedScopes: Json, names: RegExp): ConformanceCase =>
  field(id, says, { sandbox: { enabled: true, requestedScopes } }, names);

const named = (id: string, says: string, name: Json): ConformanceCase =>
  malformed({ id, says, manifestText: text({ name, 'directus:extension': extension }), names: /\bname\b/ });

const bundle = (id: string, says: string, rest: { readonly [key: string]: Json }, names: RegExp): ConformanceCase =>
  malformed({
    id,
    says,
    manifestText: text({ name: '{{name}}', 'directus:extension': { type: 'bundle', path, host: '*', sandbox, ...rest } }),
    names,
  });

const request = (rest: { readonly [key: string]: Json }): Json => ({
  request: { methods: ['GET'], urls: ['https://inside.test/*'], ...rest },
});

export default defineCases([
  malformed({
    id: 'manifest/fields/no-name',
    says: 'a package without a name',
    manifestText: text({ 'directus:extension': extension }),
    names: /\bname\b/,
  }),
  named('manifest/fields/name-is-a-path', 'a name that leads out of its folder', '../{{name}}'),
  named('manifest/fields/name-is-too-long', 'a name of 300 characters', 'n'.repeat(300)),
  malformed({
    id: 'manifest/fields/extension-is-text',
    says: 'a directus:extension that is text',
    manifestText: text({ name: '{{name}}', 'directus:extension': 'operation' }),
    names: /directus:extension/,
    by: 'repairs-manifests',
  }),
  field('manifest/fields/operation-path-is-text', 'an operation whose path is one text', { path: 'index.js' }, /\bpath\b/),
  field(
    'manifest/fields/absolute-path',
    'a path from the root of the file system',
    { path: { app: 'app.js', api: '/index.js' } },
    /\bpath\b/,
  ),
  field('manifest/fields/sandbox-is-true', 'a sandbox that is true', { sandbox: true }, /\bsandbox\b/),
  scoped('manifest/fields/urls-are-text', 'urls that are text', request({ urls: 'https://inside.test/*' }), /\burls\b/),
  guessed('manifest/fields/urls-hold-a-number', 'urls that hold a number', request({ urls: ['https://inside.test/*', 7] }), /\burls\b/),
  scoped(
    'manifest/fields/methods-are-missing',
    'a request scope without methods',
    { request: { urls: ['https://inside.test/*'] } },
    /\bmethods\b/,
  ),
  guessed('manifest/fields/unknown-method', 'a method that no scope grants', request({ methods: ['GET', 'TRACE'] }), /\bmethods\b/),
  bundle('manifest/fields/bundle-of-nothing', 'a bundle that has nothing for the host', { entries: [] }, /\bentries\b|bundle/),
  bundle(
    'manifest/fields/bundle-part-without-name',
    'a bundle with a part without a name',
    { entries: [{ type: 'operation', source: path }] },
    /\bname\b|bundle/,
  ),
]);
