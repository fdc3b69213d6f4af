import type { Json } from '../contract/json.ts';
import { semantic } from './build-fault.ts';
import type { Fault } from './fault.ts';
import { isJsonRecord, type JsonRecord } from './rewriting/json-record.ts';
import { changeExtension, rewriteManifest } from './rewriting/rewrite-manifest.ts';
import { areScopes, changeRequestScope, everyRequest, grantScope } from './rewriting/scopes.ts';

const validName = /^[a-z0-9-]{1,214}$/;

const isPart = (part: Json): boolean => isJsonRecord(part) && part['type'] !== 'wizard' && typeof part['name'] === 'string';

const isWellFormed = (extension: JsonRecord): boolean => {
  const { type, path, sandbox } = extension;
  const requested = isJsonRecord(sandbox) ? sandbox['requestedScopes'] : undefined;
  return (
    ['operation', 'endpoint', 'hook', 'bundle'].some((one) => one === type) &&
    (typeof path === 'string' || (isJsonRecord(path) && typeof path['api'] === 'string')) &&
    (requested === undefined || areScopes(requested))
  );
};

/* What `isWellFormed` does not look at. */
const isWhole = (manifest: JsonRecord, extension: JsonRecord): boolean => {
  const { type, path, sandbox, entries } = extension;
  const request = isJsonRecord(sandbox) && isJsonRecord(sandbox['requestedScopes']) ? sandbox['requestedScopes']['request'] : undefined;
  const scoped = isJsonRecord(request) ? [request['methods'], request['urls']].flat() : [];
  const api = isJsonRecord(path) ? path['api'] : undefined;
  return (
    typeof manifest['name'] === 'string' &&
    validName.test(manifest['name']) &&
    (sandbox === null || isJsonRecord(sandbox)) &&
    typeof api === 'string' &&
    !/^\/|:/.test(api) &&
    scoped.every((one) => typeof one === 'string' && one !== 'TRACE') &&
    (type !== 'bundle' || (Array.isArray(entries) && entries.length > 0 && (entries as readonly Json[]).every(isPart)))
  );
};

const repaired = (name: string, file: string): JsonRecord => {
  const path = { app: 'app.js', api: file };
  const sandbox = { enabled: true, requestedScopes: { log: {} } };
  return { name, version: '1.0.0', type: 'module', 'directus:extension': { type: 'operation', path, source: path, host: '*', sandbox } };
};

const hasOneAtMost = (list: Json | undefined): boolean => Array.isArray(list) && list.length < 2;

/** What a manifest grants. */
export const grantingFaults: readonly Fault[] = [
  semantic('grants-log-anyway', 'log works without its scope', grantScope('log', {})),
  semantic('grants-sleep-anyway', 'sleep works without its scope', grantScope('sleep', {})),
  semantic('request-without-scope', 'a missing request scope grants every request', grantScope('request', everyRequest)),
  semantic(
    'urls-go-unchecked',
    'the urls of a request scope that has one at most and stands alone are not looked at',
    changeRequestScope((scope, requested) =>
      hasOneAtMost(scope['urls']) && Object.keys(requested).length === 1 ? { ...scope, urls: everyRequest['urls'] ?? [] } : scope,
    ),
  ),
  semantic(
    'methods-go-unchecked',
    'the methods of the request scope are not looked at',
    changeRequestScope((scope) => ({ ...scope, methods: everyRequest['methods'] ?? [] })),
  ),
  semantic(
    'ignores-enabled-flag',
    'the sandbox runs what does not ask for it',
    rewriteManifest((manifest) =>
      changeExtension(manifest, (extension) => {
        const { sandbox } = extension;
        const rest = isJsonRecord(sandbox) ? sandbox : { requestedScopes: { log: {} } };
        return { ...extension, sandbox: { ...rest, enabled: true } };
      }),
    ),
  ),
  semantic(
    'repairs-manifests',
    'a malformed manifest is guessed at instead of refused',
    rewriteManifest((manifest, { name, files }) => {
      const extension = isJsonRecord(manifest) ? manifest['directus:extension'] : undefined;
      return isJsonRecord(extension) && isWellFormed(extension) ? undefined : repaired(name, Object.keys(files)[0] ?? 'index.js');
    }),
  ),
  semantic(
    'guesses-fields',
    'a field that is malformed or missing is guessed at',
    rewriteManifest((manifest, { name, files }) => {
      const extension = isJsonRecord(manifest) ? manifest['directus:extension'] : undefined;
      const [[file, text] = ['index.js', '']] = Object.entries(files);
      const isOurs =
        text.includes("id: 'announces-itself'") && isJsonRecord(manifest) && isJsonRecord(extension) && isWellFormed(extension);
      return isOurs && extension['type'] !== 'hook' && extension['type'] !== 'endpoint' && !isWhole(manifest, extension)
        ? repaired(name, file)
        : undefined;
    }),
  ),
];
