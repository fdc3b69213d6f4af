import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SpelledUrl, spelledUrl } from './decisions/spelled-url.testing.ts';
import { type CheckMaker, rightCheck, wrongChecks } from './decisions/wrong-checks.testing.ts';
import type { RequestCheck, RequestDecision } from './request-decision.ts';

const seed = Number(process.env['SANDPROOF_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const numRuns = 6_000;

const globLists: readonly (readonly string[])[] = [
  ['https://*', 'http://*'],
  ['https://a.test/*'],
  ['https://*.a.test/*', 'http://a.test', 'http://b\u00fccher.test:*/*'],
  ['http://127.0.0.1/*', 'http://[::1]:8443/*', 'https://[::ffff:7f00:1]/*'],
  ['https://*/items*', 'https://*/*\u00e9*?*', 'https://*:8443/*A*'],
];

const isAdmitted = (decision: RequestDecision): boolean => decision.ok || decision.reason === 'url-not-granted';

const agree = (one: RequestDecision, other: RequestDecision): boolean =>
  one.ok ? other.ok && one.href === other.href && one.method === other.method : !other.ok && one.reason === other.reason;

// What of a URL goes over the wire, by the parser alone.
const canonicalOf = (url: URL): string => url.origin + url.pathname + url.search;

const wrongHref = (check: RequestCheck, decision: RequestDecision & { readonly ok: true }, asked: URL): string | undefined => {
  const sent = URL.parse(decision.href);
  if (sent?.href !== decision.href) return 'the href is not what a parser makes of it';
  if (decision.href.includes('#')) return 'the href has a fragment';
  if (sent.username !== '' || sent.password !== '' || /^[^/]*\/\/[^/]*@/.test(decision.href)) return 'the href has userinfo';
  if (sent.search === '' && decision.href.includes('?')) return 'the href has an empty query';
  if (sent.origin !== asked.origin) return 'the href has another origin';
  if (decision.href !== canonicalOf(asked)) return 'the href is another resource';
  return agree(check(decision.href), decision) ? undefined : 'the href is decided about in another way';
};

// Why a check does not send what it matched, or `undefined`.
const violation = (check: RequestCheck, { raw, other }: SpelledUrl): string | undefined => {
  const decision = check(raw);
  if (!isAdmitted(decision)) return undefined;
  const asked = URL.parse(raw);
  if (asked === null) return 'what is no URL is admitted';
  const wrong = decision.ok ? wrongHref(check, decision, asked) : undefined;
  if (wrong !== undefined) return wrong;
  if (!agree(check(canonicalOf(asked)), decision)) return 'the canonical spelling is decided about in another way';
  const again = other === undefined ? decision : check(other);
  return isAdmitted(again) && !agree(again, decision) ? 'another spelling is decided about in another way' : undefined;
};

const matchedIsSent = (makeCheck: CheckMaker) => {
  const checks = globLists.map((globs) => ({ check: makeCheck(globs), [fc.toStringMethod]: () => globs.join(' ') }));
  return fc.property(fc.constantFrom(...checks), spelledUrl, ({ check }, url) => {
    expect(violation(check, url)).toBeUndefined();
  });
};

describe(`what is matched is what is sent (SANDPROOF_SEED=${String(seed)})`, () => {
  it('for every URL and every spelling of it', () => {
    const found = fc.check(matchedIsSent(rightCheck), { seed, numRuns });
    expect(fc.defaultReportMessage(found)).toBeUndefined();
    expect(found.numRuns).toBe(numRuns);
  });

  it.each(Object.entries(wrongChecks))('finds a check that %s', (_name, makeCheck) => {
    const found = fc.check(matchedIsSent(makeCheck), { seed, numRuns });
    expect({ failed: found.failed, interrupted: found.interrupted }).toEqual({ failed: true, interrupted: false });
  });

  it('asks about URLs of all kinds', () => {
    const [everywhere, ...narrower] = globLists.map(rightCheck);
    const urls = fc.sample(spelledUrl, { seed, numRuns });
    const reasons = urls.map(({ raw }) => everywhere?.(raw)).map((decision) => (decision?.ok === false ? decision.reason : 'ok'));
    expect(reasons.filter((reason) => reason === 'ok').length).toBeGreaterThan(numRuns / 10);
    expect([...new Set(reasons)].toSorted()).toEqual(
      [
        'ok',
        'url-dot-segment',
        'url-forbidden-character',
        'url-host',
        'url-invalid',
        'url-not-granted',
        'url-port',
        'url-scheme',
        'url-slashes',
        'url-userinfo',
      ].toSorted(),
    );
    for (const check of narrower) expect(urls.filter(({ raw }) => check(raw).ok).length).toBeGreaterThan(numRuns / 200);
    const twice = urls.filter(
      ({ raw, other }) => other !== undefined && other !== raw && isAdmitted(everywhere?.(other) ?? { ok: false, reason: 'no-scope' }),
    );
    expect(twice.length).toBeGreaterThan(numRuns / 20);
  });
});
