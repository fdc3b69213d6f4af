/*
 * The second part of a guest's program (guest-pump.js): its modules, and what the extension may import. Node and Deno have hooks for that, Bun has plugins.
 */
import * as modules from 'node:module';

/** @type {Record<string, string>} Source of each module, by its specifier; the boot module's and the extension's come with messages. */
export const sources = create(null);
sources['sandproof:link'] = 'export const link = { __proto__: null };';
/* What is logged is written at once, since a slice that is ended writes no more. */
sources['directus:api'] =
  "import { log as record } from 'sandproof:boot'; import { link } from 'sandproof:link'; export { request, sleep } from 'sandproof:boot';" +
  'export const log = (message) => { record(message); link.flush(); };';
sources['sandproof:start'] = "import 'directus:api'; export * as boot from 'sandproof:boot'; export { link } from 'sandproof:link';";
sources['sandproof:mark'] = "import { link } from 'sandproof:link'; link.start();";
sources['sandproof:entry'] =
  "import 'sandproof:mark'; import * as extension from 'sandproof:extension'; import { link } from 'sandproof:link'; link.finish(extension);";
/*
 * Which module of ours may import which. Everything else is code of the extension. What it makes from text may pass for code of whoever called it, so
 * whoever calls into the extension, the boot module that is, may import nothing.
 */
/** @type {Record<string, boolean>} */
const imports = create(null);
const none = create(null);
const main = globalThis.Bun === undefined ? import.meta.url : import.meta.path;
imports[main + ' sandproof:start'] = true;
imports[main + ' sandproof:entry'] = true;
imports['sandproof:start sandproof:boot'] = true;
imports['sandproof:start sandproof:link'] = true;
imports['directus:api sandproof:boot'] = true;
imports['directus:api sandproof:link'] = true;
imports['sandproof:entry sandproof:mark'] = true;
imports['sandproof:entry sandproof:extension'] = true;
imports['sandproof:entry sandproof:link'] = true;
imports['sandproof:mark sandproof:link'] = true;

/* What would stand in the stack are the runtime's own files, which ask. */
/** @type {(error: Error) => Error} */
const withoutStack = (error) => defineProperty(error, 'stack', { __proto__: null, value: '' });

/** @type {(specifier: string, parent: string | undefined, attributes: object) => string} */
const admit = (specifier, parent, attributes) => {
  if (ownKeys(attributes).length > 0) throw withoutStack(new SyntaxError('An import has no attributes here'));
  if (specifier !== 'directus:api' && !imports[parent + ' ' + specifier])
    throw withoutStack(new Error('An extension may import only "directus:api"'));
  return specifier;
};

const hook = () =>
  modules.registerHooks({
    resolve: (specifier, { parentURL, importAttributes }) => ({
      url: admit(specifier, parentURL, importAttributes),
      format: 'module',
      shortCircuit: true,
    }),
    load: (url) => ({ format: 'module', shortCircuit: true, source: sources[url] ?? '' }),
  });

/* Bun has plugins in place of hooks: each knows what stands before the colon of a specifier, and code that makes code names its importer with a slash. */
const schemes = ['sandproof', 'directus', 'node', 'bun', 'file', 'data', 'blob', 'http', 'https'];
const guests = 'guest:';

/** @param {any} build */
const plug = (build) => {
  /** @param {string} importer */
  const parentOf = (importer) =>
    slice(importer, 0, guests.length) === guests ? slice(importer, guests.length, importer.length) : importer;
  for (const scheme of schemes)
    build.onResolve({ filter: /.*/, namespace: scheme }, (/** @type {{ path: string, importer: string }} */ { path, importer }) => ({
      path: admit(scheme + ':' + path, parentOf(importer), none),
      namespace: 'guest',
    }));
  build.onResolve({ filter: /.*/ }, (/** @type {{ path: string, importer: string }} */ { path, importer }) =>
    admit(path, parentOf(importer), none),
  );
  build.onLoad({ filter: /.*/ }, (/** @type {{ path: string }} */ { path }) => admit(path, undefined, none));
  build.onLoad({ filter: /.*/, namespace: 'guest' }, (/** @type {{ path: string }} */ { path }) => ({
    contents: sources[path] ?? '',
    loader: 'js',
  }));
};

/** @type {any} */
export const bun = globalThis.Bun;
if (bun === undefined) hook();
else bun.plugin({ name: 'sandproof', setup: plug });
