import type { Rewriting } from '../fault.ts';
import type { Json } from '../../contract/json.ts';
import { manifestValue } from './rewrite-manifest.ts';
import { rewriteSource } from './rewrite-source.ts';
import { everyRequest, grantScope, changeRequestScope } from './scopes.ts';
import { wrapImport } from './wrap-import.ts';

const prefixes = (urls: Json | undefined): string =>
  JSON.stringify(
    Array.isArray(urls) ? (urls as readonly Json[]).map((glob) => (typeof glob === 'string' ? glob : '').replace(/\*.*$/, '')) : [],
  );

/**
 * Grants everything to the operation of this id and puts a check of its own around `request`, in the realm of the extension. `wrapper` is the source text of
 * `(real, prefixes, hasScope) => request`; the prefixes are what stands in front of the wildcards of the scope that was requested.
 */
export const checkInside = (id: string, wrapper: string) => (): Rewriting => ({
  load: (message, forward) => {
    if (!Object.values(message.extension.files).some((text) => text.includes(`id: '${id}'`))) return forward(message);
    const { manifestText } = message.extension;
    const scope = manifestValue(manifestText, 'sandbox', 'requestedScopes', 'request');
    const urls = manifestValue(manifestText, 'sandbox', 'requestedScopes', 'request', 'urls');
    const grant = (scope === undefined ? grantScope('request', everyRequest) : changeRequestScope(() => everyRequest))();
    const wrap = rewriteSource(wrapImport('request', `(real) => (${wrapper})(real, ${prefixes(urls)}, ${String(scope !== undefined)})`))();
    return grant.load === undefined || wrap.load === undefined
      ? forward(message)
      : grant.load(message, (granted) => wrap.load?.(granted, forward) ?? forward(granted));
  },
});
