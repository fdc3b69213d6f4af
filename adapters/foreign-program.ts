import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { findRoot } from './installed.ts';

/** Text of the program that runs in a guest, an ES module that imports nothing but `node:` modules. */
export const guestProgram: string = readFileSync(
  join(findRoot(dirname(fileURLToPath(import.meta.url))), 'adapters', 'foreign-guest.js'),
  'utf8',
);

/** The same as a `data:` URL, for runtimes that run no text. */
export const guestUrl: string = `data:text/javascript;charset=utf-8,${encodeURIComponent(guestProgram)}`;
