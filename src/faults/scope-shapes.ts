import type { Json } from '../contract/json.ts';
import type { Outcome } from '../contract/outcome.ts';
import { semantic } from './build-fault.ts';
import type { Fault, Rewriting } from './fault.ts';
import { admitToo } from './rewriting/admit-too.ts';
import { checkInside } from './rewriting/check-inside.ts';
import { failOpen } from './rewriting/fail-open.ts';
import { isJsonRecord } from './rewriting/json-record.ts';
import { areScopes, changeRequestScope, everyRequest } from './rewriting/scopes.ts';
import { wrapImport } from './rewriting/wrap-import.ts';
import { rewriteSource } from './rewriting/rewrite-source.ts';

const longGlob = 1024;

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);

const leavesOut = (isLeftOut: (glob: Json, index: number, globs: readonly Json[]) => boolean): (() => Rewriting) =>
  changeRequestScope((scope) => ({ ...scope, urls: listOf(scope['urls']).filter((...one) => !isLeftOut(...one)) }));

const isLong = (glob: Json): boolean => typeof glob === 'string' && glob.length > longGlob;

const isMethod = (method: Json): boolean => listOf(everyRequest['methods']).includes(method);

/** Steps after which somebody who waits for a backtracking matcher gives up. */
const mostSteps = 1_000_000;

/** Whether a glob with wildcards matches, found by trying; `undefined` when that takes too long. */
const byTrying = (glob: string, text: string): boolean | undefined => {
  let steps = 0;
  const from = (at: number, to: number): boolean | undefined => {
    steps += 1;
    if (steps > mostSteps) return undefined;
    if (at === glob.length) return to === text.length;
    if (glob[at] !== '*') return glob[at] === text[to] && from(at + 1, to + 1);
    for (let end = to; end <= text.length; end += 1) {
      const found = from(at + 1, end);
      if (found !== false) return found;
    }
    return false;
  };
  return from(0, 0);
};

const takesLong = (urls: readonly string[], url: string): boolean =>
  urls.some((glob) => (glob.match(/\*/g)?.length ?? 0) > 6 && byTrying(glob, url) === undefined);

/** A call whose decision takes too long is stopped by its limit of time. */
const backtracks = (): Rewriting => {
  let urls: readonly string[] = [];
  const { load, call = (message, forward) => forward(message) } = admitToo((asked) => {
    urls = asked.urls;
    return undefined;
  })();
  return {
    ...(load === undefined ? {} : { load }),
    call: async (message, forward) => {
      const outcome = await call(message, forward);
      const url = isJsonRecord(message.input) ? message.input['url'] : undefined;
      const stopped: Outcome = { status: 'stopped', limit: 'wall' };
      return typeof url === 'string' && takesLong(urls, url) ? stopped : outcome;
    },
  };
};

/** What shape a request scope may have, and how much. */
export const scopeShapeFaults: readonly Fault[] = [
  semantic(
    'malformed-scopes-fail-open',
    'a request scope of the wrong shape grants everything',
    failOpen((scope) => (areScopes({ request: scope }) ? undefined : everyRequest)),
  ),
  semantic(
    'invalid-globs-are-left-out',
    'what is invalid of a request scope with something valid in it is left out, and the rest counts',
    failOpen((scope) => {
      if (!isJsonRecord(scope) || !areScopes({ request: scope })) return undefined;
      const urls = listOf(scope['urls']);
      const methods = listOf(scope['methods']).filter(isMethod);
      if (urls.length < 2 && listOf(scope['methods']).length < 2) return undefined;
      return { methods, urls: urls.length < 2 ? urls : urls.slice(0, 1) };
    }),
  ),
  semantic(
    'scopes-are-kept-in-the-realm',
    'whether there is a scope is read from an object in the realm, and URLs are compared with built-ins as they stand',
    checkInside(
      'forge',
      `(real, prefixes, hasScope) => {
        const scope = hasScope ? { request: {} } : {};
        return async (url, ...rest) => {
          if (typeof url === 'string' && scope.request !== undefined && (prefixes.length === 0 || prefixes.some((one) => url.startsWith(one)))) return real(url, ...rest);
          throw new Error('No permission to use "request"');
        };
      }`,
    ),
  ),
  semantic(
    'objects-as-urls-go-unchecked',
    'a URL that is no text is read once more after the check, and not checked again',
    checkInside(
      'forge',
      `(real, prefixes) => async (url, ...rest) => {
        if (typeof url === 'object') { String(url); return real(String(url), ...rest); }
        if (url.startsWith(prefixes[0])) return real(url, ...rest);
        throw new Error('No permission to use "request"');
      }`,
    ),
  ),
  semantic(
    'odd-urls-are-swallowed',
    'a URL that is read otherwise each time makes request resolve, and nothing is sent',
    checkInside(
      'forge',
      `(real, prefixes) => async (url, ...rest) => {
        if (typeof url === 'object' && String(url) !== String(url)) return { data: '' };
        if (typeof url === 'string' && url.startsWith(prefixes[0])) return real(url, ...rest);
        throw new Error('No permission to use "request"');
      }`,
    ),
  ),
  semantic('long-globs-are-left-out', `a glob of more than ${String(longGlob)} characters does not count`, leavesOut(isLong)),
  semantic(
    'only-the-first-glob-counts',
    'of a scope with two to five globs only the first one counts',
    leavesOut((_, index, globs) => index >= 1 && globs.length <= 5),
  ),
  semantic(
    'later-globs-are-left-out',
    'only the first 32 globs count',
    leavesOut((_, index) => index >= 32),
  ),
  semantic(
    'long-urls-are-denied',
    `a URL of more than ${String(longGlob)} characters is denied`,
    rewriteSource(
      wrapImport(
        'request',
        `(real) => (url, ...rest) => { if (typeof url === 'string' && url.length > ${String(longGlob)} && !url.includes('aaa')) throw new Error('No permission to request ' + url.slice(0, 80)); return real(url, ...rest); }`,
      ),
    ),
  ),
  semantic('globs-backtrack', 'globs are matched by trying, and a call that waits for it is stopped', backtracks),
  semantic(
    'globs-that-take-long-grant',
    'a glob that takes too long to decide grants',
    admitToo(({ url, urls }) => (takesLong(urls, url) ? { url } : undefined)),
  ),
];
