import { join } from 'node:path';
import type { ExtensionPackage } from '../contract/adapter.ts';
import type { BundlePart, GuestSetup } from '../guest/records.ts';
import { manifestErrorMessage, type ManifestError } from '../sdk/manifest/manifest-error.ts';
import type { ManifestEntry } from '../sdk/manifest/manifest.ts';
import { parseManifest } from '../sdk/manifest/parse-manifest.ts';
import { readEntry } from '../sdk/manifest/read-entry.ts';
import { readTextFile } from '../sdk/manifest/read-text-file.ts';
import type { CompiledScopes } from '../sdk/scope/compile-scopes.ts';
import { findPackage, type InstalledPackage } from './find-package.ts';
import { LoadError } from './runtime-error.ts';

/** What a realm needs of an extension: checked, and nothing is read again. */
export interface PreparedExtension {
  /** The package's name. */
  readonly name: string;
  readonly kind: GuestSetup['kind'];
  /** Of a bundle, those that have code for the host. */
  readonly parts?: readonly BundlePart[];
  readonly scopes: CompiledScopes;
  /** The entry file's text. */
  readonly source: string;
}

/** An extension to load: its folder, an installed package, or a package in memory. */
export type ExtensionSource = string | InstalledPackage | ExtensionPackage;

const file = 'package.json';
const longestManifest = 1_048_576;

const refuse = (extension: string, problem: ManifestError): never => {
  const error = { name: 'ManifestError', message: manifestErrorMessage(problem) };
  throw new LoadError(extension, { phase: 'manifest', field: problem.field, problem, error });
};

const readManifest = async (folder: string): Promise<string> => {
  const read = await readTextFile(join(folder, file), longestManifest, { follows: true });
  return read.ok ? read.text : refuse(folder, { file, field: '(root)', expected: read.expected, got: read.got });
};

const packageOf = async (source: ExtensionSource): Promise<Pick<ExtensionPackage, 'name' | 'folder' | 'manifestText'>> => {
  if (typeof source !== 'string' && !('installed' in source)) return source;
  const folder = typeof source === 'string' ? source : findPackage(source);
  return { name: typeof source === 'string' ? source : source.installed, folder, manifestText: await readManifest(folder) };
};

const partOf = ({ kind, name }: ManifestEntry): readonly BundlePart[] => (name === undefined ? [] : [{ kind, name }]);

/**
 * Checks an extension's manifest and reads its entry.
 * @throws {LoadError} of phase `manifest` that names file and field. @throws {RuntimeError} `PACKAGE_NOT_FOUND`.
 */
export const prepareExtension = async (extension: ExtensionSource): Promise<PreparedExtension> => {
  const given = await packageOf(extension);
  const parsed = parseManifest(given.manifestText);
  if (!parsed.ok) return refuse(given.name, parsed.error);
  const { name, type, entries, scopes } = parsed.manifest;
  const [entry] = entries;
  if (entry === undefined) {
    const expected = 'at least one part of type "hook", "endpoint" or "operation"';
    return refuse(name, { file, field: 'directus:extension.entries', expected, got: 'none' });
  }
  const read = await readEntry(given.folder, entry.path);
  if (!read.ok) return refuse(name, read.error);
  const parts = type === 'bundle' ? { parts: entries.flatMap(partOf) } : {};
  return { name, kind: type, ...parts, scopes, source: read.text };
};
