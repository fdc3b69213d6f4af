import { names } from './vocabulary.ts';
import { variant, type UrlChange } from './url-parts.ts';

const escapeAll = (text: string): string =>
  Array.from(new TextEncoder().encode(text), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

const upperEscapes = (text: string): string => text.replaceAll(/%[0-9a-f]{2}/gi, (one) => one.toUpperCase());
const lowerEscapes = (text: string): string => text.replaceAll(/%[0-9a-f]{2}/gi, (one) => one.toLowerCase());

const inserted = (text: string, piece: string, pick: number): string => {
  const at = pick % (text.length + 1);
  return text.slice(0, at) + piece + text.slice(at);
};

const dotSegments = [
  '/..',
  '/.',
  '/../',
  '/%2e%2e',
  '/.%2E',
  '/%252e%252e',
  '/%25252e.',
  '/..;x',
  '/..%3bx',
  '/..%00',
  '/..%0a/',
  '/..\u0000',
  '/%2e%2e%2f',
  '/..%2f',
  '/..%5c',
  '/%c0%ae%c0%ae',
  '/..%c2%85',
  '/..%85',
  '/...',
  '/..x',
] as const;

/** Texts that parsers read in two ways, by the names under which they are counted: part K of the attack classes. */
export const confusions: Readonly<Record<string, UrlChange>> = {
  userinfo: (draft, pick) => ({ ...draft, userinfo: variant(['user', 'inside.example', 'user:secret', '', 'a%40b', ':'], pick) }),
  'userinfo and another host': (draft, pick) => ({ ...draft, userinfo: draft.host, host: variant(names, pick + 1) }),
  backslash: (draft, pick) => ({ ...draft, path: inserted(draft.path, '\\', pick) }),
  'backslash behind the host': (draft, pick) => ({ ...draft, host: `${variant(names, pick)}\\@${draft.host}` }),
  'backslashes before the host': (draft, pick) => ({ ...draft, slashes: variant(['\\\\', '/\\', '\\/'], pick) }),
  'slashes before the host': (draft, pick) => ({ ...draft, slashes: variant(['///', '/', '', '////'], pick) }),
  'dot segment': (draft, pick) => ({ ...draft, path: `${draft.path}${variant(dotSegments, pick)}${pick % 2 === 0 ? '/x' : ''}` }),
  'dot segment first': (draft, pick) => ({ ...draft, path: `${variant(dotSegments, pick)}${draft.path}` }),
  'escaped path': (draft, pick) => ({
    ...draft,
    path: `/${escapeAll(draft.path.slice(1, 2 + (pick % 3)))}${draft.path.slice(2 + (pick % 3))}`,
  }),
  'twice escaped path': (draft) => ({ ...draft, path: draft.path.replaceAll('%', '%25') }),
  'case of escapes': (draft, pick) => ({ ...draft, path: pick % 2 === 0 ? lowerEscapes(draft.path) : upperEscapes(draft.path) }),
  'double slash': (draft, pick) => ({ ...draft, path: inserted(draft.path, '/', pick) }),
  semicolon: (draft, pick) => ({ ...draft, path: inserted(draft.path, ';', pick) }),
  'case of the host': (draft) => ({ ...draft, host: draft.host.toUpperCase() }),
  'case of the scheme': (draft, pick) => ({ ...draft, scheme: variant(['HTTPS', 'Http', 'hTTps'], pick) }),
  'dot behind the host': (draft) => ({ ...draft, host: `${draft.host}.` }),
  'escaped host': (draft, pick) => ({
    ...draft,
    host: draft.host.replace(/[a-z]/, (one) => (pick % 2 === 0 ? escapeAll(one) : `%25${escapeAll(one).slice(1)}`)),
  }),
  'delimiter escaped in the host': (draft, pick) => ({
    ...draft,
    host: `${draft.host}${variant(['%2f', '%00', '%23', '%40', '%3a', '%5c', '%2e'], pick)}outside.example`,
  }),
  'wide letters': (draft, pick) => ({
    ...draft,
    host: draft.host.replace(variant(['.', 'i', 't'], pick), variant(['。', 'ｉ', 'ｔ'], pick)),
  }),
  'look-alike letters': (draft, pick) => ({
    ...draft,
    host: draft.host.replace(variant(['a', 'e', 's'], pick), variant(['а', 'е', 'ſ'], pick)),
  }),
  'soft hyphen': (draft, pick) => ({ ...draft, host: inserted(draft.host, variant(['\u00ad', '\u200b', '\u2060'], pick), pick) }),
  'spelling of an address': (draft, pick) => ({
    ...draft,
    host: variant(
      [
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
  }),
  'spelling of a port': (draft, pick) => ({
    ...draft,
    port: variant(['0443', '00080', '443', '80', '', '+443', '65536', '0', '4294967739', '8080 ', '٨٠'], pick),
  }),
  'control character': (draft, pick) => ({
    ...draft,
    path: inserted(draft.path, variant(['\t', '\n', '\r', '\u0000', '\u007f', '\u0085', '\u2028', '\ufeff'], pick), pick),
  }),
  'control character in the host': (draft, pick) => ({ ...draft, host: inserted(draft.host, variant(['\t', '\n', '\u0001'], pick), pick) }),
  space: (draft, pick) => ({ ...draft, path: inserted(draft.path, variant([' ', '%20', '\u00a0', '\u3000'], pick), pick) }),
  'space around': (draft, pick) =>
    pick % 2 === 0 ? { ...draft, scheme: ` ${draft.scheme}` } : { ...draft, fragment: `${draft.fragment ?? ''} ` },
  fragment: (draft, pick) => ({ ...draft, fragment: variant(['', 'x', '/..', '@outside.example', '?q=1', '//outside.example'], pick) }),
  'empty query': (draft) => ({ ...draft, query: '' }),
  'question mark in the query': (draft) => ({ ...draft, query: `${draft.query ?? 'q'}?${draft.query ?? ''}` }),
  'escaped question mark': (draft, pick) => ({ ...draft, path: `${draft.path}${variant(['%3f', '%3F'], pick)}q=1` }),
  star: (draft, pick) => ({ ...draft, path: inserted(draft.path, '*', pick) }),
  'lone surrogate': (draft, pick) => ({ ...draft, path: inserted(draft.path, pick % 2 === 0 ? '\ud800' : '\udfff', pick) }),
  'other scheme': (draft, pick) => ({
    ...draft,
    scheme: variant(['file', 'ftp', 'data', 'javascript', 'ws', 'httpss', 'https:https'], pick),
  }),
  'hyphen at an edge': (draft) => ({ ...draft, host: `-${draft.host}` }),
  'long label': (draft) => ({ ...draft, host: `${'a'.repeat(64)}.${draft.host}` }),
  'empty label': (draft) => ({ ...draft, host: draft.host.replace('.', '..') }),
  'long path': (draft, pick) => ({ ...draft, path: draft.path + '/a'.repeat(variant([150, 1_000, 4_000], pick)) }),
};
