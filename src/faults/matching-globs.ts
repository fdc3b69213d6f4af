import { semantic } from './build-fault.ts';
import type { Fault } from './fault.ts';
import { admitToo, decideInstead, type AskedRequest } from './rewriting/admit-too.ts';
import { plainLetters } from './scope/plain-letters.ts';
import { readGlob, readUrl, type UrlParts } from './scope/read-glob.ts';
import { matchesStars, pathOf, sloppyMatch, type Comparison } from './scope/sloppy-match.ts';

const isGranted = ({ url, urls }: AskedRequest): boolean => urls.some((glob) => sloppyMatch(glob, url));

/** A fault under which globs grant URLs that they must not. The method is checked as ever. */
const grants = (name: string, breaks: string, isSloppilyGranted: (asked: AskedRequest) => boolean): Fault =>
  semantic(
    name,
    breaks,
    admitToo((asked) => (asked.methods.includes(asked.method ?? 'GET') && isSloppilyGranted(asked) ? { url: asked.url } : undefined)),
  );

const compares = (name: string, breaks: string, sloppy: Partial<Comparison>): Fault =>
  grants(name, breaks, (asked) => !isGranted(asked) && asked.urls.some((glob) => sloppyMatch(glob, asked.url, sloppy)));

const hrefOf = (url: string): string => URL.parse(url)?.href ?? url;

const isUsual = ({ port }: UrlParts): boolean => port === '80' || port === '443';

const starOf = ({ host }: UrlParts): string | undefined => (host.startsWith('*.') ? host.slice(2) : undefined);

const queryOf = ({ query }: UrlParts): string => query ?? '';

const decoded = (path: string): string =>
  path.replaceAll(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));

