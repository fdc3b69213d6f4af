import { variant } from './url-parts.ts';
import type { Die } from './diced.ts';
import { addresses, names, oddNames, ports, queries, segments } from './vocabulary.ts';

/** A glob in its parts; a part that is `undefined` is not written. */
export interface GlobDraft {
  readonly scheme: string;
  readonly host: string;
  readonly port: string | undefined;
  readonly path: string | undefined;
  readonly query: string | undefined;
}

/** Writes a glob. */
export const globText = ({ scheme, host, port, path, query }: GlobDraft): string =>
  `${scheme}://${host}${port === undefined ? '' : `:${port}`}${path ?? ''}${query === undefined ? '' : `?${query}`}`;

/** Whether a glob's host is an address, as it is written. */
export const isAddress = (host: string): boolean => /^[\d[]/.test(host) && !/[g-wyz]/i.test(host);

/** Whether a glob's host is one name. */
export const isLiteral = ({ host }: GlobDraft): boolean => !host.startsWith('*') && !isAddress(host);

/** Whether a glob's host is `*.name`. */
export const isBelow = ({ host }: GlobDraft): boolean => host.startsWith('*.');

/** The name of a glob's host, without `*.`. */
export const nameOf = ({ host }: GlobDraft): string => host.replace(/^\*\./, '');

/** Names the forms of scope-glob v1 that a glob has, for the count of what was covered. */
export const globForms = (glob: GlobDraft): readonly string[] => {
  const { host, port, path, query } = glob;
  return [
    `host ${host === '*' ? 'any' : isBelow(glob) ? 'below a name' : isAddress(host) ? 'an address' : 'a name'}`,
    `port ${port === undefined ? 'not written' : port === '*' ? 'any' : 'a number'}`,
    `path ${path === undefined ? 'not written' : path.includes('*') ? (path.endsWith('*') ? 'ends in a star' : 'has a star inside') : 'exact'}`,
    `query ${query === undefined ? 'not written' : query.includes('*') ? 'has a star' : 'exact'}`,
  ];
};

const inner = ['*', 'a*', '*b', 'a*b', '**', '*a*', '*aba*', '*aab*'] as const;

/* How a path is made out of two literal segments and a piece with a star. Each takes the same rolls. */
const paths: readonly [Path, ...Path[]] = [
  (one) => `/${one}`,
  (one) => `/${one}/*`,
  () => undefined,
  (one, other, star) => `/${one}/${star}/${other}`,
  () => '/*',
  (one, other) => `/${one}/${other}`,
  (one, other, star) => `/${star}/${one}*${other}`,
  (one, other, star) => `/${one}${star}${other}`,
];
type Path = (one: string, other: string, star: string) => string | undefined;

/* One glob of a scope has an exact path; the others take turns. */
const exactPath = 5;

const stars = ['*', 'q=*', '*=1', 'q=*&r=*'] as const;

/* Several of a program's globs can't have the same name: 3 and the number of names have no divisor in common. */
const nameAt = (slot: number, turn: number, die: Die): string => variant(names, die(names.length) + slot * 3 + turn);

const hostAt = (slot: number, turn: number, die: Die): string => {
  const name = nameAt(slot, turn, die);
  const address = variant(addresses, turn >> 1);
  const odd = variant(oddNames, turn >> 1);
  switch (slot) {
    case 0:
      return name;
    case 1:
      return `*.${name}`;
    case 2:
      return turn % 2 === 0 ? address : odd;
    case 3:
      return turn % 4 === 3 ? '*' : name;
    default:
      return turn % 4 === 1 ? '*.example' : turn % 2 === 0 ? `*.${name}` : name;
  }
};

/** How many globs a scope has whose forms are dealt out. */
export const slots = 5;

/**
 * A glob of scope-glob v1, nearly always a valid one. The forms of a scope's globs are dealt out: `turn` is a whole number that is another one for the next
 * scope, so that scopes in a row have all of them and each combination comes up.
 */
export const globAt = (slot: number, turn: number, die: Die): GlobDraft => {
  const host = hostAt(slot, turn, die);
  const makePath = variant(paths, slot === 3 ? exactPath : slot + turn);
  const path = makePath(
    variant(segments, die(segments.length)),
    variant(segments, die(segments.length)),
    variant(inner, die(inner.length)),
  );
  const [port, query] = [die(ports.length), die(queries.length)];
  const form = (slot * 2 + turn) % slots;
  return {
    scheme: die(4) === 3 ? 'http' : 'https',
    host,
    port: form === 1 ? variant(ports, port) : form === 2 ? '*' : undefined,
    path,
    query: form === 3 ? variant(queries, query) : form === 4 && turn % 2 === 0 ? variant(stars, query) : undefined,
  };
};
