import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';

const text = (name: string): string => readFileSync(join(packageRoot, 'src', 'reference', name), 'utf8');

/** Text of the program that runs in every child process: the pump, and what reads its messages. A child gets the text, so that it needs no right to read it. */
export const childProgram: string = text('pump.cjs') + text('child.js');
