import { mostGrowthMiB } from './battery-limits.ts';
import type { BatteryRun } from './run-battery.ts';

/** MiB by which a host grew from before its first program to before another, garbage collected: what programs leave behind, the most of any of the run's hosts. */
export const growthOf = ({ results }: Pick<BatteryRun, 'results'>): number => {
  const first = new Map<number, number>();
  let most = 0;
  for (const { host, seen } of results) {
    if (seen === undefined) continue;
    const before = first.get(host) ?? seen.host.rssBefore;
    first.set(host, before);
    most = Math.max(most, seen.host.rssBefore - before);
  }
  return most;
};

/** Returns what is wrong with the run as a whole, beside what its programs are red for. */
export const judgeRun = (run: BatteryRun): readonly string[] => {
  const { results, hosts, leftFiles } = run;
  const left = hosts.reduce((sum, host) => sum + host.left, 0);
  const growth = growthOf(run);
  return [
    ...(results.length === 0 ? ['no program was run'] : []),
    ...hosts.flatMap(({ died }) => (died === undefined ? [] : [`a host died: ${died.slice(0, 300)}`])),
    ...(growth > mostGrowthMiB ? [`the host kept ${Math.round(growth)} MiB of the run`] : []),
    ...(left === 0 ? [] : [`${left} processes outlived the host`]),
    ...(leftFiles.length === 0 ? [] : [`files were left: ${leftFiles.slice(0, 5).join(', ')}`]),
    ...(run.interrupted ? ['the run was interrupted'] : []),
  ];
};
