import picocolors from 'picocolors';

import type { Paint } from '../report/console.ts';

/** Colours for a terminal; none in a pipe or under `NO_COLOR`. */
export const paint: Paint = picocolors.createColors(picocolors.isColorSupported && process.stdout.isTTY === true);
