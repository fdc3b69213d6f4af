import type { Program, Property } from './program.ts';
import { runProperty, type Finding, type Play, type RunResult } from './run-property.ts';

/** The part of a campaign that one machine does: every `of`-th run from `index` on. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** What a campaign is made of. */
export interface Campaign {
  readonly properties: readonly Property[];
  readonly seed: number;
  /** Runs of each property, in all shards together. */
  readonly runs: number;
  readonly shard: Shard;
  /** As many runs go on at the same time. Each plays in cells of its own. */
  readonly lanes: readonly Play[];
  /** Returns why a program is not played: the runtime never claimed what it is about. All are played when it is left out. */
  lackOf?(program: Program): string | undefined;
  /** Ends it early; what was run until then is reported. */
  readonly signal?: AbortSignal;
  onRun?(done: number, of: number): void;
}

/** What became of one property. `runs` is how many were done, `covered` how often each thing stood in a program. */
export interface PropertyReport {
  readonly name: string;
  readonly clause: string;
  readonly runs: number;
  readonly covered: Readonly<Record<string, number>>;
  readonly findings: readonly Finding[];
}

/** Counts texts; the keys are sorted, so that two counts of the same texts are written alike. */
const tally = (texts: Iterable<string>): Readonly<Record<string, number>> => {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
};

const reportOf = ({ name, clause }: Property, results: readonly RunResult[]): PropertyReport => ({
  name,
  clause,
  runs: results.length,
  covered: tally(results.flatMap(({ covers }) => covers)),
  findings: results.toSorted((a, b) => a.run - b.run).flatMap(({ finding }) => finding ?? []),
});

/** What a campaign has come to. `broken` is why it ended early: a program that could not be played. */
export interface CampaignEnd {
  readonly reports: readonly PropertyReport[];
  readonly broken?: Error;
}

/** Runs a shard of a campaign, the properties in turn. The report depends on properties, seed, runs and shard alone, however many lanes there are. */
export const runCampaign = async ({ properties, seed, runs, shard, lanes, lackOf, signal, onRun }: Campaign): Promise<CampaignEnd> => {
  const total = properties.length * Math.max(0, Math.ceil((runs - shard.index) / shard.of));
  const results = new Map<Property, RunResult[]>(properties.map((property) => [property, []]));
  let started = 0;
  let done = 0;
  const broken: Error[] = [];
  const work = async (play: Play): Promise<void> => {
    while (started < total && broken.length === 0 && signal?.aborted !== true) {
      const turn = started;
      started += 1;
      const property = properties[turn % properties.length];
      if (property === undefined) return;
      const run = shard.index + Math.floor(turn / properties.length) * shard.of;
      results.get(property)?.push(await runProperty(property, seed, run, play, lackOf));
      done += 1;
      onRun?.(done, total);
    }
  };
  await Promise.all(
    lanes.map((play) =>
      work(play).catch((cause: unknown) => void broken.push(cause instanceof Error ? cause : new Error(String(cause), { cause }))),
    ),
  );
  const reports = properties.map((property) => reportOf(property, results.get(property) ?? []));
  const [first] = broken;
  return first === undefined ? { reports } : { reports, broken: first };
};