const letters = (path: string): string => decoded(path).replaceAll(/[^\w/*]/g, '');

const withMetacharacters = (path: string): RegExp | undefined => {
  if (path.split('*').length > 2) return undefined; // as a regular expression it could backtrack for ever
  try {
    return new RegExp(
      `^${path
        .replaceAll('.', String.raw`\.`)
        .replaceAll(/\*+/g, '.*')
        .replaceAll(/%7B([^%]*)%7D/g, (_, list: string) => `(?:${list.replaceAll(',', '|')})`)}$`,
    );
  } catch {
    return undefined; // no regular expression: nothing more is granted
  }
};

const withDots = (pattern: string, text: string): boolean => {
  if (pattern.split('*').length > 2) return false; // as a regular expression it could backtrack for ever
  const literals = pattern.split('*').map((literal) => literal.split('.').map(RegExp.escape).join('[^]'));
  return new RegExp(`^${literals.join('[^]*')}$`).test(text);
};

/* What an HTTP client makes of the text of a URL. */
const sentFor = (url: string): string | undefined => {
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return undefined;
  for (const part of ['username', 'password', 'hash'] as const) parsed[part] = '';
  return parsed.href;
};

/* As the package glob-to-regexp compares without options: each star is `.*`, which no line break fits; everything else is literal, the whole text counts. */
const matchesAsRegExp = (glob: string, text: string): boolean => !/[\n\r\u2028\u2029]/.test(text) && matchesStars(glob, text);

/** What globs are compared with, and how. */
export const matchingGlobsFaults: readonly Fault[] = [
  compares('schemes-are-not-compared', 'http and https are the same', {
    scheme: () => true,
    port: (glob, url) => glob.port === '*' || glob.port === url.port || (glob.port === undefined && (glob.host === '*' || isUsual(url))),
  }),
  compares('hosts-may-end-alike', 'a host that ends like the name behind *. is granted, without a dot between', {
    host: (glob, url) => starOf(glob) !== undefined && url.host.endsWith(starOf(glob) ?? ''),
  }),
  compares('hosts-may-begin-alike', 'a host that begins like a literal one is granted', {
    host: (glob, url) => !glob.host.startsWith('*') && url.host.startsWith(glob.host),
  }),
  compares('literal-hosts-have-subdomains', 'a literal host grants the hosts below it', {
    host: (glob, url) => url.host.endsWith(`.${glob.host}`),
  }),
  compares('ports-are-not-compared', 'a port is not looked at', { port: () => true }),
  grants('bad-ports-need-no-name', 'a wildcard for ports stands for every port', (asked) => {
    const { port } = readUrl(asked.url) ?? {};
    return port !== '80' && port !== '443' && isGranted(asked);
  }),
  compares('paths-fold-case', 'upper and lower case of a path are the same', {
    path: (glob, url) => matchesStars(pathOf(glob).toLowerCase(), (url.path ?? '/').toLowerCase()),
  }),
  compares('slashes-of-paths-are-merged', 'several slashes of a path are one', {
    path: (glob, url) => matchesStars(pathOf(glob).replaceAll(/\/+/g, '/'), (url.path ?? '/').replaceAll(/\/+/g, '/')),
  }),
  compares('escapes-of-paths-are-decoded', 'what is percent-encoded in a path is the same as plain', {
    path: (glob, url) => matchesStars(decoded(pathOf(glob)), decoded(url.path ?? '/')),
  }),
  compares('only-letters-of-paths-count', 'what is no letter or digit of a path is ignored', {
    path: (glob, url) => matchesStars(letters(pathOf(glob)), letters(url.path ?? '/').replaceAll('*', '')),
  }),
  compares('stars-of-urls-are-wildcards', 'a star in the path of a URL stands for anything', {
    path: (glob, url) => matchesStars(url.path ?? '/', pathOf(glob)),
  }),
  compares('missing-paths-are-anything', 'a glob without a path grants every path', {
    path: (glob) => glob.path === undefined && glob.host !== '*',
    query: () => true,
  }),
  compares('paths-need-only-begin', 'a path that begins with the literal part of a glob is granted', {
    path: (glob, url) => (url.path ?? '/').startsWith(pathOf(glob).split('*')[0] ?? ''),
  }),
  compares('paths-need-only-end', 'a path that ends like a glob is granted', {
    path: (glob, url) => {
      const end = pathOf(glob).split('*').at(-1) ?? '';
      return end.length > 1 && (url.path ?? '/').endsWith(end);
    },
  }),
  compares('stretches-come-in-any-order', 'the literal parts of a path may stand in any order, and over one another', {
    path: (glob, url) => {
      const stretches = pathOf(glob).split('*');
      return stretches.length > 2 && stretches.every((stretch) => (url.path ?? '/').includes(stretch));
    },
  }),
  compares('globs-have-metacharacters', 'brackets, braces and signs of a glob have a meaning', {
    path: (glob, url) => withMetacharacters(pathOf(glob))?.test(url.path ?? '/') === true,
  }),
  compares('queries-are-not-compared', 'a query is not looked at', { query: () => true }),
  compares('queries-need-only-begin', 'a query that begins like the one of the glob is granted', {
    query: (glob, url) => glob.query !== undefined && queryOf(url).startsWith(glob.query.split('*')[0] ?? ''),
  }),
  grants(
    'globs-are-matched-as-text',
    'a glob is compared with the whole text of a URL, and * stands for anything in it',
    (asked) => !isGranted(asked) && asked.urls.some((glob) => matchesStars(glob, asked.url) || matchesStars(glob, hrefOf(asked.url))),
  ),
  semantic(
    'globs-match-as-in-directus',
    'of ten globs at most, any text is one, it is compared with the text of a URL as it is written, and a client reads that text once more to send it',
    decideInstead(({ url, urls, method = 'GET', methods }) => {
      const sent = methods.includes(method) && urls.some((glob) => matchesAsRegExp(glob, url)) ? sentFor(url) : undefined;
      return sent === undefined ? undefined : { url: sent };
    }),
  ),
  compares('stars-of-hosts-cross-slashes', 'the star of *.name stands for a host and the beginning of a path', {
    host: (glob) => starOf(glob) !== undefined,
    path: (glob, url) => matchesStars(`${glob.host}${pathOf(glob)}`, `${url.host}${url.path ?? '/'}`),
  }),
  compares('dots-stand-for-any-character', 'a dot of a glob stands for any character', {
    host: (glob, url) => withDots(glob.host, url.host),
    path: (glob, url) => withDots(pathOf(glob), url.path ?? '/'),
  }),
  grants('question-marks-are-ignored', 'a question mark in a URL is ignored', (asked) => {
    const without = asked.url.replace(/(\/\/[^/?]*\/[^?]*)\?/, '$1');
    return without !== asked.url && !isGranted(asked) && asked.urls.some((glob) => !glob.includes('?') && sloppyMatch(glob, without));
  }),
  grants('granted-text-anywhere-grants', 'a URL is granted that has a granted host anywhere in its text', (asked) => {
    const behind = /^https?:\/\/[^/?#]*([^]*)$/i.exec(asked.url)?.[1] ?? '';
    return asked.urls.some((glob) => {
      const named = readGlob(glob)?.host ?? '*';
      return !named.includes('*') && behind.includes(named);
    });
  }),
  compares('apexes-are-granted', '*.name stands for the name itself, too', { host: (glob, url) => starOf(glob) === url.host }),
  compares('names-behind-a-star-stand-anywhere', 'the name behind *. may stand anywhere in a host', {
    host: (glob, url) => starOf(glob) !== undefined && `.${url.host}.`.includes(`.${starOf(glob) ?? ''}.`) && url.host !== starOf(glob),
  }),
  grants('accents-of-globs-are-dropped', 'a glob stands for its letters without accents', (asked) => {
    const url = readUrl(asked.url);
    return asked.urls.some((glob) => {
      const host = glob.split('/')[2]?.toLowerCase() ?? '';
      return plainLetters(host) !== host && plainLetters(host) === url?.host;
    });
  }),
  grants('parts-of-globs-are-mixed', 'the host of one glob and the path of another grant together', (asked) => {
    const url = readUrl(asked.url);
    const globs = asked.urls.map(readGlob).filter((glob) => glob !== undefined);
    if (url === undefined || isGranted(asked)) return false;
    const hasHost = (glob: UrlParts): boolean => glob.host === url.host && glob.scheme === url.scheme;
    const hasPath = (glob: UrlParts): boolean => matchesStars(pathOf(glob), url.path ?? '/');
    const others = globs.filter((glob) => !hasHost(glob) && !glob.host.startsWith('*'));
    return url.path !== '/' && globs.some(hasHost) && !globs.some((glob) => hasHost(glob) && hasPath(glob)) && others.some(hasPath);
  }),
];
