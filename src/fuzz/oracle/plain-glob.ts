import { isHost, isTooLongAName, leadsUpwards, type PlainUrl } from './plain-url.ts';

/** A glob of scope-glob v1, cut into what is compared. Stars stand in `path` and `query` only; everything around them is encoded. */
export interface PlainGlob {
  readonly scheme: 'http' | 'https';
  readonly host: { readonly is: 'any' } | { readonly is: 'below' | 'exactly'; readonly name: string };
  /** Any port but those of the bad-port list, or exactly one. */
  readonly port: 'any' | number;
  readonly path: readonly string[];
  /** Anything, nothing, or a pattern. */
  readonly query: 'anything' | 'nothing' | readonly string[];
}

/** A star of a pattern; everything else in it is one character each. */
const star = '*';

/* Fetch standard, section "Port blocking", as ranges, since that is how they are read fastest. */
const blocked =
  '0-1 7 9 11 13 15 17 19-23 25 37 42-43 53 69 77 79 87 95 101-104 109-111 113 115 117 119 123 135 137 139 143 161 179 389 427 465 512-515 526 530-532 540 548 554 556 563 587 601 636 989-990 993 995 1719-1720 1723 2049 3659 4045 4190 5060-5061 6000 6566 6665-6669 6679 6697 10080';

const ranges = blocked.split(' ').map((range) => {
  const [from = '', to = from] = range.split('-');
  return { from: Number(from), to: Number(to) };
});

const isBlocked = (port: number): boolean => ranges.some(({ from, to }) => port >= from && port <= to);

const isAddress = (host: string): boolean => host.startsWith('[') || host.split('.').every((label) => /^\d+$/.test(label));

const readName = (written: string): string | undefined => {
  if (written === '' || Array.from('%/?#@\\*').some((mark) => written.includes(mark))) return undefined;
  if (!written.startsWith('[') && written.includes(':')) return undefined;
  if (isTooLongAName(written)) return undefined;
  const name = URL.parse(`https://${written}/`)?.hostname;
  return name !== undefined && isHost(name) ? name : undefined;
};

const readHost = (written: string): PlainGlob['host'] | undefined => {
  if (written === star) return { is: 'any' };
  const below = written.startsWith('*.');
  const name = readName(below ? written.slice(2) : written);
  if (name === undefined || (below && isAddress(name))) return undefined;
  return { is: below ? 'below' : 'exactly', name };
};

const readPort = (written: string | undefined, scheme: PlainGlob['scheme'], anyHost: boolean): PlainGlob['port'] | undefined => {
  if (written === star) return 'any';
  if (written === undefined) return anyHost ? 'any' : { http: 80, https: 443 }[scheme];
  if (written === '' || Array.from(written).some((digit) => digit < '0' || digit > '9')) return undefined;
  const port = Number(written);
  return port >= 1 && port <= 65_535 ? port : undefined;
};

/* One character at a time through the parser's own setter; the letters around keep it from reading a dot segment or a question mark into it. */
const encode = (part: 'path' | 'query', character: string): string => {
  const url = new URL('https://host/');
  if (part === 'path') {
    url.pathname = `/a${character}a`;
    return url.pathname.slice(2, -1);
  }
  url.search = `?a${character}a`;
  return url.search.slice(2, -1);
};

const known = { path: new Map<string, string>(), query: new Map<string, string>() };

const encoded = (part: 'path' | 'query', character: string): string => {
  const found = known[part].get(character) ?? encode(part, character);
  known[part].set(character, found);
  return found;
};

const readPattern = (part: 'path' | 'query', written: string): readonly string[] =>
  Array.from(written).flatMap((character) => (character === star ? [star] : Array.from(encoded(part, character))));

const starsIn = (written: string): number =>
  Array.from(written).filter((character, at, all) => character === star && all[at - 1] !== star).length;

/** How large a glob may be where its runtime refuses larger ones; no bound where that is left out. */
export interface GlobCeilings {
  readonly length: number;
  readonly wildcards: number;
}

/** Reads a glob as scope-glob v1 says it; `undefined` when it is none, and so grants nothing (REQ-5). */
export const readPlainGlob = (glob: string, ceilings: GlobCeilings): PlainGlob | undefined => {
  if (glob.length > ceilings.length) return undefined;
  const isForbidden = (character: string): boolean => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x20 || (code >= 0x7f && code <= 0x9f) || character === '\\' || character === '#';
  };
  if (Array.from(glob).some(isForbidden)) return undefined;
  const scheme = (['https', 'http'] as const).find((one) => glob.startsWith(`${one}://`));
  if (scheme === undefined) return undefined;
  const rest = glob.slice(scheme.length + 3);
  const [beforeQuery = '', ...behind] = rest.split('?');
  const query = behind.length === 0 ? undefined : behind.join('?');
  const [authority = '', ...segments] = beforeQuery.split('/');
  const path = segments.length === 0 ? undefined : `/${segments.join('/')}`;
  const endOfHost = authority.startsWith('[') ? authority.indexOf(']') + 1 : 0;
  const colon = authority.indexOf(':', endOfHost);
  const host = readHost(colon === -1 ? authority : authority.slice(0, colon));
  if (host === undefined) return undefined;
  const anyHost = host.is === 'any';
  const port = readPort(colon === -1 ? undefined : authority.slice(colon + 1), scheme, anyHost);
  if (port === undefined) return undefined;
  if (leadsUpwards(path ?? '')) return undefined;
  if (starsIn(path ?? '') + starsIn(query ?? '') > ceilings.wildcards) return undefined;
  const meant = path ?? (anyHost ? '/*' : '/');
  return {
    scheme,
    host,
    port,
    path: readPattern('path', meant),
    query: query === undefined ? (meant.endsWith(star) ? 'anything' : 'nothing') : readPattern('query', query),
  };
};

/* Which beginnings of the text fit the pattern so far, by their lengths in rising order: nothing is tried twice, and nothing to get wrong. */
const fits = (pattern: readonly string[], text: string): boolean => {
  let lengths = [0];
  for (const [at, one] of pattern.entries()) {
    const [shortest] = lengths;
    if (shortest === undefined) return false;
    if (one === star && at === pattern.length - 1) return true;
    lengths =
      one === star
        ? Array.from({ length: text.length - shortest + 1 }, (_, more) => shortest + more)
        : lengths.filter((length) => text[length] === one).map((length) => length + 1);
  }
  return lengths.at(-1) === text.length;
};

const fitsHost = (host: PlainGlob['host'], asked: string): boolean => {
  if (host.is === 'any') return true;
  return host.is === 'exactly' ? asked === host.name : asked.endsWith(`.${host.name}`) && asked.length > host.name.length + 1;
};

/** Whether a glob grants a URL. */
export const grantsPlainly = (glob: PlainGlob, url: PlainUrl): boolean =>
  glob.scheme === url.scheme &&
  fitsHost(glob.host, url.host) &&
  (glob.port === 'any' ? !isBlocked(url.port) : glob.port === url.port) &&
  fits(glob.path, url.path) &&
  (glob.query === 'anything' || (glob.query === 'nothing' ? url.query === '' : fits(glob.query, url.query)));
