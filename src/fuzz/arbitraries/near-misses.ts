import { isAddress, isBelow, isLiteral, nameOf, type GlobDraft } from './globs.ts';
import { addresses, names, outside, ports, queries } from './vocabulary.ts';
import type { ChangeUrl, UrlChange } from './url-change.ts';
import { variant } from './url-parts.ts';

const without = (text: string, at: number): string => text.slice(0, at) + text.slice(at + 1);

const isExact = ({ path }: GlobDraft): boolean => path !== undefined && !path.includes('*');

const hasNoQuery = (glob: GlobDraft): boolean => isExact(glob) && glob.query === undefined;

const hasExactQuery = ({ query }: GlobDraft): boolean => query !== undefined && !query.includes('*');

const hasText = ({ path = '' }: GlobDraft): boolean => /[a-z]/i.test(path);

const endsInText = ({ path = '/' }: GlobDraft): boolean => !path.endsWith('*');

const startsWithText = ({ path }: GlobDraft): boolean => path !== undefined && !path.startsWith('/*');

const hasPattern = ({ path = '' }: GlobDraft): boolean => /\w\+|\[\w+\]|\{.*,.*\}/.test(path);

const otherCase = (text: string): string => text.replaceAll(/[a-z]/gi, (one) => (one < 'a' ? one.toLowerCase() : one.toUpperCase()));

/* What a glob would grant if it were a pattern of another language. */
const asPattern = (path: string): string =>
  path
    .replaceAll(/(\w)\+/g, '$1$1')
    .replaceAll(/\[(\w)\w*\]/g, '$1')
    .replaceAll(/\{([^,{}]*),[^{}]*\}/g, '$1');

const anywhere = (change: ChangeUrl): UrlChange => ({ change });
const where = (suits: (glob: GlobDraft) => boolean, change: ChangeUrl): UrlChange => ({ change, suits });
const often = (suits: (glob: GlobDraft) => boolean, change: ChangeUrl): UrlChange => ({ change, suits, turn: 'often' });
const rarely = (suits: (glob: GlobDraft) => boolean, change: ChangeUrl): UrlChange => ({ change, suits, turn: 'always' });

