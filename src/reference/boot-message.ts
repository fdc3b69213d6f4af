import { apiSource, bootSource, entrySource } from '../guest/sources.ts';
import type { BootMessage } from './carrier.ts';
import type { ReferenceParts } from './reference-parts.ts';

/** Returns what boots an isolate whose extension may hold `memoryMiB`. */
export const bootMessage = (parts: ReferenceParts, memoryMiB: number): BootMessage => ({
  memoryMiB,
  boot: parts.bootSource(bootSource),
  api: apiSource,
  entry: entrySource,
});
