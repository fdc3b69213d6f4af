import { isIP, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import { quoteText } from '../quote-text.ts';
import { compileHost, type HostMatcher } from '../scope/compile-host.ts';

/** Which hosts the operator lets extensions reach although they are not public. */
export interface AllowedHosts {
  /** Whether the operator allows this name, as the URL parser serialised it. */
  readonly hasName: HostMatcher;
  /** Whether the operator allows this address, without brackets. */
  readonly hasAddress: (address: string) => boolean;
}

type Entry = { readonly name: HostMatcher } | { readonly network: readonly [ipaddr.IPv4 | ipaddr.IPv6, number] };

// As the URL parser writes it: `127.1` is `127.0.0.1`. Nothing but a host is handed to the parser.
const addressOf = (text: string): string | undefined => {
  const host = isIPv6(text) ? `[${text}]` : text;
  if (!/^(?:[^:/?#@\\[\]\s]+|\[[^/?#@\\[\]\s]+\])$/.test(host)) return undefined;
  const bare = URL.parse(`http://${host}/`)?.hostname.replace(/^\[|\]$/g, '') ?? '';
  return isIP(bare) === 0 ? undefined : bare;
};

const compileRange = (text: string): Entry | undefined => {
  const [, start = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const address = addressOf(start);
  if (address === undefined || !ipaddr.isValidCIDR(`${address}/${bits}`)) return undefined;
  const network = ipaddr.parseCIDR(`${address}/${bits}`);
  const first = (isIPv6(address) ? ipaddr.IPv6 : ipaddr.IPv4).networkAddressFromCIDR(`${address}/${bits}`);
  return first.toNormalizedString() === network[0].toNormalizedString() ? { network } : undefined;
};

const compileEntry = (text: string): Entry | undefined => {
  if (text.includes('/')) return compileRange(text);
  const address = addressOf(text);
  if (address !== undefined) return { network: [ipaddr.parse(address), isIPv6(address) ? 128 : 32] };
  const name = text === '*' || text.startsWith('[') ? undefined : compileHost(text);
  return name === undefined ? undefined : { name };
};

/**
 * Compiles the operator's `allowHosts`. A name or `*.name` (labels in front, not the name itself) allows what is asked for by that name, wherever it resolves to
 * but link-local and metadata addresses. An address, or a range whose first address is given, allows what is asked for by such an address, and is what
 * link-local and metadata addresses need on top of the name. Names and addresses are read as the URL parser reads a host (REQ-13).
 * @throws {TypeError} that names the first wrong entry.
 */
export const compileAllowHosts = (entries: readonly string[]): AllowedHosts => {
  const compiled = entries.map((text: unknown, index) => {
    const entry = typeof text === 'string' ? compileEntry(text) : undefined;
    if (entry !== undefined) return entry;
    throw new TypeError(
      `allowHosts[${String(index)}]: expected a host name, "*.name", an address or a range such as 10.0.0.0/8, got ${quoteText(text)}`,
    );
  });
  const names = compiled.flatMap((entry) => ('name' in entry ? [entry.name] : []));
  const networks = compiled.flatMap((entry) => ('network' in entry ? [entry.network] : []));
  return {
    hasName: (hostname) => names.some((matches) => matches(hostname)),
    hasAddress(text) {
      const address = ipaddr.parse(text);
      return networks.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
    },
  };
};
