import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { packageRoot } from '../../src/package-root.ts';

const text = (name: string): string => readFileSync(join(packageRoot, 'adapters', 'foreign', name), 'utf8');

/** Text of the program that runs in a guest, an ES module that imports nothing but `node:` modules: so a guest needs no right to read a file of it. */
export const guestProgram: string = text('guest-lines.js') + text('guest-modules.js') + text('guest-pump.js');

/** The same as a `data:` URL, for runtimes that run no text. */
export const guestUrl: string = `data:text/javascript;charset=utf-8,${encodeURIComponent(guestProgram)}`;
