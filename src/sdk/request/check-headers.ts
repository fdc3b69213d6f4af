import { isPlainRecord } from '../scope/is-plain-record.ts';
import { limitError, permissionError, typeError, type SdkError } from '../sdk-error.ts';
import type { SdkLimits } from '../sdk-limits.ts';
import { quoteText } from '../quote-text.ts';
import { framingHeaders, overridingHeaders, overridingPrefixes } from './header-rules.ts';
import type { RequestHeaders } from './request-headers.ts';

// RFC 9110, section 5.6.2, and a field value of section 5.5 without obs-fold.
const token = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;
const fieldValue = /^[\t\u0020-\u007e\u0080-\u00ff]*$/;

// Gateways that hand headers on as environment variables make no difference between the two.
const asServersRead = (name: string): string => name.replaceAll('_', '-');

const overrides = (name: string): boolean => overridingHeaders.has(name) || overridingPrefixes.some((prefix) => name.startsWith(prefix));

/** Returns an extension's headers as they go out: names lower-case, framing fields left out. Anything malformed, overriding or too much is an error (REQ-8). */
export const checkHeaders = (headers: unknown, limits: SdkLimits): RequestHeaders | SdkError => {
  const checked = new Map<string, string>();
  if (headers === undefined) return checked;
  if (!isPlainRecord(headers)) return typeError('The headers of "request" have to be an object of strings');
  let bytes = 0;
  for (const [given, value] of Object.entries(headers)) {
    const name = given.toLowerCase();
    if (!token.test(name)) return typeError(`The header name ${quoteText(given)} of "request" is not a token`);
    if (typeof value !== 'string' || !fieldValue.test(value)) {
      return typeError(`The header ${quoteText(given)} of "request" has to be a string of characters that a header may hold`);
    }
    const read = asServersRead(name);
    if (overrides(read)) return permissionError(`No permission to use "request" with the header ${quoteText(given)}`);
    if (framingHeaders.has(read)) continue;
    bytes += name.length + value.length;
    checked.set(name, value);
  }
  if (checked.size > limits.requestHeaders || bytes > limits.requestHeaderBytes) {
    return limitError(
      `The headers of "request" may be ${String(limits.requestHeaders)} fields of ${String(limits.requestHeaderBytes)} bytes together`,
    );
  }
  return checked;
};
