/*
 * Globs and URLs are drawn from the same few words, so that they meet. The first of each list is what everything shrinks to.
 * Hosts end in `.example`, which no one can own (RFC 2606), or are documentation addresses (RFC 5737, RFC 3849). The harness leaves them as they are:
 * a text that two parsers read in two ways would not be found by whoever replaces names in it.
 */

/** Names that a glob can name and a URL can ask for. */
export const names = [
  'inside.example',
  'a.inside.example',
  'other.example',
  'xn--bcher-kva.example',
  'b.a.inside.example',
  'inside-x.example',
  '1.inside.example',
  'x_y.example',
] as const;

/** A name that no glob names: only one for any host grants it. */
export const outside = 'outside.example';

/** Hosts that the URL parser writes otherwise than they stand here. */
export const oddNames = ['bücher.example', 'INSIDE.example', '0xc6336407', '[2001:DB8:0::7]', 'Ünder.example', '198.51.100.007'] as const;

/** Addresses, as the URL parser writes them. */
export const addresses = ['198.51.100.7', '[2001:db8::7]', '203.0.113.70'] as const;

/** Ports, as texts. */
export const ports = ['8080', '443', '80', '8443', '25', '65535'] as const;

/** Segments of paths. */
export const segments = [
  'a',
  'b',
  'items',
  'A',
  'a.b',
  'a+b',
  '7',
  '{a,b}',
  'ä',
  'a-b',
  '%61',
  '%2F',
  '%41',
  '~',
  ';x',
  'a;b',
  '[ab]',
  '...',
  '{',
  "'",
  '',
] as const;

/** Queries, without the question mark. */
export const queries = ['q=1', 'q=2', 'q', 'q=1&r=2', 'Q=1', 'q=%20', "q='", 'q=a?b', 'q=/', ''] as const;

/** What stands for a star of a glob. */
export const fillers = ['x', '', 'x/y', '7', 'x.y', '%C3%A4', 'x%2Fy', 'ä', 'items/', '/', 'X', 'a/b/c/d/e'] as const;
