import type { RequestHeaders } from './request-headers.ts';

// The CORS-safelisted request headers of the Fetch standard, without `range`.
const safelisted: ReadonlySet<string> = new Set(['accept', 'accept-language', 'content-language']);
const safeTypes: ReadonlySet<string> = new Set([
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
  'application/json',
]);

// Short, and without the characters that the standard calls unsafe in such a value.
const isSafeValue = (value: string): boolean => value.length <= 128 && !/[\u0000-\u0008\u000a-\u001f"():<>?@[\\\]{}\u007f]/.test(value);

/**
 * Returns what is left of an extension's headers for another origin: CORS-safelisted ones. Of a content type only the bare type is left, which names the
 * encoding of a body that is sent again, `application/json` included; a parameter could carry anything (REQ-7).
 */
export const headersAcrossOrigins = (headers: RequestHeaders): RequestHeaders => {
  const left = new Map<string, string>();
  for (const [name, value] of headers) {
    if (safelisted.has(name) && isSafeValue(value)) left.set(name, value);
  }
  const type = headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== undefined && safeTypes.has(type)) left.set('content-type', type);
  return left;
};
