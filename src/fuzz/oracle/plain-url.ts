/** A URL that scope-glob v1 can read, cut into what is compared; `href` is what has to be sent for it. */
export interface PlainUrl {
  readonly href: string;
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly query: string;
}

/** So many characters may a host outside ASCII have, and so often may a path be decodable (REQ-5; RFC 1035). */
const longestName = 253;
const mostDecodings = 4;

const isControl = (code: number): boolean => code < 0x20 || (code >= 0x7f && code <= 0x9f);

const hasForbidden = (raw: string): boolean => {
  for (const character of raw) {
    const code = character.codePointAt(0) ?? 0;
    if (isControl(code) || character === ' ' || character === '\\') return true;
  }
  return false;
};

const until = (text: string, from: number, stops: string): number => {
  let at = from;
  while (at < text.length && !stops.includes(text.charAt(at))) at += 1;
  return at;
};

const hexDigits = '0123456789abcdef';

const decodedByte = (bytes: readonly number[], at: number): number | undefined => {
  if (bytes[at] !== 0x25) return undefined;
  const digits = [bytes[at + 1], bytes[at + 2]].map((byte) => hexDigits.indexOf(String.fromCharCode(byte ?? 0).toLowerCase()));
  const [high = -1, low = -1] = digits;
  return high === -1 || low === -1 ? undefined : high * 16 + low;
};

const decodeOnce = (bytes: readonly number[]): readonly number[] => {
  const decoded: number[] = [];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = decodedByte(bytes, at);
    if (byte === undefined) decoded.push(bytes[at] ?? 0);
    else {
      decoded.push(byte);
      at += 2;
    }
  }
  return decoded;
};

const isEndOfSegment = (bytes: readonly number[], at: number): boolean => {
  const byte = bytes[at] ?? 0;
  const next = bytes[at + 1] ?? 0;
  return byte === 0x3b || isControl(byte) || (byte === 0xc2 && next >= 0x80 && next <= 0x9f);
};

const isDots = (segment: readonly number[]): boolean => {
  let end = 0;
  while (end < segment.length && !isEndOfSegment(segment, end)) end += 1;
  const kept = segment.slice(0, end);
  return (kept.length === 1 || kept.length === 2) && kept.every((byte) => byte === 0x2e);
};

/** Whether any server might take a segment of this raw path for `.` or `..`, or go on decoding it (REQ-5, step 5 of the URL). */
export const leadsUpwards = (rawPath: string): boolean => {
  // every way upwards has a dot or an escape in it
  if (!rawPath.includes('.') && !rawPath.includes('%')) return false;
  let bytes: readonly number[] = [...new TextEncoder().encode(rawPath)];
  let rounds = 0;
  for (let next = decodeOnce(bytes); next.length !== bytes.length; next = decodeOnce(bytes)) {
    bytes = next;
    rounds += 1;
    if (rounds > mostDecodings) return true;
  }
  let segment: number[] = [];
  for (const byte of bytes) {
    if (byte !== 0x2f && byte !== 0x5c) segment.push(byte);
    else if (isDots(segment)) return true;
    else segment = [];
  }
  return isDots(segment);
};

const isWordCharacter = (character: string): boolean =>
  (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9') || character === '_';

const isLabel = (label: string): boolean =>
  label.length >= 1 &&
  label.length <= 63 &&
  isWordCharacter(label.charAt(0)) &&
  isWordCharacter(label.charAt(label.length - 1)) &&
  Array.from(label).every((character) => isWordCharacter(character) || character === '-');

/** Whether a host, as the URL parser wrote it, is an address or a name of plain labels. */
export const isHost = (host: string): boolean => host.startsWith('[') || host.split('.').every(isLabel);

const codeOf = (escape: string): number => Number.parseInt(escape.slice(1), 16);

/** Whether a host as it is written is longer than a name can be; one of ASCII alone never is (decision 011). */
export const isTooLongAName = (host: string): boolean => {
  const escapes = host.match(/%[0-9a-f]{2}/gi) ?? [];
  const isAscii =
    Array.from(host).every((character) => (character.codePointAt(0) ?? 0) < 0x80) && escapes.every((one) => codeOf(one) < 0x80);
  if (isAscii) return false;
  const continuing = escapes.filter((one) => codeOf(one) >= 0x80 && codeOf(one) < 0xc0).length;
  const written = Array.from(host.replaceAll(/%[0-9a-f]{2}/gi, 'x')).length;
  return written - continuing > longestName;
};

/**
 * Reads a URL as scope-glob v1 says it, step by step and slowly; `undefined` when it is denied whatever the globs are.
 * `longest` is how many UTF-16 code units it may have, as it is written and as it is sent.
 */
export const readPlainUrl = (raw: unknown, longest: number): PlainUrl | undefined => {
  // 1. A primitive string without anything that parsers drop or turn round.
  if (typeof raw !== 'string' || raw.length > longest || hasForbidden(raw)) return undefined;
  // 2. The scheme in any case, exactly two slashes, no userinfo.
  const scheme = (['https', 'http'] as const).find((one) => raw.slice(0, one.length + 3).toLowerCase() === `${one}://`);
  if (scheme === undefined) return undefined;
  const from = scheme.length + 3;
  if (raw.charAt(from) === '/') return undefined;
  const endOfAuthority = until(raw, from, '/?#');
  const authority = raw.slice(from, endOfAuthority);
  if (authority.includes('@')) return undefined;
  const colon = authority.lastIndexOf(':');
  const digits = colon === -1 ? '' : authority.slice(colon + 1);
  const hostAsWritten =
    colon !== -1 && Array.from(digits).every((digit) => digit >= '0' && digit <= '9') ? authority.slice(0, colon) : authority;
  if (isTooLongAName(hostAsWritten)) return undefined;
  // 3. What the parser makes of it.
  const url = URL.parse(raw);
  if (url === null || !isHost(url.hostname)) return undefined;
  const port = url.port === '' ? { http: 80, https: 443 }[scheme] : Number(url.port);
  if (port === 0) return undefined;
  // 5. No way upwards, in the path as it is written.
  if (leadsUpwards(raw.slice(endOfAuthority, until(raw, endOfAuthority, '?#')))) return undefined;
  // 4. What is left is what is sent.
  const query = url.search.slice(1);
  const standard = port === { http: 80, https: 443 }[scheme];
  const href = `${scheme}://${url.hostname}${standard ? '' : `:${String(port)}`}${url.pathname}${query === '' ? '' : `?${query}`}`;
  return href.length > longest ? undefined : { href, scheme, host: url.hostname, port, path: url.pathname, query };
};
