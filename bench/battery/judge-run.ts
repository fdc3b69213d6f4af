import { mostKeptMiB } from './battery-limits.ts';
import type { BatteryRun } from './run-battery.ts';

/* The memory of each host before each of its programs. */
const memoryOf = ({ results }: Pick<BatteryRun, 'results'>, memory: 'heldBefore' | 'rssBefore'): readonly (readonly number[])[] => {
  const hosts = Map.groupBy(
    results.flatMap(({ host, seen }) => (seen === undefined ? [] : [{ host, value: seen.host[memory] }])),
    ({ host }) => host,
  );
  return [...hosts.values()].map((values) => values.map(({ value }) => value));
};

/* What is still being closed right after a program is not kept: the next ones see it gone. */
const settled = 5;

/** MiB of memory in use that its programs have left in a host, the most of any of the run's hosts: the least before one of the last five, beyond that before the first. */
export const keptOf = (run: Pick<BatteryRun, 'results'>): number =>
  Math.max(0, ...memoryOf(run, 'heldBefore').map((held) => Math.min(...held.slice(-settled)) - (held[0] ?? 0)));

/** MiB by which a host's RSS grew from before its first program to before another, the most of any of the run's hosts. */
export const rssGrowthOf = (run: Pick<BatteryRun, 'results'>): number =>
  Math.max(0, ...memoryOf(run, 'rssBefore').map((rss) => Math.max(...rss) - (rss[0] ?? 0)));

/** Returns what is wrong with the run as a whole, beside what its programs are red for. */
export const judgeRun = (run: BatteryRun): readonly string[] => {
  const { results, hosts, leftFiles } = run;
  const left = hosts.reduce((sum, host) => sum + host.left, 0);
  const kept = keptOf(run);
  return [
    ...(results.length === 0 ? ['no program was run'] : []),
    ...hosts.flatMap(({ died }) => (died === undefined ? [] : [`a host died: ${died.slice(0, 300)}`])),
    ...(kept > mostKeptMiB ? [`the programs left ${Math.round(kept)} MiB in use in the host`] : []),
    ...(left === 0 ? [] : [`${left} processes outlived the host`]),
    ...(leftFiles.length === 0 ? [] : [`files were left: ${leftFiles.slice(0, 5).join(', ')}`]),
    ...(run.interrupted ? ['the run was interrupted'] : []),
  ];
};
