/**
 * Returns the URL that a `location` means, or `undefined` for one that is not ASCII without space, control and backslash.
 * One with a scheme is returned as it is, so that a check sees it before any parser has straightened it.
 */
export const locationOf = (location: string, from: string): string | undefined => {
  if (!/^[\u0021-\u005b\u005d-\u007e]+$/.test(location)) return undefined;
  return /^[a-z][a-z0-9+.-]*:/i.test(location) ? location : URL.parse(location, from)?.href;
};
