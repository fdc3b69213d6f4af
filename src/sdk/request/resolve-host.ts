import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { networkError, type SdkError } from '../sdk-error.ts';
import { unlessAborted } from './unless-aborted.ts';

/** Resolves a host name to addresses. */
export type ResolveName = (name: string) => Promise<readonly string[]>;

const bySystem: ResolveName = async (name) => (await lookup(name, { all: true })).map(({ address }) => address);

// RFC 6761, section 6.3: no resolver is asked, which could say anything.
const isLocal = (hostname: string): boolean => hostname === 'localhost' || hostname.endsWith('.localhost');

/** Returns the error of a name without an address that may be connected to; the extension does not learn whether it has others (REQ-15). */
export const unresolvedError = (cause?: unknown): SdkError => networkError('The host of "request" could not be resolved', cause);

/**
 * Returns the addresses of a host as the URL parser serialised it, without brackets: of an address that address, of `localhost` and names below it loopback,
 * of any other name what `resolve` gives, or the system's resolver. It is asked once; what is no address is left out.
 * @throws {SdkError} of kind `network` when there is none; the reason of the signal, once it has aborted.
 */
export const resolveHost = async (
  host: string,
  resolve: ResolveName = bySystem,
  signal: AbortSignal,
): Promise<readonly [string, ...string[]]> => {
  if (isIP(host) !== 0) return [host];
  if (isLocal(host)) return ['127.0.0.1', '::1'];
  signal.throwIfAborted();
  const ask = async (): Promise<readonly string[]> => {
    try {
      return await resolve(host);
    } catch (error) {
      throw unresolvedError(error);
    }
  };
  const [first, ...others] = (await unlessAborted(ask(), signal)).filter((address) => isIP(address) !== 0);
  if (first === undefined) throw unresolvedError();
  return [first, ...others];
};
