/** Returns headers by name in lower case, from names and values in turn; values of a repeated one are joined as RFC 9110 says. */
export const joinedHeaders = (raw: readonly string[]): Record<string, string> => {
  const headers = new Map<string, string>();
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = (raw[at] ?? '').toLowerCase();
    const before = headers.get(name);
    headers.set(name, before === undefined ? (raw[at + 1] ?? '') : `${before}, ${raw[at + 1] ?? ''}`);
  }
  return Object.fromEntries(headers);
};
