/** Longest line that either side accepts, in characters: far above any honest message, far below what hurts. */
export const longestLine = 64 * 1024 * 1024;

/** Returns a function that takes chunks of text and calls `onLine` for every full line; a line over {@link longestLine} goes to `onTooLong` and is dropped. */
export const lineReader = (onLine: (line: string) => void, onTooLong: (start: string) => void): ((chunk: string) => void) => {
  let pieces: string[] = [];
  let length = 0;
  return (chunk) => {
    let rest = chunk;
    for (;;) {
      const end = rest.indexOf('\n');
      if (end === -1) break;
      pieces.push(rest.slice(0, end));
      rest = rest.slice(end + 1);
      const line = pieces.join('');
      pieces = [];
      length = 0;
      onLine(line);
    }
    if (rest === '') return;
    length += rest.length;
    if (length > longestLine) {
      onTooLong((pieces[0] ?? rest).slice(0, 200));
      pieces = [];
      length = 0;
    } else pieces.push(rest);
  };
};
