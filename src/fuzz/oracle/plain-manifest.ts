import { hasOnly, isPlainRecord, own, type PlainRecord } from './plain-record.ts';
import { nothing, readPlainScopes, type PlainNotes, type PlainScopes } from './plain-scopes.ts';

/** What a package has besides its manifest. */
export interface PlainPackage {
  /** Paths of the regular files that are code, with `/`. */
  readonly files: readonly string[];
  /** Parts that the code of a bundle has, each as type, space and name. */
  readonly parts: readonly string[];
}

/** What a manifest is worth where it need not be refused. */
export interface PlainGrants extends PlainScopes {
  /** Whether the contract leaves it open that it is refused. */
  readonly mayBeRefused: boolean;
  /** Whether one that loads has all of these scopes, and not only none beside them. */
  readonly isExact: boolean;
  /** Of a bundle, the parts that it declares, each as type, space and name. */
  readonly parts: readonly string[];
}

/**
 * A verdict about the text of a `package.json`. A refusal has to be in the phase `manifest`, unless only the code shows it; `names` are words of which the
 * error has to have one, empty where it may speak of something else.
 */
export type PlainVerdict =
  | { readonly isRefused: true; readonly names: readonly string[]; readonly isSeenInCode: boolean }
  | ({ readonly isRefused: false } & PlainGrants);

interface Notes extends PlainNotes {
  isSeenInCode: boolean;
}

const isName = (value: unknown): boolean =>
  typeof value === 'string' &&
  value.length > 0 &&
  value.length <= 214 &&
  Array.from(value).every((one) => (one >= 'a' && one <= 'z') || (one >= '0' && one <= '9') || one === '-');

/* Which file a path leads to; `undefined` when it leaves the package. */
const targetOf = (path: string): string | undefined => {
  if (path.startsWith('/')) return undefined;
  const way: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') way.push(segment);
    else if (way.pop() === undefined) return undefined;
  }
  return way.join('/');
};

const readPath = (path: unknown, files: readonly string[], notes: Notes): void => {
  const target = typeof path === 'string' ? targetOf(path) : undefined;
  if (target === undefined || !files.includes(target)) notes.wrong.push('path', ...(typeof path === 'string' && path !== '' ? [path] : []));
  else if (target !== path) notes.isOpen = true;
};

const readSplitPath = (path: unknown, files: readonly string[], notes: Notes): void => {
  if (!isPlainRecord(path)) {
    notes.wrong.push('path');
    return;
  }
  if (typeof own(path, 'app') !== 'string' || !hasOnly(path, ['app', 'api'])) notes.isOpen = true; // only a host with an app needs it
  readPath(own(path, 'api'), files, notes);
};

const partTypes = ['hook', 'endpoint', 'operation', 'interface', 'display', 'layout', 'module', 'panel', 'theme'];

const readParts = (entries: unknown, given: PlainPackage, notes: Notes): readonly string[] => {
  if (!Array.isArray(entries)) {
    notes.wrong.push('entries');
    return [];
  }
  const parts: string[] = [];
  for (const entry of entries as readonly unknown[]) {
    const [type, name] = isPlainRecord(entry) ? [own(entry, 'type'), own(entry, 'name')] : [];
    if (!partTypes.some((one) => one === type)) notes.wrong.push('entries', 'type');
    else if (typeof name !== 'string') notes.wrong.push('entries', 'name');
    else parts.push(`${String(type)} ${name}`);
  }
  if (new Set(parts).size < parts.length) notes.wrong.push('entries');
  const ofHost = parts.filter((part) => ['hook ', 'endpoint ', 'operation '].some((one) => part.startsWith(one)));
  if (ofHost.length === 0) notes.wrong.push('entries', 'bundle');
  else if (notes.wrong.length === 0 && ofHost.some((part) => !given.parts.includes(part))) {
    notes.wrong.push('');
    notes.isSeenInCode = true;
  }
  return ofHost;
};

/* `module` is what every fixture says, and `source` is of no use to a host: whoever misses them refuses nothing that the contract speaks of. */
const isUsual = (manifest: PlainRecord, extension: PlainRecord): boolean => {
  const source = own(extension, 'source');
  const isSplit =
    isPlainRecord(source) && ['app', 'api'].every((key) => typeof own(source, key) === 'string') && hasOnly(source, ['app', 'api']);
  return (
    own(manifest, 'type') === 'module' &&
    typeof own(manifest, 'version') === 'string' &&
    hasOnly(manifest, ['name', 'version', 'type', 'keywords', 'license', 'scripts', 'directus:extension']) &&
    typeof own(extension, 'host') === 'string' &&
    (['hook', 'endpoint'].some((type) => type === own(extension, 'type')) ? typeof source === 'string' : isSplit) &&
    hasOnly(extension, ['type', 'path', 'source', 'host', 'sandbox'])
  );
};

const readExtension = (extension: PlainRecord, given: PlainPackage, notes: Notes): Omit<PlainGrants, 'mayBeRefused' | 'isExact'> => {
  const type = own(extension, 'type');
  const path = own(extension, 'path');
  if (type === 'hook' || type === 'endpoint') readPath(path, given.files, notes);
  else if (type === 'operation' || type === 'bundle') readSplitPath(path, given.files, notes);
  else notes.wrong.push('type');
  const sandbox = own(extension, 'sandbox');
  if (!isPlainRecord(sandbox)) {
    notes.wrong.push('sandbox');
    return { ...nothing, parts: [] };
  }
  if (own(sandbox, 'enabled') !== true) notes.wrong.push('enabled');
  if (!hasOnly(sandbox, ['enabled', 'requestedScopes'])) notes.isOpen = true;
  const scopes = readPlainScopes(sandbox, notes);
  return { ...scopes, parts: type === 'bundle' ? readParts(own(extension, 'entries'), given, notes) : [] };
};

const read = (manifest: unknown, given: PlainPackage, notes: Notes): Omit<PlainGrants, 'mayBeRefused' | 'isExact'> => {
  if (!isPlainRecord(manifest)) {
    notes.wrong.push('');
    return { ...nothing, parts: [] };
  }
  if (!isName(own(manifest, 'name'))) notes.wrong.push('name');
  const extension = own(manifest, 'directus:extension');
  if (!isPlainRecord(extension)) {
    notes.wrong.push('directus:extension');
    return { ...nothing, parts: [] };
  }
  // a bundle always may be (MAN-5)
  if (!isUsual(manifest, extension)) notes.isOpen = true;
  return readExtension(extension, given, notes);
};

/** Reads the text of a `package.json` as MAN-2 to MAN-7 say it, field by field, and says what has to become of its extension. */
export const readPlainManifest = (text: string, given: PlainPackage): PlainVerdict => {
  let manifest: unknown;
  try {
    manifest = JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
  } catch {
    return { isRefused: true, names: [], isSeenInCode: false };
  }
  const notes: Notes = { wrong: [], isSeenInCode: false, isOpen: text.startsWith('\ufeff'), isInexact: false };
  const grants = read(manifest, given, notes);
  const { wrong, isSeenInCode, isOpen, isInexact } = notes;
  if (wrong.length > 0) return { isRefused: true, names: isOpen || wrong.includes('') ? [] : [...new Set(wrong)], isSeenInCode };
  return { isRefused: false, mayBeRefused: isOpen, isExact: !isInexact, ...grants };
};
