import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';

/** The only specifier that an extension may import from outside its package (ENV-6). */
export const apiSpecifier = 'directus:api';

/** Names the boot module in engines; an extension must not reach it. */
export const bootSpecifier = 'sandproof:boot';

/** Names the extension's own entry file in engines; only the wrapper of {@link entrySource} imports it. */
export const extensionSpecifier = 'sandproof:extension';

/** Names the wrapper of {@link entrySource} in engines. */
export const entrySpecifier = 'sandproof:entry';

/** Source of the boot module, evaluated first in every realm; it exports `log`, `sleep`, `request` and the pump. */
export const bootSource: string = readFileSync(join(packageRoot, 'src', 'guest', 'boot.js'), 'utf8');

/** Source of the module that extensions know as `directus:api` (API-1). */
export const apiSource = `export { log, sleep, request } from '${bootSpecifier}';\n`;

/** Source of the module that evaluates the extension and then registers its default export; a top-level `await` of the extension delays it. */
export const entrySource = `import * as extension from '${extensionSpecifier}';\nimport { register } from '${bootSpecifier}';\nregister(extension.default, extension);\n`;

/** Whether an extension's own code may import this specifier (ENV-6, ENV-7). */
export const isImportable = (specifier: string): boolean => specifier === apiSpecifier;
