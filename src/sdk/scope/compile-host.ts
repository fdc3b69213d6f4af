import { fitsAName } from './fits-a-name.ts';
import { isPlainHost } from './is-plain-host.ts';

/** Tells whether a host as the URL parser serialised it matches. */
export type HostMatcher = (hostname: string) => boolean;

const canonical = (host: string): string | undefined => {
  // The parser would decode a percent sign and end the host at any of the others; a space it refuses by itself.
  if (host === '' || /[%/?#@\\*]/.test(host)) return undefined;
  if (!host.startsWith('[') && host.includes(':')) return undefined;
  if (!fitsAName(host)) return undefined;
  const hostname = URL.parse(`https://${host}/`)?.hostname;
  return hostname !== undefined && isPlainHost(hostname) ? hostname : undefined;
};

const isAddress = (hostname: string): boolean => hostname.startsWith('[') || /^\d+\.\d+\.\d+\.\d+$/.test(hostname);

/** Compiles the host of a glob: `*`, `*.name` (one or more labels in front, not the apex) or a literal; `undefined` when it is none of them (REQ-5). */
export const compileHost = (host: string): HostMatcher | undefined => {
  if (host === '*') return () => true;
  const name = canonical(host.startsWith('*.') ? host.slice(2) : host);
  if (name === undefined) return undefined;
  if (!host.startsWith('*.')) return (hostname) => hostname === name;
  if (isAddress(name)) return undefined;
  // A host of a parsed URL never starts with a dot, so something stands in front.
  const ending = `.${name}`;
  return (hostname) => hostname.endsWith(ending);
};
