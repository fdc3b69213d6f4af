const describe = (given: unknown): string => {
  const url = given instanceof URL ? given : typeof given === 'string' ? URL.parse(given) : undefined;
  // Never the value itself, which may hold a password.
  if (url === undefined) return typeof given;
  return url === null ? 'a text that is no URL' : JSON.stringify(`${url.protocol}//${url.host}${url.pathname}`);
};

const isDecodable = (text: string): boolean => {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
};

/**
 * Returns the URL of the operator's proxy: `http:` or `https:`, with or without credentials and port.
 * @throws {TypeError} that names the field and shows no credentials.
 */
export const parseProxy = (given: unknown): URL => {
  const url = given instanceof URL ? given : typeof given === 'string' ? URL.parse(given) : null;
  const fits =
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    url.pathname === '/' &&
    `${url.search}${url.hash}` === '' &&
    url.port !== '0' &&
    isDecodable(url.username) &&
    isDecodable(url.password);
  if (fits) return new URL(url);
  throw new TypeError(
    `proxy: expected an http: or https: URL without a path, its credentials percent-encoded, such as http://proxy.internal:3128, got ${describe(given)}`,
  );
};
