import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Adapter } from '../contract/adapter.ts';

const isAdapter = (value: unknown): value is Adapter =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Adapter).describe === 'function' &&
  typeof (value as Adapter).start === 'function';

// Where no package.json says `"type": "module"`, TypeScript becomes CommonJS, and its default export stands one level deeper.
const defaultOf = (module: unknown): unknown =>
  typeof module === 'object' && module !== null && 'default' in module ? module.default : undefined;

/** Imports an adapter module by its URL; TypeScript of users goes through tsx. @throws {TypeError} when its default export is no adapter. */
export const loadAdapter = async (url: string, own: boolean): Promise<Adapter> => {
  const typescript = /^\.[cm]?ts$/.test(extname(fileURLToPath(url)));
  const module: unknown = typescript && !own ? await (await import('tsx/esm/api')).tsImport(url, import.meta.url) : await import(url);
  const outer = defaultOf(module);
  for (const candidate of [outer, defaultOf(outer)]) if (isAdapter(candidate)) return candidate;
  throw new TypeError(`the default export of ${url} must be an adapter with describe() and start(host), got ${typeof outer}`);
};
