import { readGlob, readUrl, type UrlParts } from './read-glob.ts';

/** Compares one part of a glob with the same part of a URL. */
export type ComparePart = (glob: UrlParts, url: UrlParts) => boolean;

/** How globs are compared, part by part. */
export interface Comparison {
  readonly scheme: ComparePart;
  readonly host: ComparePart;
  readonly port: ComparePart;
  readonly path: ComparePart;
  readonly query: ComparePart;
}

const parts = ['scheme', 'host', 'port', 'path', 'query'] as const;

/** Whether a text matches a pattern in which a run of `*` is anything; does not backtrack. */
export const matchesStars = (pattern: string, text: string): boolean => {
  const [first = '', ...rest] = pattern.split(/\*+/);
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  const inside = text.slice(0, text.length - last.length);
  let from = first.length;
  for (const stretch of rest) {
    const found = inside.indexOf(stretch, from);
    if (found === -1) return false;
    from = found + stretch.length;
  }
  return true;
};

/** The path that a glob means. */
export const pathOf = ({ host, path }: UrlParts): string => path ?? (host === '*' ? '/*' : '/');

// Written for faults, on the suite's side: no more of scope-glob v1 than tells what a sloppy check grants beyond it.
const strict: Comparison = {
  scheme: (glob, url) => glob.scheme === url.scheme,
  host: (glob, url) => (glob.host.startsWith('*.') ? url.host.endsWith(glob.host.slice(1)) : glob.host === '*' || glob.host === url.host),
  port: (glob, url) => {
    if (glob.port === '*' || (glob.port === undefined && glob.host === '*')) return true;
    return Number(glob.port ?? (glob.scheme === 'https' ? 443 : 80)) === Number(url.port);
  },
  path: (glob, url) => matchesStars(pathOf(glob), url.path ?? '/'),
  query: (glob, url) =>
    glob.query === undefined ? pathOf(glob).endsWith('*') || (url.query ?? '') === '' : matchesStars(glob.query, url.query ?? ''),
};

/** Whether a glob matches a URL when some parts are compared otherwise. */
export const sloppyMatch = (globText: string, urlText: string, sloppy: Partial<Comparison> = {}): boolean => {
  const glob = readGlob(globText);
  const url = readUrl(urlText);
  const compare = { ...strict, ...sloppy };
  return glob !== undefined && url !== undefined && parts.every((part) => compare[part](glob, url));
};
