import { findPackageJSON } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sep } from 'node:path';
import { RuntimeError } from './runtime-error.ts';

/** An extension that is installed as an npm package. */
export interface InstalledPackage {
  /** The package's name, without version and path. */
  readonly installed: string;
  /** Where the search starts: a module's URL, such as `import.meta.url`; the working directory when left out. */
  readonly from?: string | URL;
}

const name = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;

const find = (installed: string, from: string | URL): string | undefined => {
  try {
    return findPackageJSON(installed, from);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
};

/**
 * Returns the folder of an installed package, as Node finds packages: in `node_modules` of the folder where the search starts, and of those above it.
 * @throws {RuntimeError} `PACKAGE_NOT_FOUND` when there is none.
 */
export const findPackage = ({ installed, from = pathToFileURL(process.cwd() + sep) }: InstalledPackage): string => {
  if (!name.test(installed))
    throw new RuntimeError('PACKAGE_NOT_FOUND', `An installed extension is named by its npm package, got ${JSON.stringify(installed)}`);
  const path = find(installed, from);
  if (path === undefined) {
    throw new RuntimeError(
      'PACKAGE_NOT_FOUND',
      `The package ${JSON.stringify(installed)} was not found from ${String(from)}: install it there, or load it from its folder`,
    );
  }
  return dirname(path);
};
