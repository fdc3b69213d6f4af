import { isIP, type LookupFunction } from 'node:net';

/** Returns a lookup that answers these addresses whatever it is asked, so that a connection goes where was checked and nothing is looked up twice (REQ-13). */
export const pinnedLookup = (addresses: readonly [string, ...string[]]): LookupFunction => {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_name, options, callback) => {
    if (options.all === true) callback(null, found);
    else callback(null, addresses[0], isIP(addresses[0]));
  };
};