/** Changes that lead from a URL which a glob just grants to one that it may just not grant. The text stays one that every parser reads alike. */
export const nearMisses: Readonly<Record<string, UrlChange>> = {
  'other scheme': anywhere((draft) => ({ ...draft, scheme: draft.scheme === 'https' ? 'http' : 'https' })),
  'other host': where(isLiteral, (draft, pick) => ({ ...draft, host: variant([outside, ...names, ...addresses], pick) })),
  'host below': often(isLiteral, (draft) => ({ ...draft, host: `sub.${draft.host}` })),
  'host above': often(isBelow, (draft, _, glob) => ({ ...draft, host: nameOf(glob) })),
  'longer label': where(isBelow, (draft, _, glob) => ({ ...draft, host: `evil${nameOf(glob)}` })),
  'name behind the host': often(isLiteral, (draft) => ({ ...draft, host: `${draft.host}.${outside}` })),
  'name behind a host below': often(isBelow, (draft) => ({ ...draft, host: `${draft.host}.${outside}` })),
  'dot of the host replaced': where(isLiteral, (draft) => ({ ...draft, host: draft.host.replace('.', 'x') })),
  'host without accents': rarely(
    ({ host }) => /[^ -~]/.test(host),
    (draft) => ({
      ...draft,
      host: draft.host
        .normalize('NFD')
        .replaceAll(/[^ -~]/g, '')
        .toLowerCase(),
    }),
  ),
  'zeros in an address': rarely(
    ({ host }) => isAddress(host) && host.includes('.'),
    (draft, pick) => ({ ...draft, host: draft.host.replaceAll(/\d+/g, (digits) => digits.padStart(digits.length + 1 + (pick % 2), '0')) }),
  ),
  'address in an address of IPv6': rarely(
    ({ host }) => isAddress(host) && host.includes('.'),
    (draft) => ({ ...draft, host: `[::ffff:${draft.host}]` }),
  ),
  'zone of an address': rarely(
    ({ host }) => host.startsWith('['),
    (draft) => ({ ...draft, host: draft.host.replace(']', '%25lo]') }),
  ),
  'other port': where(
    ({ port, host }) => port !== '*' && host !== '*',
    (draft, pick) => ({ ...draft, port: variant([...ports, undefined], pick) }),
  ),
  'bad port': often(
    ({ port, host }) => port === '*' || (host === '*' && port === undefined),
    (draft, pick) => ({ ...draft, port: variant(['25', '22', '6667', '1'], pick) }),
  ),
  'port in octal digits': anywhere((draft) => ({ ...draft, port: `0${Number(draft.port ?? 443).toString(8)}` })),
  'port and 2^16': anywhere((draft) => ({ ...draft, port: String(Number(draft.port ?? 443) + 65_536) })),
  'no slash behind the host': where(
    ({ path, query }) => (path === undefined || path === '/*') && query === undefined,
    (draft) => ({ ...draft, path: '', query: undefined }),
  ),
  'longer path': where(endsInText, (draft, pick) => ({ ...draft, path: draft.path + variant(['x', '/', '/x', '%20'], pick) })),
  'path behind a bare host': rarely(
    ({ path, host }) => path === undefined && host !== '*',
    (draft, pick) => ({ ...draft, path: variant(['/x', '/x/y', '//', '/items'], pick) }),
  ),
  'shorter path': where(startsWithText, (draft, pick) => ({
    ...draft,
    path: draft.path.length < 2 ? '' : draft.path.slice(0, -1 - (pick % (draft.path.length - 1))),
  })),
  'character of the path gone': where(hasText, (draft, pick) => ({ ...draft, path: without(draft.path, pick % (draft.path.length + 1)) })),
  'case of the path': often(hasText, (draft) => ({ ...draft, path: otherCase(draft.path) })),
  'path before the path': often(startsWithText, (draft, pick) => ({ ...draft, path: variant(['/x', '/', '/items'], pick) + draft.path })),
  'dot of the path replaced': rarely(
    ({ path = '' }) => path.includes('a.b'),
    (draft) => ({ ...draft, path: draft.path.replace('a.b', 'axb') }),
  ),
  'path as a pattern': rarely(hasPattern, (draft) => ({ ...draft, path: asPattern(draft.path) })),
  'pieces of the path in another order': often(
    ({ path = '' }) => path.split(/\*+/).length > 2,
    (draft, pick, { path = '' }) => ({
      ...draft,
      path: path
        .split(/\*+/)
        .toReversed()
        .join(variant(['', 'x', '/'], pick))
        .replace(/^(?!\/)/, '/'),
    }),
  ),
  'slash of the path doubled': where(startsWithText, (draft, pick) => {
    const slashes = [...draft.path.matchAll(/\//g)].map(({ index }) => index);
    const at = slashes[pick % Math.max(1, slashes.length)] ?? 0;
    return { ...draft, path: `${draft.path.slice(0, at)}/${draft.path.slice(at)}` };
  }),
  'question mark in the path': often(hasNoQuery, (draft, pick) => {
    const at = 1 + (pick % Math.max(1, draft.path.length - 1));
    return { ...draft, path: `${draft.path.slice(0, at)}?${draft.path.slice(at)}` };
  }),
  'query added': often(
    (glob) => endsInText(glob) && glob.query === undefined,
    (draft, pick) => ({ ...draft, query: variant(queries, pick) }),
  ),
  'no query': where(
    ({ query }) => query !== undefined,
    (draft) => ({ ...draft, query: undefined }),
  ),
  'longer query': often(hasExactQuery, (draft, pick) => ({ ...draft, query: (draft.query ?? '') + variant(['x', '&x=1', '?'], pick) })),
  'host of a glob behind the host': where(isLiteral, (draft, pick) =>
    pick % 2 === 0
      ? { ...draft, host: outside, path: `/${draft.host}${draft.path}` }
      : { ...draft, host: outside, query: `u=https://${draft.host}${draft.path}` },
  ),
  'star in the path': often(isExact, (draft, pick) => {
    const at = 1 + (pick % Math.max(1, draft.path.length));
    return { ...draft, path: `${draft.path.slice(0, at)}*${draft.path.slice(at)}` };
  }),
  'host below in the path': often(isBelow, (draft) => ({ ...draft, host: outside, path: `/${draft.host}${draft.path}` })),
};
