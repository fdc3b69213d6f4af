import { limitError } from '../sdk-error.ts';

/** Header fields of a response: lower-case names, plain strings, no prototype, so that `__proto__` is a name like any other (REQ-11). */
export type ResponseHeaders = Readonly<Record<string, string>>;

// Node drops what comes after 1,000 fields without a word (measured on 24.21); 16 KiB could hold 4,000.
const most = 500;

/**
 * Returns the fields of a response from Node's raw list of names and values; repeated ones are joined with `, ` (RFC 9110, section 5.3), `set-cookie` too.
 * @throws {SdkError} of kind `limit` for more than 500.
 */
export const readHeaders = (raw: readonly string[]): ResponseHeaders => {
  if (raw.length > most * 2) throw limitError(`The answer of "request" has more than ${String(most)} header fields`);
  const headers = new Map<string, string>();
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = (raw[at] ?? '').toLowerCase();
    const before = headers.get(name);
    const value = raw[at + 1] ?? '';
    headers.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  const fields: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of headers) fields[name] = value;
  return fields;
};
