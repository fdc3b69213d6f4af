import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Adapter } from '../contract/adapter.ts';

const isAdapter = (value: unknown): value is Adapter =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Adapter).describe === 'function' &&
  typeof (value as Adapter).start === 'function';

/** Imports an adapter module by its URL; TypeScript of users goes through tsx. @throws {TypeError} when its default export is no adapter. */
export const loadAdapter = async (url: string, own: boolean): Promise<Adapter> => {
  const typescript = /^\.[cm]?ts$/.test(extname(fileURLToPath(url)));
  const module = (typescript && !own ? await (await import('tsx/esm/api')).tsImport(url, import.meta.url) : await import(url)) as {
    default?: unknown;
  };
  if (!isAdapter(module.default))
    throw new TypeError(`the default export of ${url} must be an adapter with describe() and start(host), got ${typeof module.default}`);
  return module.default;
};
