import { grantsPlainly, readPlainGlob, type GlobCeilings, type PlainGlob } from './plain-glob.ts';
import { readPlainUrl } from './plain-url.ts';

/** The value of the scope `request`, with arrays of texts in it. */
export interface RequestScope {
  readonly methods: readonly string[];
  readonly urls: readonly string[];
}

/** Sizes that are told apart; what a runtime must accept lies below them (REQ-5.capacity). */
export interface ScopeCeilings {
  readonly globs: number;
  readonly glob: GlobCeilings;
  readonly url: number;
}

/** No size is told apart: for a runtime whose ceilings nobody knows. */
export const noCeilings: ScopeCeilings = { globs: Infinity, glob: { length: Infinity, wildcards: Infinity }, url: Infinity };

/** What has to become of a request: it is sent to exactly this URL, or nothing leaves. */
export type PlainDecision = { readonly granted: true; readonly href: string } | { readonly granted: false };

/** Decides about one request; a method that is `undefined` is left out. */
export type PlainDecider = (url: unknown, method?: unknown) => PlainDecision;

const known = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const denied: PlainDecision = { granted: false };

/** Returns how requests have to be decided under a scope; `undefined` when the scope is not valid, and so grants nothing (REQ-3, REQ-5). */
export const decidePlainly = ({ methods, urls }: RequestScope, ceilings: ScopeCeilings): PlainDecider | undefined => {
  if (!methods.every((method) => known.includes(method)) || urls.length > ceilings.globs) return undefined;
  const globs = urls.map((glob) => readPlainGlob(glob, ceilings.glob));
  if (globs.includes(undefined)) return undefined;
  return (raw, method) => {
    const asked = method === undefined ? 'GET' : method;
    if (typeof asked !== 'string' || !methods.includes(asked)) return denied;
    const url = readPlainUrl(raw, ceilings.url);
    if (url === undefined) return denied;
    const granted = globs.some((glob): glob is PlainGlob => glob !== undefined && grantsPlainly(glob, url));
    return granted ? { granted: true, href: url.href } : denied;
  };
};
