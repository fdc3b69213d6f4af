import { isLiteral, type GlobDraft } from './globs.ts';
import type { ChangeUrl, UrlChange } from './url-change.ts';
import { variant } from './url-parts.ts';
import { outside } from './vocabulary.ts';

const escapeAll = (text: string): string =>
  Array.from(new TextEncoder().encode(text), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

const upperEscapes = (text: string): string => text.replaceAll(/%[0-9a-f]{2}/gi, (one) => one.toUpperCase());
const lowerEscapes = (text: string): string => text.replaceAll(/%[0-9a-f]{2}/gi, (one) => one.toLowerCase());

const inserted = (text: string, piece: string, pick: number): string => {
  const at = pick % (text.length + 1);
  return text.slice(0, at) + piece + text.slice(at);
};

const endsInStar = ({ path = '' }: GlobDraft): boolean => path.endsWith('*');

const anywhere = (change: ChangeUrl): UrlChange => ({ change });
const where = (suits: (glob: GlobDraft) => boolean, change: ChangeUrl): UrlChange => ({ change, suits });
const often = (suits: (glob: GlobDraft) => boolean, change: ChangeUrl): UrlChange => ({ change, suits, turn: 'often' });
const harmless = (change: ChangeUrl): UrlChange => ({ change, turn: 'harmless' });

/* Behind the path, and every third time in front of it. */
const dots = (...pieces: readonly [string, ...string[]]): UrlChange =>
  where(endsInStar, (draft, pick) => {
    const piece = variant(pieces, pick);
    return { ...draft, path: pick % 3 === 2 ? piece + draft.path : `${draft.path}${piece}${pick % 2 === 0 ? '/x' : ''}` };
  });

/** Texts that parsers read in two ways, by the names under which they are counted: part K of the attack classes. */
export const confusions: Readonly<Record<string, UrlChange>> = {
  userinfo: anywhere((draft, pick) => ({
    ...draft,
    userinfo: variant(['user', draft.host, 'user:secret', '', 'a%40b', ':'], pick),
    host: pick % 2 === 0 ? draft.host : outside,
  })),
  'userinfo like a host and a port': often(
    ({ port }) => port === '*',
    (draft) => ({ ...draft, userinfo: `${draft.host}:${draft.port ?? 'x'}`, host: outside, port: undefined }),
  ),
  backslash: anywhere((draft, pick) => ({ ...draft, path: inserted(draft.path, '\\', pick) })),
  'backslash at the host': anywhere((draft, pick) => ({
    ...draft,
    ...variant(
      [
        { host: `${outside}\\@${draft.host}` },
        { slashes: '\\\\' },
        { host: `${draft.host}\\@${outside}` },
        { slashes: '/\\' },
        { host: `${outside}\\.${draft.host}` },
        { slashes: '\\/' },
      ],
      pick,
    ),
  })),
  'slashes before the host': often(
    () => true,
    (draft, pick) => ({ ...draft, slashes: variant(['///', '/', '', '////'], pick) }),
  ),
  'dot segment': { ...dots('/../..', '/..', '/../../x', '/.', '/x/../..'), turn: 'often' },
  'escaped dot segment': dots('/%2e%2e/%2e%2e', '/.%2E', '/%2e', '/%2e%2e%2f', '/..%2f', '/..%5c'),
  'dot segment that is escaped twice': dots('/%252e%252e', '/%25252e.', '/..%252f', '/%252e', '/%2525252525'),
  'dot segment with a parameter': dots('/..;x', '/..%3bx', '/..;/', '/.;', '/..%253b'),
  'dot segment with a control character': dots('/..%00', '/..%0a/', '/..\u0000', '/..%c2%85', '/..%85', '/%c0%ae%c0%ae'),
  'escaped path': often(
    ({ path = '' }) => /^\/[\w]/.test(path),
    (draft, pick) => ({
      ...draft,
      path: `/${escapeAll(draft.path.slice(1, 2 + (pick % 3)))}${draft.path.slice(2 + (pick % 3))}`,
    }),
  ),
  'odd character': anywhere((draft, pick) => ({
    ...draft,
    path: inserted(draft.path, variant([';', ' ', '\ud800', '%20', '\u00a0', '%3f', '\udfff', '\u3000', '%3Fq=1', '|'], pick), pick),
  })),
  'control character': anywhere((draft, pick) => ({
    ...draft,
    path: inserted(draft.path, variant(['\t', '\n', '\r', '\u0000', '\u007f', '\u0085', '\u2028', '\ufeff'], pick), pick),
  })),
  'control character at the host': anywhere((draft, pick) => ({
    ...draft,
    ...variant(
      [
        { host: inserted(draft.host, '\t', pick) },
        { scheme: ` ${draft.scheme}` },
        { host: inserted(draft.host, '\n', pick) },
        { fragment: ' ' },
        { host: inserted(draft.host, '\u0001', pick) },
      ],
      pick,
    ),
  })),
  'host that is no name': anywhere((draft, pick) => ({
    ...draft,
    host: variant([`${draft.host}.`, `-${draft.host}`, draft.host.replace('.', '..'), `${'a'.repeat(64)}.${draft.host}`], pick),
  })),
  'delimiter escaped in the host': where(isLiteral, (draft, pick) => ({
    ...draft,
    host: `${draft.host}${variant(['%2f', '%00', '%23', '%40', '%3a', '%5c', '%2e'], pick)}${outside}`,
  })),
  'look-alike letters': often(isLiteral, (draft, pick) => ({
    ...draft,
    host: draft.host.replace(variant(['e', 'a', 's', 'e'], pick), variant(['е', 'а', 'ſ', 'é'], pick)),
  })),
  'spelling of an address': anywhere((draft, pick) => ({
    ...draft,
    host: variant(
      [
        '198.051.100.007',
        '0306.063.0144.07',
        '0xc6336407',
        '3325256711',
        '198.51.25607',
        '198.51.100.7.',
        '[::ffff:198.51.100.7]',
        '[2001:0DB8:0:0::7]',
        '127.1',
        '[::1%25lo]',
      ],
      pick,
    ),
  })),
  'spelling of a port': anywhere((draft, pick) => ({
    ...draft,
    port: variant(['0', '0443', '00080', '443', '80', '', '+443', '65536', '4294967739', '8080 ', '٨٠'], pick),
  })),
  'other scheme': anywhere((draft, pick) => ({
    ...draft,
    scheme: variant(['ftp', 'file', 'data', 'javascript', 'ws', 'httpss', 'https:https'], pick),
  })),
  'long path': anywhere((draft, pick) => ({ ...draft, path: draft.path + '/a'.repeat(variant([150, 1_000, 150, 4_000], pick)) })),
  fragment: harmless((draft, pick) => ({ ...draft, fragment: variant(['top', '', '/..', '@outside.example', '?q=1'], pick) })),
  'case of the host': harmless((draft) => ({ ...draft, host: draft.host.toUpperCase() })),
  'path escaped by a client': harmless((draft) => ({ ...draft, path: encodeURI(draft.path.toWellFormed()).replaceAll('%25', '%') })),
  'case of the scheme': harmless((draft) => ({ ...draft, scheme: draft.scheme === 'http' ? 'Http' : 'hTTps' })),
  'wide letters': harmless((draft, pick) => ({
    ...draft,
    host: draft.host.replace(variant(['.', 'i', 't'], pick), variant(['。', 'ｉ', 'ｔ'], pick)),
  })),
  'empty query': harmless((draft) => ({ ...draft, query: draft.query ?? '' })),
  'case of escapes': harmless((draft, pick) => ({ ...draft, path: pick % 2 === 0 ? lowerEscapes(draft.path) : upperEscapes(draft.path) })),
  'soft hyphen': harmless((draft, pick) => ({ ...draft, host: inserted(draft.host, variant(['\u00ad', '\u200b', '\u2060'], pick), pick) })),
  'escaped host': harmless((draft, pick) => ({
    ...draft,
    host: draft.host.replace(/[a-z]/, (one) => (pick % 3 < 2 ? escapeAll(one) : `%25${escapeAll(one).slice(1)}`)),
  })),
  'twice escaped path': harmless((draft) => ({ ...draft, path: draft.path.replaceAll('%', '%25') })),
};
