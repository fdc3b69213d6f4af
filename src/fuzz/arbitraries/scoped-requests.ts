import type fc from 'fast-check';

import type { RequestScope } from '../oracle/decide-plainly.ts';
import { changes, dealChanges, mostPicks } from './deal-changes.ts';
import { diced, type Die } from './diced.ts';
import { globAt, globForms, globText, slots, type GlobDraft } from './globs.ts';
import { variant, urlText, type UrlDraft } from './url-parts.ts';
import { fillers, names, queries } from './vocabulary.ts';

/** A request under a scope. `method` is left out when it is `undefined`. */
export interface AskedRequest {
  readonly url: string;
  readonly method: string | undefined;
  /** What was changed in a URL that a glob grants, for the count of what was covered. */
  readonly changes: readonly string[];
}

/** A scope and what is asked for under it. */
export interface ScopedRequests {
  readonly scope: RequestScope;
  readonly asked: readonly AskedRequest[];
  /** The same globs in their parts. */
  readonly drafts: readonly GlobDraft[];
  /** The forms of scope-glob v1 that its globs have. */
  readonly forms: readonly string[];
}

/** Methods that a scope can grant, and what is none. */
const knownMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const oddMethods = [
  'get',
  'POST,GET',
  'HEAD',
  'Get',
  'GETS',
  'OPTIONS',
  ' GET',
  'TRACE',
  'GET ',
  'CONNECT',
  'GET\u0000',
  '',
  'ＧＥＴ',
] as const;

const methodsOfScopes = [
  ['GET'],
  ['GET'],
  ['GET'],
  ['GET', 'POST'],
  ['GET'],
  ['GET'],
  knownMethods,
  ['GET'],
  ['GET'],
  ['POST'],
  ['GET'],
  [],
] as const;

/* Of the requests of one scope, so many try methods, so many stay as a glob grants them, and so many are only spelt otherwise. */
const tryingMethods = 3;
const unchanged = 4;
const respelt = 5;

const filled = (pattern: string, fill: number): string =>
  pattern.includes('*')
    ? pattern.split(/\*+/).reduce((text, piece, at) => (at === 0 ? piece : text + variant(fillers, fill + at - 1) + piece), '')
    : pattern;

/** Returns a URL that this glob grants, unless a part of the glob is odd. */
const grantedBy = ({ scheme, host, port, path, query }: GlobDraft, fill: number): UrlDraft => {
  const anyHost = host === '*';
  const meant = path ?? (anyHost && fill % 2 === 0 ? '/*' : '');
  const isFree = query === undefined && (meant.endsWith('*') || (anyHost && path === undefined));
  return {
    scheme,
    slashes: '//',
    host: anyHost ? variant(names, fill) : host.replace(/^\*/, 'sub'),
    port: port === '*' ? variant([undefined, '8080', '8443'], fill) : port,
    path: filled(meant, fill),
    query: query !== undefined ? filled(query, fill) : isFree && fill % 3 === 2 ? variant(queries, fill) : undefined,
  };
};

const methodAt = (at: number, turn: number, granted: readonly string[], die: Die): string | undefined => {
  const known = die(16);
  const odd = die(oddMethods.length, (turn * 2 + at) % oddMethods.length);
  if (at < tryingMethods) return at === 0 ? variant(knownMethods, known) : oddMethods[odd];
  return known > 14 ? variant(knownMethods, known) : granted.includes('GET') ? undefined : granted[0];
};

const scoped = (most: number, die: Die, ofTurn: number | undefined): ScopedRequests => {
  const turn = die(2 ** 20, ofTurn);
  const kept = Array.from({ length: slots }, () => die(2, 1) === 1);
  const methods = variant(methodsOfScopes, die(methodsOfScopes.length));
  const globs = Array.from({ length: slots }, (_, slot) => globAt(slot, turn, die));
  const deals = dealChanges(globs, turn, { harmless: respelt, others: most - tryingMethods - unchanged - respelt });
  const asked = Array.from({ length: most }, (_, at): AskedRequest => {
    const deal = deals[at - tryingMethods];
    const glob = globs[die(slots, deal?.slot ?? (turn + at) % slots)] ?? variant(globs as [GlobDraft], 0);
    const [name, made] = variant(changes, die(changes.length, deal?.change ?? 0));
    const pick = die(mostPicks, (deal?.round ?? 0) % mostPicks);
    const fill = die(fillers.length);
    const [isTwofold, second] = [die(20) === 19, die(changes.length)];
    const [more, further] = variant(changes, isTwofold && deal !== undefined ? second : 0);
    const method = methodAt(at, turn, methods, die);
    const draft = further.change(made.change(grantedBy(glob, fill), pick, glob), pick, glob);
    return { url: urlText(draft), method, changes: [name, more].filter((one) => one !== '') };
  });
  const urls = globs.filter((_, slot) => kept[slot]);
  return { scope: { methods, urls: urls.map(globText) }, asked, drafts: urls, forms: urls.flatMap(globForms) };
};

/**
 * Scopes with globs of several forms, and requests near to what they grant, of which more than a third are granted. `most` is how many requests a scope gets.
 * Forms and changes are dealt out by `turn`, so that scopes in a row have all of them; without it the turn is drawn, too.
 */
export const scopedRequests = (most: number, turn?: number): fc.Arbitrary<ScopedRequests> => diced((die) => scoped(most, die, turn));
