import { setTimeout as wait } from 'node:timers/promises';
import { readFileSync } from 'node:fs';
import { childPids, hasProc } from './child-pids.ts';

/* ms in which no child has run; a booting one never pauses for so long on a free core. */
const quietMs = 60;
/* ms; where nobody says what a child does, this is the time that booting one takes on a slow machine. */
const blindMs = 400;
const longestMs = 20_000;

const ranNs = (): string =>
  childPids()
    .map((pid) => readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ', 1)[0])
    .join(' ');

/**
 * Resolves when no child of this process has run for a while: what was started ahead is ready.
 * @throws {Error} when that does not happen.
 */
export const untilQuiet = async (): Promise<void> => {
  if (!hasProc) return wait(blindMs);
  const end = performance.now() + longestMs;
  for (let ran = ranNs(); performance.now() < end;) {
    await wait(quietMs);
    const later = ranNs();
    if (later === ran) return undefined;
    ran = later;
  }
  throw new Error(`The children of this process were still busy after ${longestMs} ms`);
};
