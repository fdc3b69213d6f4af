import type { Json } from '../../contract/json.ts';
import type { LoadMessage, Rewriting } from '../fault.ts';
import { isJsonRecord, parseJson, type JsonRecord } from './json-record.ts';

/** Rewrites the manifest of an extension while it is loaded. `change` gets `undefined` where the text is no JSON, and returns `undefined` to leave it alone. */
export const rewriteManifest =
  (change: (manifest: Json | undefined, extension: LoadMessage['extension']) => Json | undefined) => (): Rewriting => ({
    load: (message, forward) => {
      const changed = change(parseJson(message.extension.manifestText), message.extension);
      return forward(
        changed === undefined ? message : { ...message, extension: { ...message.extension, manifestText: JSON.stringify(changed) } },
      );
    },
  });

/** Returns the manifest with another `directus:extension` value; `undefined` when it has none. */
export const changeExtension = (
  manifest: Json | undefined,
  change: (extension: JsonRecord) => JsonRecord | undefined,
): Json | undefined => {
  const extension = isJsonRecord(manifest) ? manifest['directus:extension'] : undefined;
  const changed = isJsonRecord(extension) ? change(extension) : undefined;
  return changed === undefined || !isJsonRecord(manifest) ? undefined : { ...manifest, 'directus:extension': changed };
};

/** Returns the value that a manifest has under `directus:extension`, then under these keys. */
export const manifestValue = (manifestText: string, ...path: readonly string[]): Json | undefined => {
  let at: Json | undefined = parseJson(manifestText);
  for (const key of ['directus:extension', ...path]) at = isJsonRecord(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  return at;
};
