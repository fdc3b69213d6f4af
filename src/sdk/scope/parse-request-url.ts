import type { DenialReason } from './denial-reason.ts';
import { hasDotSegment } from './has-dot-segment.ts';
import { isPlainHost } from './is-plain-host.ts';
import { scopeCeilings } from './scope-ceilings.ts';

/** A URL as it will be matched and sent: without fragment, without an empty query. */
export interface RequestUrl {
  readonly href: string;
  readonly secure: boolean;
  /** As the URL parser serialised it; an IPv6 address keeps its brackets. */
  readonly hostname: string;
  readonly port: number;
  readonly pathname: string;
  /** Without the question mark. */
  readonly query: string;
}

const forbidden = /[\u0000-\u0020\u007f-\u009f\\]/;

const schemeLength = (raw: string): number => {
  const start = raw.slice(0, 6).toLowerCase();
  if (start === 'https:') return 6;
  return start.startsWith('http:') ? 5 : 0;
};

const endOf = (raw: string, from: number, characters: string): number => {
  let end = from;
  while (end < raw.length && !characters.includes(raw.charAt(end))) end += 1;
  return end;
};

/** Parses a URL by the first half of scope-glob v1: what can be read in two ways is denied with a reason, and nothing throws (REQ-5). */
export const parseRequestUrl = (raw: unknown): RequestUrl | DenialReason => {
  if (typeof raw !== 'string') return 'url-not-a-string';
  if (raw.length > scopeCeilings.urlLength) return 'url-too-long';
  if (forbidden.test(raw)) return 'url-forbidden-character';
  const scheme = schemeLength(raw);
  if (scheme === 0) return 'url-scheme';
  if (!raw.startsWith('//', scheme) || raw.charAt(scheme + 2) === '/') return 'url-slashes';
  const endOfAuthority = endOf(raw, scheme + 2, '/?#');
  if (raw.slice(scheme + 2, endOfAuthority).includes('@')) return 'url-userinfo';
  const url = URL.parse(raw);
  if (url === null) return 'url-invalid';
  if (!isPlainHost(url.hostname)) return 'url-host';
  const secure = scheme === 6;
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
  if (port === 0) return 'url-port';
  if (hasDotSegment(raw.slice(endOfAuthority, endOf(raw, endOfAuthority, '?#')))) return 'url-dot-segment';
  if (raw.includes('#')) url.hash = '';
  if (url.search === '' && raw.includes('?')) url.search = '';
  return { href: url.href, secure, hostname: url.hostname, port, pathname: url.pathname, query: url.search.slice(1) };
};
