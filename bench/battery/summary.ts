import { judgeRun, keptOf, rssGrowthOf } from './judge-run.ts';
import type { BatteryRun, Result } from './run-battery.ts';
import type { Seen } from './seen.ts';

/** What a class of attacks came to. */
export interface ClassSummary {
  readonly letter: string;
  readonly programs: number;
  readonly red: number;
  /** How many calls and loads ended in which way, most frequent first. */
  readonly ended: readonly (readonly [string, number])[];
  /** ms of the latest end past its limit, among those that a limit of time ended; undefined when there was none. */
  readonly pastLimitMs?: number;
  /** ms; the worst of its programs. */
  readonly lagP99: number;
  readonly lagMax: number;
  /** MiB that the host grew by during one program, at most. */
  readonly growthMiB: number;
}

/** A run in figures. */
export interface Summary {
  readonly classes: readonly ClassSummary[];
  readonly programs: number;
  readonly red: number;
  readonly honestCalls: number;
  readonly honestWrong: number;
  /** Programs behind whose door the secrets were searched for, and ways that were tried. */
  readonly hunts: number;
  readonly tried: number;
  readonly leaks: number;
  readonly trapped: number;
  readonly lagP99: number;
  readonly pastLimitMs: number;
  /** MiB in use that all programs left in the host, and by how much its RSS grew over the run. */
  readonly keptMiB: number;
  readonly rssGrowthMiB: number;
  /** Programs that were run again because the machine lagged. */
  readonly again: number;
  readonly complaints: readonly string[];
}

const timed: ReadonlySet<string> = new Set(['cpu', 'wall', 'load']);

const waysOf = ({ loads, calls }: Seen): string[] => [
  ...loads.flatMap(({ refused }) => (refused === undefined ? [] : [`refused ${refused.limit ?? refused.phase}`])),
  ...calls.map(({ outcome }) => (outcome.status === 'stopped' ? `stopped ${outcome.limit}` : outcome.status)),
];

/** How a program's calls and loads ended: each way with how often. */
export const endsOf = (results: readonly Result[]): readonly (readonly [string, number])[] => {
  const counts = new Map<string, number>();
  for (const way of results.flatMap(({ seen }) => (seen === undefined ? ['host died'] : waysOf(seen))))
    counts.set(way, (counts.get(way) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a);
};

const pastLimits = ({ loads, calls }: Seen): number[] => [
  ...loads.flatMap(({ refused, ms, limitMs }) => (timed.has(refused?.limit ?? '') ? [ms - limitMs] : [])),
  ...calls.flatMap(({ outcome, ms, limitMs }) => (outcome.status === 'stopped' && timed.has(outcome.limit) ? [ms - limitMs] : [])),
];

const highest = (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, value), 0);

const seenOf = (results: readonly Result[]): readonly Seen[] => results.flatMap(({ seen }) => seen ?? []);

const classOf = (letter: string, results: readonly Result[]): ClassSummary => {
  const seen = seenOf(results);
  const past = seen.flatMap(pastLimits);
  return {
    letter,
    programs: results.length,
    red: results.filter(({ complaints }) => complaints.length > 0).length,
    ended: endsOf(results),
    ...(past.length === 0 ? {} : { pastLimitMs: highest(past) }),
    lagP99: highest(seen.map(({ host }) => host.lagP99)),
    lagMax: highest(seen.map(({ host }) => host.lagMax)),
    growthMiB: highest(seen.map(({ host }) => host.rssPeak - host.rssBefore)),
  };
};

const triedOf = ({ hunt }: Seen): number => {
  const text = hunt?.outcome.status === 'returned' && 'json' in hunt.outcome ? hunt.outcome.json : '';
  return Number(/"tried":(\d+)/.exec(text)?.[1] ?? 0);
};

/** Returns a run in figures. A program counts for the class that it names first. */
export const summarize = (run: BatteryRun): Summary => {
  const { results } = run;
  const letters = [...new Set(results.map(({ covers }) => covers[0]?.slice(0, 1) ?? '?'))].toSorted();
  const seen = seenOf(results);
  const tried = seen.map(triedOf);
  return {
    classes: letters.map((letter) =>
      classOf(
        letter,
        results.filter(({ covers }) => covers[0]?.startsWith(letter) === true),
      ),
    ),
    programs: results.length,
    red: results.filter(({ complaints }) => complaints.length > 0).length,
    honestCalls: seen.reduce((sum, { honest }) => sum + honest.calls, 0),
    honestWrong: seen.reduce((sum, { honest }) => sum + honest.wrong.length, 0),
    hunts: tried.filter((ways) => ways > 0).length,
    tried: tried.reduce((sum, ways) => sum + ways, 0),
    leaks: seen.reduce((sum, { leaks }) => sum + leaks.length, 0),
    trapped: seen.reduce((sum, one) => sum + one.trapped, 0),
    lagP99: highest(seen.map(({ host }) => host.lagP99)),
    pastLimitMs: highest(seen.flatMap(pastLimits)),
    keptMiB: keptOf(run),
    rssGrowthMiB: rssGrowthOf(run),
    again: results.filter(({ runs }) => runs > 1).length,
    complaints: judgeRun(run),
  };
};
