// 253 is what a DNS name can have at most without its trailing dot (RFC 1035 section 2.3.4: 255 octets with their lengths).
const longestName = 253;

/**
 * Tells whether a host, as it is written and with or without a port, has no more characters than a DNS name may have; a percent-encoded character counts as one, and a
 * host that is ASCII alone always fits. The URL parser takes quadratic time to bring Unicode into canonical form, so that it must not see
 * more (CWE-407; docs/decisions/011).
 */
export const fitsAName = (host: string): boolean => {
  if (host.length <= longestName || !/[^\u0000-\u007f]|%[89a-f]/i.test(host)) return true;
  // What continues a character, as a byte of UTF-8 or as half of a surrogate pair, does not count.
  const starts = host.replace(/:\d*$/, '').replace(/%[89ab][0-9a-f]|[\udc00-\udfff]/gi, '');
  return starts.replace(/%[0-9a-f]{2}/gi, 'x').length <= longestName;
};
