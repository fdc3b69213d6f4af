import { randomInt } from 'node:crypto';

import { runCampaign, type PropertyReport, type Shard } from '../fuzz/campaign.ts';
import { fuzzReportText, smallestOfEachKind, type FuzzReport } from '../fuzz/fuzz-report.ts';
import { properties } from '../fuzz/properties/properties.ts';
import type { Repro } from '../fuzz/repro.ts';
import { fuzzText } from './fuzz-text.ts';
import { onInterrupt } from './on-interrupt.ts';
import { openGround, type GroundFlags } from './open-ground.ts';
import { ownVersion } from './own-version.ts';
import { paint } from './paint.ts';
import { progress } from './progress.ts';
import { openCampaign, writeCampaign } from './write-campaign.ts';

/** What `sandproof fuzz` is told to do. `for` is ms. */
export interface FuzzFlags extends GroundFlags {
  /** Of each property, in all shards together. */
  readonly runs: number;
  readonly for?: number;
  readonly seed?: number;
  readonly shard: Shard;
  readonly out?: string;
  readonly json?: boolean;
}

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

/** Runs a campaign, or a shard of it, prints and writes what it found, and sets the exit code. @throws {SandproofError} */
export const fuzz = async (flags: FuzzFlags): Promise<void> => {
  const seed = flags.seed ?? randomInt(2 ** 31);
  const { runs } = flags;
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
    lackOf: (program) => ground.lackOf(program),
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
