const sandbox = { enabled: true, requestedScopes: { log: {} } };
/** A right hook. */
export const hook = { type: 'hook', path: 'dist/index.js', source: 'src/index.js', host: '^11.0.0', sandbox };
/** A right operation. */
export const operation = {
  type: 'operation',
  path: { app: 'dist/app.js', api: 'dist/api.js' },
  source: { app: 'a', api: 'b' },
  host: '*',
  sandbox,
};
/** A right bundle with parts of every sort. */
export const bundle = {
  type: 'bundle',
  path: { app: 'dist/app.js', api: 'dist/api.js' },
  host: '*',
  sandbox,
  entries: [
    { type: 'hook', name: 'one', source: 'src/one' },
    { type: 'endpoint', name: 'two', source: 'src/two' },
    { type: 'panel', name: 'three', source: 'src/three' },
    { type: 'operation', name: 'four', source: { app: 'a', api: 'b' } },
  ],
};

/** The text of a package.json around a `directus:extension` value. */
export const textOf = (extension: unknown, rest: object = {}): string =>
  JSON.stringify({ name: 'some-extension', version: '1.2.3', ...rest, 'directus:extension': extension });
