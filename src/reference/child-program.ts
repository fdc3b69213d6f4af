import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';

/** Text of the program that runs in every child process; a child gets the text, so that it needs no right to read it. */
export const childProgram: string = readFileSync(join(packageRoot, 'src', 'reference', 'child.js'), 'utf8');
