import fc from 'fast-check';

import type { Json } from '../../contract/json.ts';
import { editJson, type JsonPath } from './edit-json.ts';
import { objectOf } from './json-objects.ts';
import { everything, temptingFields } from './tempting-fields.ts';

/** A change of a manifest, and its name in the count of what was covered. */
export interface ManifestSlip {
  readonly name: string;
  readonly slip: (manifest: Json) => Json;
}

const extension = 'directus:extension';
const sandbox = [extension, 'sandbox'] as const;
const scopes = [...sandbox, 'requestedScopes'] as const;

const fields: readonly JsonPath[] = [
  [extension],
  [extension, 'type'],
  [extension, 'path'],
  [extension, 'path', 'api'],
  [extension, 'path', 'app'],
  [extension, 'source'],
  [extension, 'host'],
  [extension, 'entries'],
  [extension, 'entries', 0],
  [extension, 'entries', 1, 'name'],
  [extension, 'entries', 1, 'type'],
  sandbox,
  [...sandbox, 'enabled'],
  scopes,
  [...scopes, 'log'],
  [...scopes, 'sleep'],
  [...scopes, 'request'],
  [...scopes, 'request', 'methods'],
  [...scopes, 'request', 'methods', 0],
  [...scopes, 'request', 'urls'],
  [...scopes, 'request', 'urls', 0],
  ['version'],
  ['type'],
];

const nameOf = (path: JsonPath): string => path.filter((key) => key !== extension).join('.') || extension;

const odd: readonly (Json | undefined)[] = [undefined, null, true, false, 0, 1, '', 'true', 'log', [], ['log'], {}, { log: {} }];

const put =
  (path: JsonPath, value: Json | undefined) =>
  (manifest: Json): Json =>
    editJson(manifest, path, () => value);

const oddField = fc.tuple(fc.constantFrom(...fields), fc.constantFrom(...odd)).map(([path, value]): ManifestSlip => ({
  name: `${value === undefined ? 'without' : 'odd'} ${nameOf(path)}`,
  slip: put(path, value),
}));

const temptingField = fc
  .constantFrom(...temptingFields.flatMap(([path, values]) => values.map((value) => [path, value] as const)))
  .map(([path, value]): ManifestSlip => ({ name: `tempting ${nameOf(path)}`, slip: put(path, value) }));

const paths = [
  '../index.js',
  '/index.js',
  'missing.js',
  '.',
  '..',
  './index.js',
  'lib/../index.js',
  'lib/../../index.js',
  'index.js\u0000',
  'index.js\u0000.js',
  '%69ndex.js',
  'index.js?x',
  'file:///index.js',
  'https://inside.example/index.js',
  'data:text/javascript,export default {}',
  'directus:api',
  'index.js\\',
  '..\\index.js',
  `${'a/'.repeat(3_000)}index.js`,
] as const;

const wrongPath = fc.constantFrom(...paths).map((path): ManifestSlip => ({
  name: 'another path',
  slip: (manifest) =>
    editJson(manifest, [extension, 'path'], (old) => (typeof old === 'string' ? path : editJson(old ?? null, ['api'], () => path))),
}));

const unknownScope = fc
  .tuple(
    fc.constantFrom('*', 'all', 'Log', 'log ', 'logs', 'SLEEP', 'request ', 'methods', 'urls', 'network', 'l\u043eg', 'log\u0000', '0'),
    fc.constantFrom<Json[]>({}, true, [], null, everything, '*'),
  )
  .map(([name, value]): ManifestSlip => ({ name: 'an unknown scope', slip: put([...scopes, name], value) }));

const unknownKey = fc
  .constantFrom<(readonly [JsonPath, Json])[]>(
    [[...sandbox, 'scopes'], everything],
    [[...sandbox, 'RequestedScopes'], everything],
    [[...sandbox, 'unsafe'], true],
    [[extension, 'requestedScopes'], everything],
    [[extension, 'enabled'], true],
    [[...scopes, 'request', 'url'], 'https://inside.example/*'],
    [[...scopes, 'request', 'method'], 'GET'],
    [[...scopes, 'log', 'enabled'], false],
    [[...scopes, 'sleep', 'ms'], 1],
    [['sandbox'], { enabled: true, requestedScopes: everything }],
  )
  .map(([path, value]): ManifestSlip => ({ name: `an unknown key ${nameOf(path)}`, slip: put(path, value) }));

const objects: readonly JsonPath[] = [[], [extension], [extension, 'path'], sandbox, scopes, [...scopes, 'request'], [...scopes, 'log']];

const hostileKeys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'then',
  'toJSON',
  'length',
  '',
] as const;

const hostileKey = fc
  .tuple(fc.constantFrom(...objects), fc.constantFrom(...hostileKeys), fc.constantFrom('itself', 'as a prototype', 'null', 'everything'))
  .map(([path, key, how]): ManifestSlip => ({
    name: `a key ${JSON.stringify(key)}`,
    slip: (manifest) => {
      const add = (old: Json | undefined): Json | undefined => {
        const values: Readonly<Record<string, Json>> = { itself: old ?? {}, 'as a prototype': { prototype: old ?? {} }, everything };
        return editJson(old ?? null, [key], () => values[how] ?? null);
      };
      return path.length === 0 ? (add(manifest) ?? null) : editJson(manifest, path, (old) => (old === undefined ? undefined : add(old)));
    },
  }));

/* What was an object's own is there only for whoever takes a key `__proto__` for a prototype. */
const belowProto = (object: Json, key: string): Json => {
  if (typeof object !== 'object' || object === null || Array.isArray(object)) return object;
  const entries = Object.entries(object as { readonly [key: string]: Json });
  const moved = entries.filter(([name]) => name === key);
  return objectOf([['__proto__', objectOf(moved)], ...entries.filter(([name]) => name !== key)]);
};

const inherited = fc
  .constantFrom<(readonly [JsonPath, string])[]>(
    [[], extension],
    [[extension], 'type'],
    [[extension], 'path'],
    [[extension], 'sandbox'],
    [[extension, 'path'], 'api'],
    [sandbox, 'enabled'],
    [sandbox, 'requestedScopes'],
    [scopes, 'log'],
    [scopes, 'sleep'],
    [scopes, 'request'],
    [[...scopes, 'request'], 'methods'],
    [[...scopes, 'request'], 'urls'],
  )
  .map(([path, key]): ManifestSlip => ({
    name: `${nameOf([...path, key])} below __proto__`,
    slip: (manifest) =>
      path.length === 0
        ? belowProto(manifest, key)
        : editJson(manifest, path, (old) => (old === undefined ? undefined : belowProto(old, key))),
  }));

/** Changes of a manifest: fields of another shape, tempting ones, unknown keys and scopes, and keys that a careless reader takes for something else. */
export const manifestSlip: fc.Arbitrary<ManifestSlip> = fc.oneof(
  { weight: 5, arbitrary: oddField },
  { weight: 4, arbitrary: temptingField },
  { weight: 2, arbitrary: wrongPath },
  { weight: 2, arbitrary: unknownScope },
  { weight: 2, arbitrary: unknownKey },
  { weight: 3, arbitrary: hostileKey },
  { weight: 3, arbitrary: inherited },
);
