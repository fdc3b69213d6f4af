import { manifestValue } from './rewrite-manifest.ts';
import { rewriteSource } from './rewrite-source.ts';
import type { Rewriting } from '../fault.ts';

/** Types of extensions as manifests name them. */
export type ExtensionType = 'operation' | 'endpoint' | 'hook';

const named = (source: string): string =>
  source
    .replace(/^export default /m, 'const sandproofOriginal = ')
    .replace(/export\s*\{\s*([\w$]+)\s+as\s+default\s*\};?/, 'const sandproofOriginal = $1;');

/**
 * Puts a wrapper around the default export of extensions of these types.
 * `wrapper` is the source text of a function that takes the original and returns what is exported.
 */
export const wrapDefault = (wrapper: string, types: readonly ExtensionType[]): (() => Rewriting) =>
  rewriteSource((source, { extension }) => {
    const type = manifestValue(extension.manifestText, 'type');
    const renamed = named(source);
    return renamed === source || !types.some((one) => one === type)
      ? source
      : `${renamed}\n;export default (${wrapper})(sandproofOriginal);\n`;
  }, 'every extension');

/**
 * Returns the wrapper for {@link wrapDefault} that puts `wrap` around every handler.
 * `wrap` is the source text of `(handler, kind, name) => handler`; kind is `operation`, `filter`, `action` or an HTTP method.
 */
export const aroundHandlers = (wrap: string): string => `(original) => {
  const wrap = ${wrap};
  if (typeof original === 'object' && original !== null && typeof original.handler === 'function') {
    return { ...original, handler: wrap(original.handler, 'operation', original.id) };
  }
  if (typeof original !== 'function') return original;
  return (context, ...rest) => {
    const wrapped = {};
    for (const kind of Object.keys(context)) {
      wrapped[kind] = (name, handler) => context[kind](name, typeof handler === 'function' ? wrap(handler, kind, name) : handler);
    }
    return original(wrapped, ...rest);
  };
}`;

/** Puts `wrap` (see {@link aroundHandlers}) around every handler of extensions of these types. */
export const wrapHandlers = (wrap: string, types: readonly ExtensionType[] = ['operation', 'endpoint', 'hook']): (() => Rewriting) =>
  wrapDefault(aroundHandlers(wrap), types);
