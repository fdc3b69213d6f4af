import fc from 'fast-check';

import type { RequestScope } from '../oracle/decide-plainly.ts';
import { confusions } from './confusions.ts';
import { globDraft, globForms, globText, type GlobDraft } from './globs.ts';
import { nearMisses } from './near-misses.ts';
import { variant, urlText, type UrlChange, type UrlDraft } from './url-parts.ts';
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
  'Get',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  ' GET',
  'GET ',
  'GET\u0000',
  'GETS',
  'POST,GET',
  '',
  'ＧＥＴ',
] as const;

interface Recipe {
  readonly glob: number;
  readonly fill: number;
  readonly changes: readonly (readonly [name: string, pick: number])[];
  readonly method: string | undefined;
}

const changes: Readonly<Record<string, UrlChange>> = {
  ...Object.fromEntries(Object.entries(nearMisses).map(([name, change]) => [`near: ${name}`, change])),
  ...confusions,
};

const pick = fc.nat({ max: 60 });

const recipe: fc.Arbitrary<Recipe> = fc.record({
  glob: fc.nat({ max: 3 }),
  fill: fc.nat({ max: fillers.length - 1 }),
  changes: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 6, arbitrary: fc.array(fc.tuple(fc.constantFrom(...Object.keys(changes)), pick), { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(fc.tuple(fc.constantFrom(...Object.keys(changes)), pick), { minLength: 2, maxLength: 2 }) },
  ),
  method: fc.oneof(
    { weight: 10, arbitrary: fc.constant(undefined) },
    { weight: 3, arbitrary: fc.constantFrom(...knownMethods) },
    { weight: 1, arbitrary: fc.constantFrom(...oddMethods) },
  ),
});

const filled = (pattern: string, fill: number): string =>
  pattern.split(/\*+/).reduce((text, piece, at) => (at === 0 ? piece : text + variant(fillers, fill + at) + piece), '');

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
    query: query !== undefined ? filled(query, fill) : isFree && fill % 3 === 0 ? variant(queries, fill) : undefined,
  };
};

const asRequest = (globs: readonly [GlobDraft, ...GlobDraft[]], { glob, fill, changes: made, method }: Recipe): AskedRequest => {
  const start = grantedBy(variant(globs, glob), fill);
  const changed = made.reduce((draft, [name, by]) => changes[name]?.(draft, by) ?? draft, start);
  return { url: urlText(changed), method, changes: made.map(([name]) => name) };
};

/** Scopes with one to four globs and requests near to what they grant: nearly half of them are granted. `most` is how many requests a scope gets. */
export const scopedRequests = (most: number): fc.Arbitrary<ScopedRequests> =>
  fc
    .record({
      methods: fc.oneof(
        { weight: 3, arbitrary: fc.constant(['GET'] as const) },
        { weight: 1, arbitrary: fc.constant(knownMethods) },
        { weight: 1, arbitrary: fc.constantFrom([], ['POST'], ['GET', 'POST']) },
      ),
      first: globDraft,
      more: fc.array(fc.tuple(globDraft, fc.boolean()), { maxLength: 3 }),
      recipes: fc.array(recipe, { minLength: 1, maxLength: most, size: 'max' }),
    })
    .map(({ methods, first, more, recipes }) => {
      const { scheme, host } = first;
      // what grants several things of one host is what most scopes look like
      const globs = [first, ...more.map(([draft, isOfTheSameHost]) => (isOfTheSameHost ? { ...draft, scheme, host } : draft))] as const;
      return {
        scope: { methods, urls: globs.map(globText) },
        asked: recipes.map((one) => asRequest(globs, one)),
        drafts: globs,
        forms: globs.flatMap(globForms),
      };
    });
