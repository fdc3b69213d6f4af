import { isIP } from 'node:net';
import { quoteText } from '../quote-text.ts';
import { permissionError } from '../sdk-error.ts';
import { addressClass } from './address-class.ts';
import type { Target } from './admit-address.ts';
import type { RequestContext } from './request-context.ts';
import { resolveHost, unresolvedError } from './resolve-host.ts';

// For the operator alone.
const causeOf = ({ host }: Target, address: string): Error => {
  const isName = isIP(host) === 0;
  const guarded = addressClass(address) === 'guarded';
  const needed = isName ? (guarded ? `${host} and ${address}` : host) : address;
  const what = guarded ? 'a link-local or metadata address' : 'not a public address';
  return new Error(`${isName ? `${host} is at ${address}, which` : address} is ${what}: allowHosts would need ${needed}`);
};

/**
 * Resolves the host of one hop and returns its addresses, every one of which may be connected to (REQ-13).
 * A name with an address that may not fails as one that does not resolve, so that internal names can't be told from names that do not exist (REQ-15).
 * @throws {SdkError} of kind `permission` for an address in the URL, of kind `network` for a name; the address is in its cause.
 */
export const vetAddresses = async (
  { resolve, parts, allowed }: RequestContext,
  href: string,
  literalHost: boolean,
  signal: AbortSignal,
): Promise<readonly [string, ...string[]]> => {
  const host = new URL(href).hostname.replace(/^\[|\]$/g, '');
  const target: Target = { href, host, literalHost };
  const addresses = await resolveHost(host, resolve, signal);
  const refused = addresses.find((address) => !parts.admitAddress(allowed, target, address));
  if (refused === undefined) return addresses;
  const cause = causeOf(target, refused);
  throw host === refused ? permissionError(`No permission to request ${quoteText(href)}`, cause) : unresolvedError(cause);
};
