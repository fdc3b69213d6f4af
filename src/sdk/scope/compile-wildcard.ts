/** Tells whether a whole text matches; takes time linear in the text's length. */
export type WildcardMatcher = (text: string) => boolean;

interface Stretch {
  readonly text: string;
  /** For each index, how long the longest proper prefix is that is also a suffix of the text up to there (Knuth, Morris, Pratt). */
  readonly borders: Int32Array;
}

const withBorders = (text: string): Stretch => {
  const borders = new Int32Array(text.length);
  let length = 0;
  for (let at = 1; at < text.length; at += 1) {
    while (length > 0 && text.charCodeAt(at) !== text.charCodeAt(length)) length = borders[length - 1] ?? 0;
    if (text.charCodeAt(at) === text.charCodeAt(length)) length += 1;
    borders[at] = length;
  }
  return { text, borders };
};

// Not String.prototype.indexOf: its worst case is the product of both lengths, and the author of an extension chooses both texts.
const endOfFirst = ({ text, borders }: Stretch, within: string, from: number, to: number): number => {
  let length = 0;
  for (let at = from; at < to; at += 1) {
    const code = within.charCodeAt(at);
    while (length > 0 && code !== text.charCodeAt(length)) length = borders[length - 1] ?? 0;
    if (code === text.charCodeAt(length)) length += 1;
    if (length === text.length) return at + 1;
  }
  return -1;
};

/**
 * Compiles literal stretches with one wildcard (any characters, also none) between each two of them.
 * A single stretch is compared as a whole.
 */
export const compileWildcard = (stretches: readonly string[]): WildcardMatcher => {
  const first = stretches[0] ?? '';
  if (stretches.length < 2) return (text) => text === first;
  const last = stretches.at(-1) ?? '';
  const between = stretches
    .slice(1, -1)
    .filter((stretch) => stretch !== '')
    .map(withBorders);
  const shortest = first.length + last.length;
  return (text) => {
    if (text.length < shortest || !text.startsWith(first) || !text.endsWith(last)) return false;
    let from = first.length;
    const to = text.length - last.length;
    for (const stretch of between) {
      from = endOfFirst(stretch, text, from, to);
      if (from === -1) return false;
    }
    return true;
  };
};
