import type { CallMessage, LoadAnswer, LoadMessage, Rewriting } from '../fault.ts';
import type { Json } from '../../contract/json.ts';
import { among } from './among.ts';
import { isJsonRecord, parseJson } from './json-record.ts';
import { manifestValue } from './rewrite-manifest.ts';
import { areScopes, everyRequest } from './scopes.ts';

/** One request as an extension asks for it, and what its scope grants. */
export interface AskedRequest {
  readonly url: string;
  /** Left out when the extension names none. */
  readonly method?: string;
  readonly urls: readonly string[];
  readonly methods: readonly string[];
}

/** What a sloppy check lets through, as it is sent. */
export interface SloppyRequest {
  readonly url: string;
  readonly method?: string;
}

/** Returns what a sloppy check would send although it must not; `undefined` where it does not differ. */
export type SloppyCheck = (asked: AskedRequest) => SloppyRequest | undefined;

const operationId = /\bid: '([\w-]+)'/;

const texts = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? (value as readonly Json[]).filter((one) => typeof one === 'string') : [];

// A port of its own and an address have to be named (REQ-5, REQ-13); for everything else one sandbox serves.
const globsFor = (url: string): readonly Json[] => {
  const parsed = URL.parse(url);
  const isNamed = parsed !== null && (parsed.port !== '' || /^[\d.]+$|^\[/.test(parsed.hostname));
  return [...texts(everyRequest['urls']), ...(isNamed ? [`${parsed.origin}/*`] : [])];
};

const withRequestScope = (manifestText: string, name: string, request: Json): string => {
  const manifest = parseJson(manifestText);
  const value = isJsonRecord(manifest) ? manifest['directus:extension'] : undefined;
  const sandbox = isJsonRecord(value) ? value['sandbox'] : undefined;
  if (!isJsonRecord(manifest) || !isJsonRecord(value) || !isJsonRecord(sandbox)) throw new TypeError('the manifest has no scopes');
  const requestedScopes = { ...(isJsonRecord(sandbox['requestedScopes']) ? sandbox['requestedScopes'] : {}), request };
  return JSON.stringify({ ...manifest, name, 'directus:extension': { ...value, sandbox: { ...sandbox, requestedScopes } } });
};

/** The same extension under another name, with every request granted. */
const widened = ({ extension, limits }: LoadMessage, name: string, urls: readonly Json[]): LoadMessage => {
  const manifestText = withRequestScope(extension.manifestText, name, { ...everyRequest, urls });
  const files = Object.fromEntries(
    Object.entries(extension.files).map(([path, text]) => [path, text.replace(operationId, (_, id: string) => `id: '${id}-${name}'`)]),
  );
  return { extension: { name, manifestText, files }, limits };
};

/** So many globs a scope may have that is decided about in place of the runtime: enough for what one fault has to show. */
const mostInstead = 10;

/** The same extension with no URL granted, where its globs are a few texts, whatever they say; otherwise as it is. */
const narrowed = (message: LoadMessage): LoadMessage => {
  const { extension } = message;
  const request = manifestValue(extension.manifestText, 'sandbox', 'requestedScopes', 'request');
  if (!isJsonRecord(request) || !areScopes({ request })) return message;
  const globs = request['urls'] as readonly Json[];
  if (globs.length > mostInstead || !globs.every((glob) => typeof glob === 'string')) return message;
  return {
    ...message,
    extension: { ...extension, manifestText: withRequestScope(extension.manifestText, extension.name, { ...request, urls: [] }) },
  };
};

const isOurs = ({ extension }: LoadMessage): boolean => Object.values(extension.files).some((text) => operationId.test(text));

const deciding = (check: SloppyCheck, loadedAs: (message: LoadMessage) => LoadMessage) => (): Rewriting => {
  const loaded = new Map<string, { readonly message: LoadMessage; readonly load: (message: LoadMessage) => Promise<LoadAnswer> }>();
  const wide = new Map<string, string | undefined>(); // no name: the runtime refuses such a scope

  const sandboxFor = async (extension: string, url: string): Promise<string | undefined> => {
    const known = loaded.get(extension);
    if (known === undefined) return undefined;
    const urls = globsFor(url);
    const key = JSON.stringify([extension, urls]);
    if (!wide.has(key)) {
      const name = `${extension}w${String(wide.size)}`;
      wide.set(key, 'sandbox' in (await known.load(widened(known.message, name, urls))) ? name : undefined);
    }
    return wide.get(key);
  };

  const sloppy = ({ entry, input }: CallMessage): SloppyRequest | undefined => {
    const scope = manifestValue(loaded.get(entry.extension)?.message.extension.manifestText ?? '', 'sandbox', 'requestedScopes', 'request');
    if (!isJsonRecord(input) || typeof input['url'] !== 'string' || !isJsonRecord(scope)) return undefined;
    const method = isJsonRecord(input['options']) ? input['options']['method'] : undefined;
    return check({
      url: input['url'],
      ...(typeof method === 'string' ? { method } : {}),
      urls: texts(scope['urls']),
      methods: texts(scope['methods']),
    });
  };

  return {
    load: async (message, forward) => {
      const answer = await forward(loadedAs(message));
      const scopes = manifestValue(message.extension.manifestText, 'sandbox', 'requestedScopes');
      if ('sandbox' in answer && isOurs(message) && areScopes(scopes) && Object.hasOwn(scopes, 'request'))
        loaded.set(message.extension.name, { message, load: forward });
      return answer;
    },
    call: async (message, forward) => {
      const sends = 'operation' in message.entry ? sloppy(message) : undefined;
      const name = sends === undefined ? undefined : await sandboxFor(message.entry.extension, sends.url);
      if (sends === undefined || name === undefined || !('operation' in message.entry) || !isJsonRecord(message.input))
        return forward(message);
      const { options } = message.input;
      const asked = { ...(isJsonRecord(options) ? options : {}), ...(sends.method === undefined ? {} : { method: sends.method }) };
      return forward({
        entry: { extension: name, operation: `${message.entry.operation}-${name}` },
        input: { ...message.input, url: sends.url, options: asked },
      });
    },
  };
};

/**
 * Lets an operation's requests through that a sloppy check would let through, and leaves every other decision to the runtime: what `check` returns is
 * requested by a second sandbox with the same source, to which everything is granted. Speaks of operations whose input has the `url` as text.
 */
export const admitToo = (check: SloppyCheck): (() => Rewriting) => deciding(check, (message) => message);

/**
 * Decides about the requests of the fixture that makes one as its input says, in place of the runtime, which is told of none of its globs: what `check`
 * returns nothing for is refused. Scopes with more than ten globs are left to the runtime.
 */
export const decideInstead = (check: SloppyCheck): (() => Rewriting) =>
  among(
    "id: 'once'",
    deciding((asked) => (asked.urls.length > mostInstead ? undefined : check(asked)), narrowed),
  );
