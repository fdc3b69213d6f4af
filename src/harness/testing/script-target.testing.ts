import { fileURLToPath } from 'node:url';

import type { PlacedTarget } from '../adapter-target.ts';

const program = fileURLToPath(new URL('script-cell.testing.ts', import.meta.url));

/** The command line of the hand-written cell, each word in quotes. */
export const scriptCommand = (...words: readonly string[]): string =>
  [process.execPath, '--disable-warning=ExperimentalWarning', program, ...words].map((word) => JSON.stringify(word)).join(' ');

/** The hand-written cell as `--adapter 'exec: …'` would name it; `words` say how it misbehaves. */
export const scriptTarget = (...words: readonly string[]): PlacedTarget => ({
  kind: 'exec',
  name: 'script',
  command: scriptCommand(...words),
  evidence: 'none',
});
