import type { PumpNote } from './carrier.ts';

/** What a line of a child holds: records of its realm, which are not trusted, how many messages are done, or a note of its own program. */
export type ChildLine = { readonly records: string } | { readonly done: number } | { readonly note: PumpNote };

/**
 * Reads one line of a child (`child.js`): `>` and a record as the realm wrote it, `=` and a number, or a JSON object.
 * @throws {Error} when the line is none of them.
 */
export const parseChildLine = (line: string): ChildLine => {
  if (line.startsWith('>')) return { records: line.slice(1) };
  if (/^=\d{1,15}$/.test(line)) return { done: Number(line.slice(1)) };
  return { note: JSON.parse(line) as PumpNote };
};
