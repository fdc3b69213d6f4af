/** The names of all properties, for whoever needs no generator to say them. */
export const propertyNames: readonly string[] = [
  'requests',
  'spellings',
  'narrower-scopes',
  'glob-order',
  'redirects',
  'arguments',
  'broken-globs',
  'manifests',
  'data',
  'log-arguments',
  'sleep-arguments',
  'sequences',
];
