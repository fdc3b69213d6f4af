import { compileScopes } from '../compile-scopes.ts';
import { compileWildcard } from '../compile-wildcard.ts';
import { parseRequestUrl } from '../parse-request-url.ts';
import type { RequestCheck } from '../request-decision.ts';
import { getting } from './decision.testing.ts';

/** Compiles globs that are valid into a check that decides about GET. */
export type CheckMaker = (globs: readonly string[]) => RequestCheck;

/** The check that is shipped. */
export const rightCheck: CheckMaker = (globs) => {
  const scopes = compileScopes(getting(...globs));
  if (!scopes.ok) throw new Error(`${scopes.error.field} is refused: ${scopes.error.expected}`);
  return scopes.check;
};

const matchesTheText: CheckMaker = (globs) => {
  const matchers = globs.map((glob) => compileWildcard(glob.split(/\*+/)));
  return (raw) => {
    const parsed = parseRequestUrl(raw);
    if (typeof parsed === 'string') return { ok: false, reason: parsed };
    if (!matchers.some((matches) => matches(String(raw)))) return { ok: false, reason: 'url-not-granted' };
    return { ok: true, href: parsed.href, method: 'GET', literalHost: false };
  };
};

/** Sends something else than the right check does, wherever that sends something. */
const sending =
  (hrefOf: (raw: string, href: string) => string): CheckMaker =>
  (globs) => {
    const check = rightCheck(globs);
    return (raw) => {
      const decision = check(raw);
      return decision.ok ? { ...decision, href: hrefOf(String(raw), decision.href) } : decision;
    };
  };

const keepsUserinfo: CheckMaker = (globs) => {
  const check = rightCheck(globs);
  return (raw) => {
    const userinfo = /^(https?:\/\/)([^/?#@\\]+@)(.+)$/i.exec(String(raw));
    if (userinfo === null) return check(raw);
    const [, start = '', user = '', rest = ''] = userinfo;
    const decision = check(start + rest);
    return decision.ok ? { ...decision, href: decision.href.replace('://', `://${user}`) } : decision;
  };
};

const endsTheHostAtTheFirstMark: CheckMaker = (globs) => {
  const check = rightCheck(globs);
  return (raw) => {
    const decision = check(raw);
    if (decision.ok || decision.reason !== 'url-forbidden-character') return decision;
    return check(String(raw).replace(/\\.*$/, ''));
  };
};

const dropsControlCharacters: CheckMaker = (globs) => {
  const check = rightCheck(globs);
  return (raw) => check(String(raw).replace(/[\u0000-\u0020]/g, ''));
};

/** Checks that decide about one text and send another; name to check. */
export const wrongChecks: Readonly<Record<string, CheckMaker>> = {
  'matches the text and sends what the parser makes of it': matchesTheText,
  'sends the text that it was asked about': sending((raw) => raw),
  'sends the fragment': sending((raw, href) => href + (/#.*$/.exec(raw)?.[0] ?? '')),
  'sends an empty query': sending((raw, href) => (/^[^?]*\?(?:#|$)/.test(raw) ? `${href}?` : href)),
  'sends what is percent-encoded decoded once more': sending((_raw, href) => href.replace(/%41/g, 'A')),
  'lets userinfo through': keepsUserinfo,
  'ends the host at a backslash': endsTheHostAtTheFirstMark,
  'drops the control characters and spaces': dropsControlCharacters,
};
