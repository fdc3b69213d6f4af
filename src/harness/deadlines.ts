import type { Limits } from '../contract/limits.ts';

/** How long the suite waits for a cell, in ms of wall time. */
export interface Deadlines {
  /** For the start of a cell and its runtime; `--timeout` does not shorten it, since it says nothing about a case. */
  readonly start: number;
  /** For a request that runs no extension code. */
  readonly quick: number;
  load(limits: Partial<Limits>): number;
  call(limits: Partial<Limits>): number;
}

/** A runtime that was never told a limit has this long, in ms: the longest default of a runtime measured so far is 10 s. */
const unknownLimit = 10_000;
/** What a loaded machine adds: cell start and garbage collection took up to 1.4 s on two busy cores. */
const margin = 4000;

/** Heavy runtimes took up to 3 s, and a loaded machine makes that many times as long. */
const start = 20_000;

/** Derives the deadlines from a case's limits: twice the limit and a margin. `cap` (`--timeout`) replaces them, that of the start excepted. */
export const deadlinesFor = (cap: number | undefined): Deadlines =>
  cap === undefined
    ? {
        start,
        quick: unknownLimit,
        load: ({ loadMs = unknownLimit, cpuMs = 0 }) => 2 * Math.max(loadMs, cpuMs) + margin,
        call: ({ wallMs = unknownLimit, cpuMs = 0 }) => 2 * Math.max(wallMs, cpuMs) + margin,
      }
    : { start, quick: Math.max(cap, 3000), load: () => cap, call: () => cap };
