import fc from 'fast-check';

import type { Json } from '../../contract/json.ts';

/** How a JSON text is written. */
interface Spelling {
  readonly isReversed: boolean;
  /** What stands between two signs of it. */
  readonly space: string;
  /** Every so many characters of a text are escaped by their number; 0 for none. */
  readonly escaped: number;
}

/* What stands for a name of the run: escaped, nobody would find it. */
const token = /(\{\{[a-zA-Z]+\}\})/;

const escapedText = (text: string, every: number): string => {
  if (every === 0) return JSON.stringify(text);
  const written = text.split(token).map((part) =>
    token.test(part)
      ? part
      : part
          .split('')
          .map((unit, at) =>
            at % every === 0 ? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}` : JSON.stringify(unit).slice(1, -1),
          )
          .join(''),
  );
  return `"${written.join('')}"`;
};

const write = (value: Json, spelling: Spelling): string => {
  const { isReversed, space, escaped } = spelling;
  if (typeof value === 'string') return escapedText(value, escaped);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const between = `${space},${space}`;
  if (Array.isArray(value)) return `[${space}${value.map((one: Json) => write(one, spelling)).join(between)}${space}]`;
  const entries = Object.entries(value).map(
    ([key, inner]: [string, Json]) => `${escapedText(key, escaped)}${space}:${space}${write(inner, spelling)}`,
  );
  return `{${space}${(isReversed ? entries.toReversed() : entries).join(between)}${space}}`;
};

/** A way to write any JSON value, and its name in the count of what was covered. */
export interface JsonSpelling {
  readonly name: string;
  readonly write: (value: Json) => string;
}

/** Ways to write one value as several texts that mean the same: keys in another order, white space, escapes. */
export const jsonSpelling: fc.Arbitrary<JsonSpelling> = fc
  .record({
    isReversed: fc.boolean(),
    space: fc.constantFrom('', '', ' ', '\n', '\t\r\n  '),
    escaped: fc.constantFrom(0, 0, 1, 3),
  })
  .map((spelling) => ({
    name: `${spelling.isReversed ? 'keys reversed' : 'keys in order'}, ${spelling.space === '' ? 'without' : 'with'} white space, ${spelling.escaped === 0 ? 'without' : 'with'} escapes`,
    write: (value) => write(value, spelling),
  }));
