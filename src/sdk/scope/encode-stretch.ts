/** Serialises a literal stretch of a glob with the URL parser's encode set of that component; percent-encoded parts stay as they are (REQ-5). */
export const encodeStretch = (component: 'path' | 'query', stretch: string): string => {
  // Only plain ASCII letters, digits and these marks are the same in both encode sets.
  if (/^[a-z0-9/_.~%&=:,;+!$()-]*$/i.test(stretch)) return stretch;
  const url = new URL('https://host/');
  // The letters around keep the setters from reading a dot segment or a leading question mark into it.
  if (component === 'path') {
    url.pathname = `/x${stretch}x`;
    return url.pathname.slice(2, -1);
  }
  url.search = `?x${stretch}x`;
  return url.search.slice(2, -1);
};
