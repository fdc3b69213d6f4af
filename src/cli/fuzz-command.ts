import { randomInt } from 'node:crypto';

import { Command, InvalidArgumentError } from 'commander';

import { runCampaign, type PropertyReport, type Shard } from '../fuzz/campaign.ts';
import { fuzzReportText, smallestOfEachKind, type FuzzReport } from '../fuzz/fuzz-report.ts';
import { properties } from '../fuzz/properties/properties.ts';
import type { Repro } from '../fuzz/repro.ts';
import { fuzzText } from './fuzz-text.ts';
import { pairs, several, wholeNumber } from './flags.ts';
import { onInterrupt } from './on-interrupt.ts';
import { openGround, type GroundFlags } from './open-ground.ts';
import { ownVersion } from './own-version.ts';
import { paint } from './paint.ts';
import { progress } from './progress.ts';
import { openCampaign, writeCampaign } from './write-campaign.ts';

interface FuzzFlags extends GroundFlags {
  readonly runs?: number;
  readonly for?: number;
  readonly seed?: number;
  readonly shard: Shard;
  readonly out?: string;
  readonly json?: boolean;
}

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

/** What a report needs to know of the campaign besides what its properties did. */
interface About {
  readonly runtime: string;
  readonly seed: number;
  readonly fault: string | undefined;
}

const repros = ({ name, clause, findings }: PropertyReport, { runtime, seed, fault }: About): readonly Repro[] =>
  findings.map(({ run, program: { given, when, expects }, unmet }) => ({
    schema: 'sandproof-repro-1',
    property: name,
    clause,
    says: properties.find((property) => property.name === name)?.says ?? name,
    // as the file has it: what is undefined in it is not written
    ...(JSON.parse(JSON.stringify({ given, when, expects })) as Pick<Repro, 'given' | 'when' | 'expects'>),
    seen: [...unmet],
    found: { sandproof: ownVersion, runtime, seed, run, ...(fault === undefined ? {} : { fault }) },
  }));

const fuzz = async (flags: FuzzFlags): Promise<void> => {
  const seed = flags.seed ?? randomInt(2 ** 31);
  const runs = flags.runs ?? (flags.for === undefined ? usualRuns : Number.MAX_SAFE_INTEGER);
  openCampaign(flags.out);
  using interrupt = onInterrupt('interrupted: writing what was found');
  const signals = [interrupt.signal, ...(flags.for === undefined ? [] : [AbortSignal.timeout(flags.for)])];
  await using ground = await openGround(flags);
  const shown = progress('fuzz', 'programs');
  const from = performance.now();
  const { shard } = flags;
  const { reports, broken } = await runCampaign({
    properties: ground.properties,
    seed,
    runs,
    shard,
    lanes: ground.plays,
    signal: AbortSignal.any(signals),
    onRun: (count, of) => shown.update(count, of),
  }).finally(() => shown.end());
  const seconds = (performance.now() - from) / 1000;
  const compared = flags.adapter.length === 2;
  const about = { runtime: ground.runtime, seed, fault: flags.fault };
  const report: FuzzReport = {
    schema: 'sandproof-fuzz-1',
    sandproof: ownVersion,
    runtime: about.runtime,
    ...(flags.fault === undefined ? {} : { fault: flags.fault }),
    ...(compared ? { compared } : {}),
    seed,
    runs: flags.for === undefined ? runs : Math.max(0, ...reports.map((one) => one.runs)),
    shards: { of: shard.of, done: [shard.index + 1] },
    properties: reports.map((one) => ({
      ...one,
      covered: { ...one.covered },
      findings: [...(compared ? smallestOfEachKind(repros(one, about)) : repros(one, about))],
    })),
  };
  const found = report.properties.flatMap(({ findings }) => findings);
  const pathOf = writeCampaign(flags.out, report);
  process.stdout.write(flags.json === true ? fuzzReportText(report) : fuzzText(report, { paint, seconds, pathOf, adapter: flags.adapter }));
  if (broken !== undefined) throw broken;
  const programs = reports.reduce((sum, one) => sum + one.runs, 0);
  if (programs === 0) process.stderr.write('no program was run\n');
  process.exitCode = found.length > 0 ? 1 : interrupt.signal.aborted || programs === 0 ? 3 : 0;
};

/** `sandproof fuzz` */
export const fuzzCommand = (): Command =>
  new Command('fuzz')
    .description('play generated programs in a runtime, and make every one that does not do as it must as small as it gets')
    .option('-a, --adapter <name|file|exec: command>', 'as for `sandproof run`; twice to find out where two runtimes differ', several, [])
    .option('--in-process', "in place of --adapter: ask this package's own scope module, without a runtime around it")
    .option('--property <name>', `only this property; may be repeated: ${properties.map(({ name }) => name).join(', ')}`, several, [])
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
    .action((flags: FuzzFlags) => fuzz(flags));
