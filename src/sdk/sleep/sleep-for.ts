import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';

// Node turns a longer timer into one of 1 ms.
const longestTimer = 2 ** 31 - 1;

/**
 * Resolves when at least `ms` of wall time have passed: a timer of Node may fire up to 1 ms early, so what is left is waited again.
 * @throws {DOMException} as a rejection named `AbortError`, when `signal` aborts first.
 */
export const sleepFor = async (ms: number, signal: AbortSignal): Promise<void> => {
  const end = performance.now() + ms;
  for (let left = ms; left > 0; left = end - performance.now()) await wait(Math.min(Math.ceil(left), longestTimer), undefined, { signal });
};
