import { semantic } from '../build-fault.ts';
import type { Fault } from '../fault.ts';
import { afterMark } from './after-mark.ts';
import { rewriteSource } from './rewrite-source.ts';
import { wrapImport } from './wrap-import.ts';

/** Stands in the fixtures that take a census, and in no other extension. */
const walker = '// --- the walker ---';

/**
 * Source text that defines `sandproofForeign()`: a fresh object as another realm would have it. It inherits from no object of this realm, and code that is made
 * through its constructor's constructor sees a process.
 */
const foreignObject = `const sandproofForeign = (() => {
  const makes = typeof Function === 'function' ? Function : undefined;
  const HostFunction = function (...parts) {
    const text = String(parts.pop());
    let made;
    try { made = makes('process', text); } catch { made = undefined; }
    return (...given) => (made === undefined ? 'globals:\\nprocess' : made({ env: {} }, ...given));
  };
  const HostObject = function () {};
  const hostPrototype = Object.create(null, { constructor: { value: HostObject, configurable: true } });
  for (const one of [HostFunction, HostObject]) Object.setPrototypeOf(one, Object.create(hostPrototype, { constructor: { value: HostFunction } }));
  return () => Object.create(hostPrototype);
})();`.replaceAll(/\n\s*/g, ' ');

/** Returns a change of a source that may use `sandproofForeign()`; a source that takes no census stays as it is. */
const withForeignObject =
  (change: (source: string) => string) =>
  (source: string): string => {
    if (!source.includes(walker)) return source;
    const changed = change(source);
    return changed === source ? source : afterMark(changed, foreignObject);
  };

/** Returns a fault through which `sandproofForeign()` can be reached `where` it says; only in fixtures that take a census. */
export const leak = (name: string, where: string, change: (source: string) => string): Fault =>
  semantic(name, `an object of another realm can be reached ${where}`, rewriteSource(withForeignObject(change)));

/** Runs a statement before the extension, in its realm. */
export const before =
  (statement: string) =>
  (source: string): string =>
    afterMark(source, statement);

/** Replaces what a function of `directus:api` gives; `use` is source text of `(result, given) => result`, where the result is a promise for all but log. */
export const giving = (name: string, use: string): ((source: string) => string) =>
  wrapImport(name, `(real) => (...given) => (${use})(real(...given), given)`);

/** Replaces what a function fails with; `use` is source text of `(error) => thrown`, `when` of what must hold of the list of arguments. */
export const failingWith = (name: string, use: string, when = '() => true'): ((source: string) => string) =>
  wrapImport(
    name,
    name === 'log'
      ? `(real) => (...given) => { try { return real(...given); } catch (error) { throw (${when})(given) ? (${use})(error) : error; } }`
      : `(real) => (...given) => real(...given).catch((error) => { throw (${when})(given) ? (${use})(error) : error; })`,
  );

/** Puts a statement about a function of `directus:api`, called `own`, behind its import. */
export const onFunction = (name: string, statement: string): ((source: string) => string) =>
  wrapImport(name, `(real) => { const own = (...given) => real(...given); ${statement} return own; }`);
