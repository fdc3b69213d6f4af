const longest = 1_024;

/** Tells whether a path can be an entry of a package: relative, `/` only, no `..`, no control character, ending in `.js`, `.mjs` or `.cjs` (MAN-7). */
export const isEntryPath = (path: string): boolean =>
  path.length <= longest &&
  !/[\\:\u0000-\u001f\u007f-\u009f]/.test(path) &&
  !path.startsWith('/') &&
  !path.split('/').includes('..') &&
  /[^/]\.[cm]?js$/.test(path);
