import { isIP } from 'node:net';
import { addressClass } from './address-class.ts';
import type { AllowedHosts } from './compile-allow-hosts.ts';

/** The host of one hop. */
export interface Target {
  readonly href: string;
  /** As the URL parser serialised it, an IPv6 address without its brackets. */
  readonly host: string;
  /** Whether a glob that matches names this very host. */
  readonly literalHost: boolean;
}

/**
 * Tells whether a request for this host may connect to this address (REQ-13). A public one: always. An internal one: by the name `localhost` or by the address
 * itself where a glob names it or the operator allows it, by any other name where the operator allows the name. Link-local and metadata addresses:
 * where the operator allows the address, and the name when there is one.
 */
export const admitAddress = (allowed: AllowedHosts, { host, literalHost }: Target, address: string): boolean => {
  const found = addressClass(address);
  if (found === 'public') return true;
  const isName = isIP(host) === 0;
  if (found === 'guarded') return allowed.hasAddress(address) && (!isName || allowed.hasName(host));
  if (literalHost && (!isName || host === 'localhost')) return true;
  return isName ? allowed.hasName(host) : allowed.hasAddress(address);
};
