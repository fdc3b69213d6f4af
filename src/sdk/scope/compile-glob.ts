import { compileHost } from './compile-host.ts';
import { compilePort } from './compile-port.ts';
import { compileWildcard, type WildcardMatcher } from './compile-wildcard.ts';
import { encodeStretch } from './encode-stretch.ts';
import { hasDotSegment } from './has-dot-segment.ts';
import type { RequestUrl } from './parse-request-url.ts';
import { scopeCeilings } from './scope-ceilings.ts';
import { splitGlob } from './split-glob.ts';

/** Tells whether a parsed URL matches one glob. */
export interface GlobMatcher {
  (url: RequestUrl): boolean;
  /** Whether the glob names one host and no pattern of hosts. */
  readonly literalHost: boolean;
}

/** What a glob should have been. */
export interface GlobError {
  readonly expected: string;
}

const stretchesOf = (text: string): readonly string[] => text.split(/\*+/);

const compilePart = (component: 'path' | 'query', text: string): WildcardMatcher =>
  compileWildcard(stretchesOf(text).map((stretch) => encodeStretch(component, stretch)));

const isEmpty: WildcardMatcher = (text) => text === '';
const isAnything: WildcardMatcher = () => true;

/** Compiles one glob of scope-glob v1, or says what it should have been (REQ-5). */
export const compileGlob = (glob: string): GlobMatcher | GlobError => {
  if (glob.length > scopeCeilings.globLength) return { expected: `a glob of at most ${String(scopeCeilings.globLength)} characters` };
  if (/[\u0000-\u001f\u007f-\u009f\\#]/.test(glob)) return { expected: 'a glob without control characters, "\\" and "#"' };
  const parts = splitGlob(glob);
  if (parts === undefined) return { expected: 'a glob that starts with "http://" or "https://"' };
  const host = compileHost(parts.host);
  if (host === undefined) return { expected: 'a glob whose host is a name, an address, "*" or "*.name"' };
  const anyHost = parts.host === '*';
  const port = compilePort(parts.port, parts.secure, anyHost);
  if (port === undefined) return { expected: 'a glob whose port is a number from 1 to 65535 or "*"' };
  const path = parts.path ?? (anyHost ? '/*' : '/');
  if (hasDotSegment(path)) return { expected: 'a glob without dot segments' };
  // As they are written: the host and the port cost no search, and a path that is missing has none.
  const wildcards = stretchesOf(parts.path ?? '').length - 1 + stretchesOf(parts.query ?? '').length - 1;
  if (wildcards > scopeCeilings.wildcards) return { expected: `a glob of at most ${String(scopeCeilings.wildcards)} wildcards` };
  const pathname = compilePart('path', path);
  const query = parts.query === undefined ? (path.endsWith('*') ? isAnything : isEmpty) : compilePart('query', parts.query);
  const { secure } = parts;
  return Object.assign(
    (url: RequestUrl) => url.secure === secure && host(url.hostname) && port(url.port) && pathname(url.pathname) && query(url.query),
    { literalHost: !parts.host.startsWith('*') },
  );
};
