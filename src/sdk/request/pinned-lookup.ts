import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { networkError } from '../sdk-error.ts';
import { unlessAborted } from './unless-aborted.ts';

/** Resolves a host name to addresses. */
export type ResolveName = (name: string) => Promise<readonly string[]>;

/**
 * Resolves the host of a URL once and returns a lookup that answers only these addresses, so that the connection goes where was looked;
 * `undefined` when the host is an address (REQ-13).
 * @throws {SdkError} of kind `network` when there is no address.
 */
export const pinnedLookup = async (href: string, resolve: ResolveName, signal: AbortSignal): Promise<LookupFunction | undefined> => {
  const { hostname } = new URL(href);
  if (hostname.startsWith('[') || isIP(hostname) !== 0) return undefined;
  const found = (await unlessAborted(resolve(hostname), signal)).map((address) => ({ address, family: isIP(address) }));
  const addresses = found.filter(({ family }) => family !== 0);
  const [first] = addresses;
  if (first === undefined) throw networkError('The host of "request" could not be resolved');
  return (_name, options, callback) => {
    if (options.all === true) callback(null, addresses);
    else callback(null, first.address, first.family);
  };
};
