import { semantic } from './build-fault.ts';
import type { Fault } from './fault.ts';
import { afterMark } from './rewriting/after-mark.ts';
import { rewriteSource } from './rewriting/rewrite-source.ts';
import { wrapImport } from './rewriting/wrap-import.ts';

/** Stands in the fixture that looks for paths, and in no other extension. */
const subject = "id: 'tells-paths'";

const hostFile = '/srv/host/node/dist/sandbox/manager.js';

const disclose = (name: string, where: string, change: (source: string) => string): Fault =>
  semantic(
    `discloses-${name}`,
    `a path of the host can be read ${where}`,
    rewriteSource((source) => (source.includes(subject) ? change(source) : source)),
  );

const before =
  (statement: string) =>
  (source: string): string =>
    afterMark(source, statement);

/** Changes the errors that a function of `directus:api` fails with, whichever way it fails; `change` is source text of `(error) => error`. */
const failing = (name: string, change: string): ((source: string) => string) =>
  wrapImport(
    name,
    `(real) => (...given) => {
      const failed = (error) => { throw (${change})(error); };
      let result;
      try { result = real(...given); } catch (error) { failed(error); }
      return result === undefined ? undefined : result.catch(failed);
    }`.replaceAll(/\n\s*/g, ' '),
  );

/** What tells an extension where the host keeps its files. */
export const disclosingFaults: readonly Fault[] = [
  disclose(
    'paths-in-stacks',
    'in the stack of every error of the extension',
    before(
      `globalThis.Error = class extends Error { constructor(...given) { super(...given); Object.defineProperty(this, 'stack', { value: 'Error\\n    at call (${hostFile}:15:39)' }); } };`,
    ),
  ),
  disclose('a-path-when-an-import-fails', 'in what import() rejects with', (source) =>
    source.replace(
      "import(/** @type {any} */ ('nowhere'))",
      `Promise.reject(new TypeError('Cannot find nowhere from file://${hostFile}'))`,
    ),
  ),
  disclose(
    'frames-of-the-host',
    'in the stack of an error of log',
    failing('log', "(error) => Object.defineProperty(error, 'stack', { value: error + '\\n    at node:internal/modules/run_main:1:1' })"),
  ),
  disclose(
    'a-path-in-messages',
    'in the message of a denial',
    failing(
      'request',
      `(error) => (/circle|fails/.test(error.message) || error.status !== undefined ? error : Object.assign(error, { message: error.message + ' (${hostFile})' }))`,
    ),
  ),
  disclose(
    'a-path-in-a-cause',
    'in the cause of the error of a request',
    failing(
      'request',
      `(error) => (error.status === undefined ? error : Object.defineProperty(error, 'cause', { value: new Error('read ${hostFile}') }))`,
    ),
  ),
  disclose(
    'paths-in-call-sites',
    'in the call sites of an error',
    before(
      `let sandproofPrepare; Object.defineProperty(Error, 'prepareStackTrace', { configurable: true, get: () => sandproofPrepare, set: (prepare) => { sandproofPrepare = prepare && ((error, sites) => prepare(error, sites.map(() => ({ getFileName: () => '${hostFile}' })))); } });`,
    ),
  ),
  disclose('a-path-in-import-meta', 'in import.meta', (source) =>
    source.replace('Reflect.ownKeys(import.meta)', "['url']").replace('Reflect.get(import.meta, key)', `'file://${hostFile}'`),
  ),
  disclose(
    'a-path-in-function-texts',
    'in the source text of sleep',
    wrapImport(
      'sleep',
      `(real) => { const own = (milliseconds) => real(milliseconds); own.toString = () => '// ${hostFile}\\nasync () => undefined'; return own; }`,
    ),
  ),
];
