/** Returns the source with text put in front of it, in the same line; behind a byte order mark or a hashbang's line. */
export const afterMark = (source: string, text: string): string => {
  const start = source.startsWith('\uFEFF') ? 1 : source.startsWith('#!') ? source.search(/[\r\n]/) + 1 : 0;
  return `${source.slice(0, start)}${text} ${source.slice(start)}`;
};
