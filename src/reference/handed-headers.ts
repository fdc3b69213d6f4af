/* They concern one connection or a proxy on the way and mean nothing behind it (RFC 9110, 7.6.1). */
const hopByHop: readonly string[] = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/* What the host's own users prove themselves with (ENDPOINT-9). */
const credentials: readonly string[] = ['authorization', 'cookie'];

/** What an embedder can say of a request that it hands in. */
export interface HandleOptions {
  /** Whether the extension gets `authorization` and `cookie` of the request; no when left out, since it could send them on to any URL of its scope. */
  readonly credentials?: boolean;
}

/** Returns the headers that an extension gets, by their lower-case names: without those of the connection, and without credentials unless they are asked for. */
export const handedHeaders = (
  headers: Iterable<readonly [name: string, value: string]>,
  options: HandleOptions = {},
): Readonly<Record<string, string>> => {
  const given = [...headers].map(([name, value]) => [name.toLowerCase(), value] as const);
  const named = given.flatMap(([name, value]) => (name === 'connection' ? value.split(',').map((one) => one.trim().toLowerCase()) : []));
  const withheld = new Set([...hopByHop, ...named, ...(options.credentials === true ? [] : credentials)]);
  return Object.fromEntries(given.filter(([name]) => !withheld.has(name)));
};
