import { reason, type ConformanceCase, type Given } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import { act, loadRefusal, refusedAt, texts } from '../../src/contract/reading.ts';
import { beside, load, operation, sequence, unload } from '../../src/contract/stimulus.ts';

const path = { app: 'app.js', api: 'index.js' };
const extension = { type: 'operation', path, source: path, host: '*', sandbox: { enabled: true, requestedScopes: { log: {} } } };
const text = (manifest: Json): string => JSON.stringify(manifest);
const packageOf = (rest: { readonly [key: string]: Json }): Json => ({ name: '{{name}}', version: '1.0.0', type: 'module', ...rest });
const goodText = text(packageOf({ 'directus:extension': extension }));

interface Malformed {
  readonly id: string;
  readonly says: string;
  readonly given: Omit<Given, 'extension'>;
  /** What the error has to name. */
  readonly names: RegExp;
}

const malformed = (row: Malformed): ConformanceCase => ({
  id: row.id,
  clause: 'MAN-3',
  kind: 'refuses',
  says: row.says,
  given: { extension: 'announces-itself', ...row.given },
  when: operation('announces-itself'),
  expect: {
    'the load is refused, and nothing of it runs': (seen) => loadRefusal(seen) !== undefined && texts(seen).length === 0,
    'the error is about the manifest and names the field': reason(
      (seen) => refusedAt(seen, 'manifest') && row.names.exec(loadRefusal(seen)?.error.message ?? '') !== null,
    ),
  },
  // The same for all of them, so that one twin serves them all.
  admits: {
    given: { manifest: {}, manifestText: goodText },
    expect: { 'well-formed, it loads and runs': (seen) => seen.load.accepted && act(seen) === 'ran' },
  },
  catches: ['repairs-manifests', 'names-no-field'],
  covers: ['K27'],
});

// The honest one is called, unloaded, loaded anew and called again.
const harmsNobody = (one: ConformanceCase): ConformanceCase => ({
  ...one,
  given: { beside: { extension: 'honest-operation' }, ...one.given },
  when: sequence(operation('announces-itself'), beside(operation('honest')), unload('beside'), load('beside'), beside(operation('honest'))),
  expect: {
    ...one.expect,
    'the extension beside it goes on working': (seen) => seen.besideCalls[0]?.act === 'honest',
    'the extension beside it can be loaded anew': (seen) => seen.besideLoad?.accepted === true && seen.besideCalls[1]?.act === 'honest',
  },
  catches: [...one.catches, 'one-bad-manifest-stops-all', 'unload-does-nothing'],
});

const scoped = (requestedScopes: Json): { readonly manifest: { readonly [key: string]: Json } } => ({
  manifest: { sandbox: { enabled: true, requestedScopes } },
});

export default defineCases([
  harmsNobody(
    malformed({
      id: 'manifest/malformed/no-json',
      says: 'a package.json that is no JSON is refused',
      given: { manifest: {}, manifestText: goodText.slice(0, -1) },
      names: /package\.json|json|manifest/i,
    }),
  ),
  malformed({
    id: 'manifest/malformed/no-extension-entry',
    says: 'a package.json without directus:extension is refused',
    given: { manifest: {}, manifestText: text(packageOf({})) },
    names: /directus:extension/,
  }),
  harmsNobody(
    malformed({
      id: 'manifest/malformed/unknown-type',
      says: 'an unknown type is refused',
      given: { manifest: { type: 'wizard' } },
      names: /\btype\b/,
    }),
  ),
  harmsNobody(
    malformed({
      id: 'manifest/malformed/scopes-are-a-list',
      says: 'scopes that are a list are refused',
      given: scoped(['log']),
      names: /\brequestedScopes\b/,
    }),
  ),
  malformed({
    id: 'manifest/malformed/scope-is-true',
    says: 'a scope that is true instead of an object is refused',
    given: scoped({ log: true }),
    names: /\blog\b/,
  }),
  malformed({
    id: 'manifest/malformed/methods-are-text',
    says: 'methods that are a text instead of a list are refused',
    given: scoped({ log: {}, request: { methods: 'GET', urls: ['https://inside.test/*'] } }),
    names: /\bmethods\b/,
  }),
]);
