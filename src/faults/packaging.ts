import type { Json } from '../contract/json.ts';
import { semantic } from './build-fault.ts';
import type { Fault, LoadMessage, Rewriting } from './fault.ts';
import { isJsonRecord, overRecords, type JsonRecord } from './rewriting/json-record.ts';
import { changeExtension, manifestValue, rewriteManifest } from './rewriting/rewrite-manifest.ts';
import { rewriteSource } from './rewriting/rewrite-source.ts';
import { areScopes } from './rewriting/scopes.ts';

type Extension = LoadMessage['extension'];

const changed = (name: string, breaks: string, change: (extension: JsonRecord, given: Extension) => JsonRecord | undefined): Fault =>
  semantic(
    name,
    breaks,
    rewriteManifest((manifest, given) => changeExtension(manifest, (extension) => change(extension, given))),
  );

const index = 'index.js';
const indexPath = { app: 'app.js', api: index };

const apiPath = ({ path }: JsonRecord): string | undefined =>
  isJsonRecord(path) && typeof path['api'] === 'string' ? path['api'] : undefined;

/** Runs the index, changed so that it can be told, instead of the file that the manifest names. */
const runsAnotherFile = (): Rewriting => ({
  load: (message, forward) => {
    const { files, manifestText } = message.extension;
    const api = manifestValue(manifestText, 'path', 'api');
    if (typeof api !== 'string' || api === index || !Object.hasOwn(files, api)) return forward(message);
    const { load } = rewriteManifest((manifest) => changeExtension(manifest, (extension) => ({ ...extension, path: indexPath })))();
    const other = { ...files, [index]: (files[index] ?? '').replace("'ran'", "'another file ran'") };
    const given = { ...message, extension: { ...message.extension, files: other } };
    return load === undefined ? forward(given) : load(given, forward);
  },
});

const validName = /^[a-z0-9][a-z0-9-]{0,100}$/;

const parts = ({ type, entries }: JsonRecord): readonly Json[] | undefined =>
  type === 'bundle' && Array.isArray(entries) ? (entries as readonly Json[]) : undefined;

const send = { type: 'operation', name: 'send', source: indexPath };
const nameOf = (part: Json): Json | undefined => (isJsonRecord(part) ? part['name'] : undefined);

const losesParts = (): Rewriting => {
  const bundles = new Set<string>();
  return {
    load: (message, forward) => {
      if (manifestValue(message.extension.manifestText, 'type') === 'bundle') bundles.add(message.extension.name);
      return forward(message);
    },
    call: async (message, forward) =>
      'filter' in message.entry && bundles.has(message.entry.extension) ? { status: 'absent' } : forward(message),
  };
};

const isAbout = (id: string, { files }: Extension): boolean => Object.values(files).some((text) => text.includes(`id: '${id}'`));

const inherited = (record: JsonRecord): JsonRecord => {
  const entries = Object.entries(record);
  const [, below] = entries.find(([key]) => key === '__proto__') ?? [];
  const own = Object.fromEntries(entries.filter(([key]) => key !== '__proto__'));
  return isJsonRecord(below) ? { ...below, ...own } : record;
};

/** Which file of a package runs, under which name, and with which parts. */
export const packagingFaults: readonly Fault[] = [
  changed('takes-any-path', 'whatever the path names is run', (extension, { files }) => {
    const api = apiPath(extension);
    const isFile = api !== undefined && Object.hasOwn(files, api);
    return extension['type'] === 'operation' && api !== undefined && !isFile && Object.hasOwn(files, index)
      ? { ...extension, path: indexPath }
      : undefined;
  }),
  semantic('runs-another-file', 'another file than the one that the manifest names is run', runsAnotherFile),
  semantic(
    'names-are-never-taken',
    'a package may have any name',
    rewriteManifest((manifest, { name }) => {
      if (!isJsonRecord(manifest)) return undefined;
      const { name: given } = manifest;
      return typeof given === 'string' && given !== name && validName.test(given) ? { ...manifest, name } : undefined;
    }),
  ),
  semantic(
    'inherits-from-proto-keys',
    'what stands below a key __proto__ of the manifest is inherited',
    rewriteManifest((manifest) => (manifest === undefined ? undefined : overRecords(manifest, inherited))),
  ),
  semantic('loses-parts-of-bundles', 'the hooks of a bundle never run', losesParts),
  semantic(
    'evaluates-bundles-per-part',
    'the file of a bundle is evaluated more than once',
    rewriteSource((source) => source.replace('evaluated += 1;', 'evaluated += 2;')),
  ),
  changed('registers-undeclared-parts', 'a part that the manifest does not declare runs', (extension) => {
    const entries = parts(extension);
    return entries === undefined || entries.some((part) => nameOf(part) === 'send') || !entries.some((part) => nameOf(part) === 'write')
      ? undefined
      : { ...extension, entries: [...entries, send] };
  }),
  changed('forgets-parts-without-code', 'a part that the code of a bundle does not have is not missed', (extension) => {
    const entries = parts(extension);
    return entries?.some((part) => nameOf(part) === 'ghost') === true
      ? { ...extension, entries: entries.filter((part) => nameOf(part) !== 'ghost') }
      : undefined;
  }),
  changed('drops-repeated-parts', 'of a part that is declared twice one is dropped', (extension) => {
    const entries = parts(extension);
    const once = entries?.filter((part, at) => entries.findIndex((other) => nameOf(other) === nameOf(part)) === at);
    return once === undefined || once.length === entries?.length ? undefined : { ...extension, entries: once };
  }),
  changed('one-scope-is-none', 'a manifest that requests one scope gets none', (extension, given) => {
    const { sandbox } = extension;
    const requested = isJsonRecord(sandbox) ? sandbox['requestedScopes'] : undefined;
    const single = isJsonRecord(requested) && Object.keys(requested).length === 1 && areScopes(requested);
    return single && isJsonRecord(sandbox) && isAbout('uses-everything', given)
      ? { ...extension, sandbox: { ...sandbox, requestedScopes: {} } }
      : undefined;
  }),
];
