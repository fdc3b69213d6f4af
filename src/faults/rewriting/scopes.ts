import type { Json } from '../../contract/json.ts';
import type { Rewriting } from '../fault.ts';
import { isJsonRecord, type JsonRecord } from './json-record.ts';
import { changeExtension, rewriteManifest } from './rewrite-manifest.ts';

const scopeNames = ['log', 'sleep', 'request'];

// The shape that the documentation gives to the scope of this name.
const isScope = (name: string, value: Json | undefined): boolean =>
  isJsonRecord(value) && (name !== 'request' || (Array.isArray(value['methods']) && Array.isArray(value['urls'])));

/** Whether every known scope of a `requestedScopes` value has the right shape. */
export const areScopes = (requested: Json | undefined): requested is JsonRecord =>
  isJsonRecord(requested) && scopeNames.every((name) => !Object.hasOwn(requested, name) || isScope(name, requested[name]));

const changeScopes = (change: (requested: JsonRecord) => JsonRecord | undefined): (() => Rewriting) =>
  rewriteManifest((manifest) =>
    changeExtension(manifest, (extension) => {
      const { sandbox } = extension;
      if (!isJsonRecord(sandbox)) return undefined;
      const requested = sandbox['requestedScopes'] ?? {};
      const requestedScopes = areScopes(requested) ? change(requested) : undefined;
      return requestedScopes === undefined ? undefined : { ...extension, sandbox: { ...sandbox, requestedScopes } };
    }),
  );

/** Grants a scope that was not requested; unknown ones go, so that no strict runtime refuses them. Malformed scopes are left alone. */
export const grantScope = (name: string, scope: JsonRecord): (() => Rewriting) =>
  changeScopes((requested) => {
    if (Object.hasOwn(requested, name)) return undefined;
    return Object.fromEntries([[name, scope], ...Object.entries(requested).filter(([one]) => scopeNames.includes(one))]);
  });

/** Changes a well-formed request scope; `requested` is all that is requested. */
export const changeRequestScope = (change: (scope: JsonRecord, requested: JsonRecord) => JsonRecord): (() => Rewriting) =>
  changeScopes((requested) => {
    const scope = requested['request'];
    return Object.hasOwn(requested, 'request') && isJsonRecord(scope) ? { ...requested, request: change(scope, requested) } : undefined;
  });

/** A request scope that grants everything. */
export const everyRequest: JsonRecord = { methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], urls: ['https://*', 'http://*'] };
