import { z } from 'zod';

import { readJsonFile } from '../harness/read-json-file.ts';
import { SandproofError } from '../harness/suite-error.ts';
import { kindOfDifference } from './difference.ts';
import { reproSchema, type Repro } from './repro.ts';

const whole = z.int().min(0);

const schema = z.strictObject({
  schema: z.literal('sandproof-fuzz-1'),
  sandproof: z.string(),
  runtime: z.string(),
  fault: z.string().exactOptional(),
  /** Whether two runtimes were compared: findings are where they differ, one of each kind. */
  compared: z.literal(true).exactOptional(),
  seed: whole,
  /** Runs of each property, in all shards together. */
  runs: whole,
  /** Which parts of the campaign this report is of: numbers from 1 of so many. */
  shards: z.strictObject({ of: z.int().min(1), done: z.array(z.int().min(1)) }),
  properties: z.array(
    z.strictObject({
      name: z.string(),
      clause: z.string(),
      runs: whole,
      covered: z.record(z.string(), whole),
      findings: z.array(reproSchema),
    }),
  ),
});

/** What a campaign, or a shard of one, has found and covered. It depends on runtime, seed, runs and shards alone. */
export type FuzzReport = z.infer<typeof schema>;

/** Returns the text of a report; equal campaigns have equal texts. */
export const fuzzReportText = (report: FuzzReport): string => `${JSON.stringify(report, null, 2)}\n`;

/** Reads a report. @throws {SandproofError} `BAD_FUZZ_REPORT` with the file, the wrong field, what was expected there and what came */
export const readFuzzReport = (path: string): FuzzReport =>
  readJsonFile(path, schema, {
    code: 'BAD_FUZZ_REPORT',
    unreadable: "Give the fuzz.json of a campaign's --out",
    wrong: "give the fuzz.json of a campaign's --out",
  });

/** Returns why a report is not of its whole campaign; `undefined` when it is: an interrupted shard has run less than its part. */
export const missingOf = ({ shards, runs, properties }: FuzzReport): string | undefined => {
  if (shards.done.length < shards.of) return `${shards.of - shards.done.length} of ${shards.of} shards are missing`;
  const short = properties.find((one) => one.runs < runs);
  return short === undefined ? undefined : `${runs - short.runs} of ${runs} programs of ${short.name} were not run`;
};

const added = (counts: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> => {
  const sums = new Map<string, number>();
  for (const [text, count] of counts.flatMap((one) => Object.entries(one))) sums.set(text, (sums.get(text) ?? 0) + count);
  return Object.fromEntries([...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)));
};

const sizeOf = ({ given, when }: Repro): number => JSON.stringify([given, when]).length;

/** Returns the smallest finding of each kind of difference, in the order in which they were found. */
export const smallestOfEachKind = (findings: readonly Repro[]): readonly Repro[] =>
  [...Map.groupBy(findings, ({ seen }) => kindOfDifference(seen[0] ?? '')).values()].flatMap(
    (alike) => alike.toSorted((a, b) => sizeOf(a) - sizeOf(b) || a.found.run - b.found.run)[0] ?? [],
  );

const campaignOf = ({ sandproof, runtime, fault, seed, runs, shards }: FuzzReport): string =>
  JSON.stringify({ sandproof, runtime, fault: fault ?? null, seed, runs, shards: shards.of });

/**
 * Returns one report of several shards of one campaign; of all of them it is the report that one machine would have written.
 * @throws {SandproofError} `BAD_FUZZ_REPORT` when they are of different campaigns, or a shard stands there twice
 */
export const mergeFuzzReports = (reports: readonly [FuzzReport, ...FuzzReport[]]): FuzzReport => {
  const [first] = reports;
  const other = reports.find((one) => campaignOf(one) !== campaignOf(first));
  if (other !== undefined)
    throw new SandproofError(
      'BAD_FUZZ_REPORT',
      `the reports are of different campaigns: ${campaignOf(first)} and ${campaignOf(other)}; merge shards of one adapter, version, seed and number of runs`,
    );
  const done = reports.flatMap(({ shards }) => shards.done).toSorted((a, b) => a - b);
  const twice = done.find((shard, at) => done[at - 1] === shard);
  if (twice !== undefined)
    throw new SandproofError('BAD_FUZZ_REPORT', `shard ${twice} of ${first.shards.of} is in two of the reports; give each shard once`);
  return {
    ...first,
    shards: { of: first.shards.of, done },
    properties: first.properties.map(({ name, clause }) => {
      const mine = reports.flatMap(({ properties }) => properties.filter((one) => one.name === name));
      const sorted = mine.flatMap(({ findings }) => findings).toSorted((a, b) => a.found.run - b.found.run);
      return {
        name,
        clause,
        runs: mine.reduce((sum, { runs }) => sum + runs, 0),
        covered: added(mine.map(({ covered }) => covered)),
        findings: [...(first.compared === true ? smallestOfEachKind(sorted) : sorted)],
      };
    }),
  };
};
