import type { Json } from '../contract/json.ts';

/** Bytes of a request's body that an endpoint may get; one with more is answered with 413. */
export const longestBody = 1_048_576;

/** Returns what a route gets as `body`: JSON and forms parsed, text as it is, `{}` for none and for other types; undefined for JSON that is none. */
export const parseBody = (text: string, contentType: string): Json | undefined => {
  const type = contentType.toLowerCase();
  if (text === '') return {};
  if (type.includes('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text));
  if (!type.includes('json')) return type.startsWith('text/') ? text : {};
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
};
