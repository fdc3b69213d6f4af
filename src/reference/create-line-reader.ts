/** Returns a function that takes chunks of text and hands on every line that is complete, without its newline. */
export const createLineReader = (onLine: (line: string) => void): ((chunk: string) => void) => {
  let parts: string[] = [];
  return (chunk) => {
    let from = 0;
    for (let newline = chunk.indexOf('\n'); newline !== -1; newline = chunk.indexOf('\n', from)) {
      const text = chunk.slice(from, newline);
      from = newline + 1;
      if (parts.length === 0) onLine(text);
      else {
        const whole = parts.join('') + text;
        parts = [];
        onLine(whole);
      }
    }
    if (from < chunk.length) parts.push(chunk.slice(from));
  };
};
