/** Returns the URL that a request for this text goes to if it is granted, as the platform's parser writes it; `undefined` when it is none of http or https. */
export const sentAs = (text: string): string | undefined => {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined;
  url.hash = '';
  if (url.search === '') url.search = ''; // a question mark with nothing behind it goes, too
  return url.href;
};
