/** A URL or a glob cut apart, as text. `query` is `undefined` without `?`, `path` without one, `port` without one. */
export interface UrlParts {
  readonly scheme: string;
  readonly host: string;
  readonly port?: string;
  readonly path?: string;
  readonly query?: string;
}

const cut = /^(https?):\/\/(\[[^\]]*\]|[^/?:]*)(?::([^/?]*))?(\/[^?]*)?(?:\?([\s\S]*))?$/;

const canonical = (host: string): string => {
  const name = host.startsWith('*.') ? host.slice(2) : host;
  return host === '*' ? host : host.slice(0, host.length - name.length) + (URL.parse(`https://${name}/`)?.hostname ?? name);
};

/** Cuts a well-formed glob apart; `undefined` when it is none. */
export const readGlob = (glob: string): UrlParts | undefined => {
  const [, scheme, host, port, path, query] = cut.exec(glob) ?? [];
  return scheme === undefined || host === undefined
    ? undefined
    : {
        scheme,
        host: canonical(host),
        ...(port === undefined ? {} : { port }),
        ...(path === undefined ? {} : { path: URL.parse(`https://host${path}`)?.pathname ?? path }),
        ...(query === undefined ? {} : { query: URL.parse(`https://host?${query}`)?.search.slice(1) ?? query }),
      };
};

/** Cuts a URL apart as the URL parser reads it; `undefined` when it is no http or https URL. */
export const readUrl = (text: string): UrlParts | undefined => {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  const scheme = url.protocol.slice(0, -1);
  const port = url.port === '' ? (scheme === 'https' ? '443' : '80') : url.port;
  return { scheme, host: url.hostname, port, path: url.pathname, ...(url.search === '' ? {} : { query: url.search.slice(1) }) };
};
