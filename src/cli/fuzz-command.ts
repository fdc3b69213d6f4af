import { Command, InvalidArgumentError } from 'commander';

import type { Shard } from '../fuzz/campaign.ts';
import { propertyNames } from '../fuzz/property-names.ts';
import { pairs, several, wholeNumber } from './flags.ts';
import type { FuzzFlags } from './fuzz.ts';

/** Runs of each property when nothing is said. */
const usualRuns = 100;

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

const duration = (text: string): number => {
  const [, amount, unit = ''] = /^(\d+)([smh])$/.exec(text) ?? [];
  const ms = Number(amount) * (units[unit] ?? Number.NaN);
  if (!(ms > 0)) throw new InvalidArgumentError(`expected a time such as 30s, 10m or 2h, got ${JSON.stringify(text)}.`);
  return ms;
};

const shardOf = (text: string): Shard => {
  const [, index, of] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const shard = { index: Number(index) - 1, of: Number(of) };
  if (!(shard.index >= 0 && shard.index < shard.of))
    throw new InvalidArgumentError(`expected i/n with i from 1 to n, such as 2/4, got ${JSON.stringify(text)}.`);
  return shard;
};

/** `sandproof fuzz` */
export const fuzzCommand = (): Command =>
  new Command('fuzz')
    .description('play generated programs in a runtime, and make every one that does not do as it must as small as it gets')
    .option('-a, --adapter <name|file|exec: command>', 'as for `sandproof run`; twice to find out where two runtimes differ', several, [])
    .option('--in-process', "in place of --adapter: ask this package's own scope module, without a runtime around it")
    .option('--property <name>', `only this property; may be repeated: ${propertyNames.join(', ')}`, several, [])
    .option('--runs <n>', `programs of each property, in all shards together (default: ${usualRuns})`, wholeNumber(1))
    .option('--for <time>', 'as many programs as fit into this time, such as 10m, in place of --runs', duration)
    .option('--seed <n>', 'which programs; drawn and printed when left out', wholeNumber(0))
    .option('--shard <i/n>', 'only every n-th program from the i-th on', shardOf, { index: 0, of: 1 })
    .option(
      '--jobs <n>',
      'programs that are played at the same time, each in cells of its own; default: three for two cores',
      wholeNumber(1),
    )
    .option('--out <dir>', 'folder for fuzz.json and one file for each finding, to be played by `sandproof replay`')
    .option('--fault <name>', 'build in a deliberate defect; the fuzzer must find it')
    .option('--json', 'print the report as JSON')
    .option('--adapter-option <key=value>', 'passed to the adapter; may be repeated', pairs, {})
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing found, 1 something found, 2 usage, 3 interrupted or nothing run, 4 a program could not be played.',
    )
    // what draws programs is loaded by this command alone: whoever replays a finding needs no generator
    .action(async (flags: FuzzFlags) =>
      (await import('./fuzz.ts')).fuzz({ ...flags, runs: flags.runs ?? (flags.for === undefined ? usualRuns : Number.MAX_SAFE_INTEGER) }),
    );
