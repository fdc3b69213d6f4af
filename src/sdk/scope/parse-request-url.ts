import type { DenialReason } from './denial-reason.ts';
import { fitsAName } from './fits-a-name.ts';
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

// Scheme, authority and path as they are written, before any parser has straightened them.
const written = /^https?:\/\/(?!\/)([^/?#]*)([^?#]*)/i;

/** Parses a URL by the first half of scope-glob v1: what can be read in two ways is denied with a reason, and nothing throws (REQ-5). */
export const parseRequestUrl = (raw: unknown): RequestUrl | DenialReason => {
  if (typeof raw !== 'string') return 'url-not-a-string';
  if (raw.length > scopeCeilings.urlLength) return 'url-too-long';
  if (forbidden.test(raw)) return 'url-forbidden-character';
  const parts = written.exec(raw);
  if (parts === null) return /^https?:/i.test(raw) ? 'url-slashes' : 'url-scheme';
  const [, authority = '', path = ''] = parts;
  if (authority.includes('@')) return 'url-userinfo';
  if (!fitsAName(authority)) return 'url-host';
  const url = URL.parse(raw);
  if (url === null) return 'url-invalid';
  if (!isPlainHost(url.hostname)) return 'url-host';
  const secure = url.protocol === 'https:';
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
  if (port === 0) return 'url-port';
  if (hasDotSegment(path)) return 'url-dot-segment';
  if (raw.includes('#')) url.hash = '';
  const { search } = url;
  if (search === '' && raw.includes('?')) url.search = '';
  const { href } = url;
  // The ceiling holds for what is sent, too: an href that is checked again has the same answer.
  if (href.length > scopeCeilings.urlLength) return 'url-too-long';
  return { href, secure, hostname: url.hostname, port, pathname: url.pathname, query: search.slice(1) };
};
