import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExtensionPackage } from '../contract/adapter.ts';
import type { ExtensionKind } from '../guest/records.ts';
import { manifestErrorMessage, type ManifestError } from '../sdk/manifest/manifest-error.ts';
import { parseManifest } from '../sdk/manifest/parse-manifest.ts';
import { readEntry } from '../sdk/manifest/read-entry.ts';
import type { CompiledScopes } from '../sdk/scope/compile-scopes.ts';
import { LoadError } from './runtime-error.ts';

/** What a realm needs of an extension: checked, and nothing is read again. */
export interface PreparedExtension {
  /** The package's name. */
  readonly name: string;
  readonly kind: ExtensionKind;
  readonly scopes: CompiledScopes;
  /** The entry file's text. */
  readonly source: string;
}

const longestManifest = 1_048_576;

const refuse = (extension: string, error: ManifestError): never => {
  throw new LoadError(extension, {
    phase: 'manifest',
    field: error.field,
    error: { name: 'ManifestError', message: manifestErrorMessage(error) },
  });
};

const readManifest = async (folder: string): Promise<string> => {
  const path = join(folder, 'package.json');
  const { size } = await stat(path);
  if (size > longestManifest)
    return refuse(folder, { file: 'package.json', field: '(root)', expected: `at most ${longestManifest} bytes`, got: String(size) });
  return readFile(path, 'utf8');
};

/**
 * Checks an extension's manifest and reads its entry.
 * @throws {LoadError} of phase `manifest` that names the field; an error of the file system when a folder has no manifest.
 */
export const prepareExtension = async (extension: string | ExtensionPackage): Promise<PreparedExtension> => {
  const given =
    typeof extension === 'string' ? { name: extension, folder: extension, manifestText: await readManifest(extension) } : extension;
  const parsed = parseManifest(given.manifestText);
  if (!parsed.ok) return refuse(given.name, parsed.error);
  const { name, type, entries, scopes } = parsed.manifest;
  const [entry] = entries;
  if (entry === undefined || type === 'bundle') {
    return refuse(name, {
      file: 'package.json',
      field: 'directus:extension.type',
      expected: '"operation", "endpoint" or "hook": bundles are not supported',
      got: JSON.stringify(type),
    });
  }
  const read = await readEntry(given.folder, entry.path);
  if (!read.ok) return refuse(name, read.error);
  return { name, kind: entry.kind, scopes, source: read.text };
};
