import { mostKeptMiB } from './battery-limits.ts';
import type { BatteryRun } from './run-battery.ts';

type Memory = 'heldBefore' | 'rssBefore';

/** MiB by which a host grew from before its first program to before another, the most of any of the run's hosts: of memory in use, or of its RSS. */
export const growthOf = ({ results }: Pick<BatteryRun, 'results'>, memory: Memory): number => {
  const first = new Map<number, number>();
  let most = 0;
  for (const { host, seen } of results) {
    if (seen === undefined) continue;
    const before = first.get(host) ?? seen.host[memory];
    first.set(host, before);
    most = Math.max(most, seen.host[memory] - before);
  }
  return most;
};

/** Returns what is wrong with the run as a whole, beside what its programs are red for. */
export const judgeRun = (run: BatteryRun): readonly string[] => {
  const { results, hosts, leftFiles } = run;
  const left = hosts.reduce((sum, host) => sum + host.left, 0);
  const kept = growthOf(run, 'heldBefore');
  return [
    ...(results.length === 0 ? ['no program was run'] : []),
    ...hosts.flatMap(({ died }) => (died === undefined ? [] : [`a host died: ${died.slice(0, 300)}`])),
    ...(kept > mostKeptMiB ? [`the programs left ${Math.round(kept)} MiB in use in the host`] : []),
    ...(left === 0 ? [] : [`${left} processes outlived the host`]),
    ...(leftFiles.length === 0 ? [] : [`files were left: ${leftFiles.slice(0, 5).join(', ')}`]),
    ...(run.interrupted ? ['the run was interrupted'] : []),
  ];
};
