import { compileScopes, type CompiledScopes } from '../scope/compile-scopes.ts';
import { describeValue } from '../scope/describe-value.ts';
import { explainIssue } from './explain-issue.ts';
import type { Manifest, ManifestEntry } from './manifest.ts';
import type { ManifestError } from './manifest-error.ts';
import { manifestSchema, type ManifestShape } from './manifest-schema.ts';

/** A manifest, or what is wrong with it. */
export type ManifestResult = { readonly ok: true; readonly manifest: Manifest } | { readonly ok: false; readonly error: ManifestError };

const file = 'package.json';
const longest = 1_048_576;

const refuse = (field: string, expected: string, got: string): ManifestResult => ({ ok: false, error: { file, field, expected, got } });

const parseJson = (text: string): { readonly value: unknown } | undefined => {
  try {
    return { value: JSON.parse(text.replace(/^\ufeff/, '')) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

const entriesOf = (extension: ManifestShape['directus:extension']): readonly ManifestEntry[] => {
  switch (extension.type) {
    case 'hook':
    case 'endpoint':
      return [{ kind: extension.type, path: extension.path }];
    case 'operation':
      return [{ kind: extension.type, path: extension.path.api }];
    case 'bundle':
      return extension.entries.flatMap(({ type, name }) =>
        type === 'hook' || type === 'endpoint' || type === 'operation' ? [{ kind: type, path: extension.path.api, name }] : [],
      );
  }
};

const manifestOf = (shape: ManifestShape, scopes: CompiledScopes): Manifest => ({
  name: shape.name,
  ...(shape.version === undefined ? {} : { version: shape.version }),
  type: shape['directus:extension'].type,
  entries: entriesOf(shape['directus:extension']),
  scopes,
});

/* The position of the first part that has the type and the name of an earlier one. */
const repeatedPart = (extension: ManifestShape['directus:extension']): number => {
  if (extension.type !== 'bundle') return -1;
  const seen = new Set<string>();
  return extension.entries.findIndex(({ type, name }) => seen.size === seen.add(`${type} ${name}`).size);
};

/** Parses the text of a `package.json`, or names the first field that is wrong; throws nothing, whatever the text (MAN-1 to MAN-6). */
export const parseManifest = (manifestText: string): ManifestResult => {
  if (manifestText.length > longest) return refuse('(root)', `at most ${String(longest)} characters`, String(manifestText.length));
  const json = parseJson(manifestText);
  if (json === undefined) return refuse('(root)', 'JSON', describeValue(manifestText));
  const shape = manifestSchema.safeParse(json.value);
  if (!shape.success) {
    const issue = shape.error.issues[0];
    return {
      ok: false,
      error: {
        file,
        ...(issue === undefined ? { field: '(root)', expected: 'a manifest', got: 'something else' } : explainIssue(issue, json.value)),
      },
    };
  }
  const repeated = repeatedPart(shape.data['directus:extension']);
  if (repeated !== -1) {
    const parts: unknown =
      shape.data['directus:extension'].type === 'bundle' ? shape.data['directus:extension'].entries[repeated] : undefined;
    return refuse(
      `directus:extension.entries[${String(repeated)}]`,
      'a part of another type or name than those before it',
      describeValue(parts),
    );
  }
  const { requestedScopes } = shape.data['directus:extension'].sandbox;
  const scopes = compileScopes(requestedScopes === undefined ? {} : requestedScopes);
  if (scopes.ok) return { ok: true, manifest: manifestOf(shape.data, scopes) };
  const { field, expected, got } = scopes.error;
  return refuse(`directus:extension.sandbox.${field}`, expected, got);
};
