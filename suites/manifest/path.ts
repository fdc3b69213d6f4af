import { reason, type ConformanceCase, type TreeEntry } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, loadRefusal, refusedAt, texts } from '../../src/contract/reading.ts';
import { beside, operation, sequence } from '../../src/contract/stimulus.ts';

interface Path {
  readonly id: string;
  readonly says: string;
  readonly path?: string;
  readonly tree: { readonly [path: string]: TreeEntry };
}

const entry = (api: string): { readonly [key: string]: Json } => ({ path: { app: 'app.js', api } });
const whole: TreeEntry = { copy: 'entry' };

const own = (seen: Observation): boolean => texts(seen).includes('evaluated') && act(seen) === 'ran';

const refused = ({ id, says, path = 'main.js', tree }: Path): ConformanceCase => ({
  id,
  clause: 'MAN-7',
  kind: 'refuses',
  says: `a path that ${says} is refused`,
  given: { extension: 'announces-itself', manifest: entry(path), tree },
  when: operation('announces-itself'),
  expect: {
    'the load is refused, and nothing of it runs': (seen) =>
      loadRefusal(seen) !== undefined && texts(seen).length === 0 && act(seen) === undefined,
    'the error is about the manifest and names the path or the file': reason(
      (seen) => refusedAt(seen, 'manifest') && /\bpath\b|main\.js/.test(loadRefusal(seen)?.error.message ?? ''),
    ),
  },
  admits: {
    given: { manifest: entry('main.js'), tree: { 'main.js': whole } },
    expect: { 'a regular file inside the package loads and runs': own },
  },
  catches: ['takes-any-path', 'names-no-field'],
});

const found = (row: {
  readonly id: string;
  readonly says: string;
  readonly path: string;
  readonly tree: { readonly [path: string]: TreeEntry };
}): ConformanceCase => ({
  id: row.id,
  clause: 'MAN-7',
  kind: 'provides',
  says: row.says,
  given: { extension: 'announces-itself', manifest: entry(row.path), tree: row.tree },
  when: operation('announces-itself'),
  expect: { 'it loads and runs': own },
  catches: ['runs-another-file'],
});

const nameOf = (name: string): string =>
  JSON.stringify({
    name,
    version: '1.0.0',
    type: 'module',
    'directus:extension': {
      type: 'operation',
      ...entry('index.js'),
      source: { app: 'app.js', api: 'index.js' },
      host: '*',
      sandbox: { enabled: true, requestedScopes: { log: {} } },
    },
  });

const taken = (row: { readonly id: string; readonly says: string; readonly name: string }): ConformanceCase => ({
  id: row.id,
  clause: 'MAN-7',
  kind: 'refuses',
  says: `a package name that is ${row.says} is refused`,
  given: { extension: 'announces-itself', manifestText: nameOf(row.name) },
  when: operation('announces-itself'),
  expect: {
    'the load is refused, and nothing of it runs': (seen) =>
      loadRefusal(seen) !== undefined && texts(seen).length === 0 && act(seen) === undefined,
    'the error is about the manifest and says that of the name': reason(
      (seen) => refusedAt(seen, 'manifest') && /\bname\b/i.test(loadRefusal(seen)?.error.message ?? ''),
    ),
  },
  admits: {
    given: { manifestText: nameOf('{{name}}') },
    expect: { 'under a free name it loads and runs': own },
  },
  catches: ['names-are-never-taken', 'names-no-field'],
});

const besideAnother = (one: ConformanceCase): ConformanceCase => ({
  ...one,
  given: { ...one.given, beside: { extension: 'honest-operation' } },
  when: sequence(operation('announces-itself'), beside(operation('honest'))),
  expect: { ...one.expect, 'the extension beside it goes on working': (seen) => seen.besideCalls[0]?.act === 'honest' },
  catches: [...one.catches, 'one-bad-manifest-stops-all'],
});

/** Bytes; more than the largest bundle of any published extension has, many times over. */
const huge = 64 * 1024 * 1024;

export default defineCases([
  refused({ id: 'manifest/path/missing', says: 'names no file', tree: {} }),
  refused({
    id: 'manifest/path/leaves-the-package',
    says: 'goes out of the package by ..',
    path: '../main.js',
    tree: { '../main.js': whole },
  }),
  refused({
    id: 'manifest/path/link-that-leaves',
    says: 'is a link out of the package',
    tree: { '../main.js': whole, 'main.js': { link: '../main.js' } },
  }),
  refused({
    id: 'manifest/path/folder-that-leaves',
    says: 'leads through a link out of the package',
    path: 'lib/main.js',
    tree: { '../lib/main.js': whole, lib: { link: '../lib' } },
  }),
  refused({ id: 'manifest/path/folder', says: 'is a folder', tree: { 'main.js': { folder: 'empty' } } }),
  refused({ id: 'manifest/path/named-pipe', says: 'is a named pipe', tree: { 'main.js': { pipe: 'silent' } } }),
  refused({ id: 'manifest/path/huge-file', says: 'is a file of 64 MiB', tree: { 'main.js': { copy: 'entry', paddedTo: huge } } }),
  found({
    id: 'manifest/path/in-a-folder',
    says: 'a file in a folder of the package is found',
    path: 'dist/api/main.js',
    tree: { 'dist/api/main.js': whole },
  }),
  found({
    id: 'manifest/path/link-inside',
    says: 'a link to a file inside the package is followed',
    path: 'main.js',
    tree: { 'dist/main.js': whole, 'main.js': { link: 'dist/main.js' } },
  }),
  besideAnother(taken({ id: 'manifest/path/name-is-taken', says: 'that of another extension', name: '{{besideName}}' })),
  { ...taken({ id: 'manifest/path/name-of-a-route', says: 'that of a route of the host', name: '{{hostRoute}}' }), needs: ['host-routes'] },
]);
