import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The extensions that are measured; the operations have the id `speed`. */
export type ExtensionName = 'echo' | 'logs-once' | 'sleeps-once' | 'echo-endpoint';

/** The folder of one of them. */
export const folderOf = (name: ExtensionName): string => fileURLToPath(new URL(`../extensions/${name}/`, import.meta.url));

/** The text of its entry, for what does not load packages. */
export const sourceOf = (name: ExtensionName): string => readFileSync(`${folderOf(name)}index.js`, 'utf8');

/** The id of every measured operation. */
export const operationId = 'speed';
