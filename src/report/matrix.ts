import { z } from 'zod';

import { failKinds, type FailKind } from '../contract/verdict.ts';
import { profiles, type Profile } from '../contract/clause.ts';
import type { CaseReport } from '../contract/case-report.ts';
import { wayOf } from '../contract/case-way.ts';
import { reportSchema } from './report-schema.ts';
import type { Report } from './report.ts';

const count = z.int().nonnegative();
const text = z.string();
const musts = z.strictObject({ passed: count, measured: count, notApplicable: count });
const kinds = z.enum([...failKinds, 'untestable']);
const { runtime, suite, floor } = reportSchema.shape;

const measured = z.strictObject({
  runtime,
  suite,
  complete: z.boolean(),
  /** Of each profile: MUST cases that passed, that were measured, and that are not applicable. */
  must: z.strictObject({ documented: musts, hardened: musts, compat: musts }),
  /** How many cases failed how, known failures among them. */
  kinds: z.partialRecord(kinds, count),
  known: count,
  stale: z.array(text).readonly(),
  floor,
  startedAt: reportSchema.shape.startedAt,
  /** ms of wall time of each run. */
  tookMs: z.array(z.number().nonnegative()).min(1).readonly(),
  /** Ids of cases that did not come out the same in every run. */
  moved: z.array(text).readonly(),
  /** Ids of cases of which it is known that chance decides how they come out; none of them counts as passed. */
  byChance: z.array(text).min(1).readonly().exactOptional(),
});

const row = z.strictObject({
  /** As `--adapters` named it. */
  adapter: text.min(1),
  /** Folder of its reports, beside `matrix.json`. */
  folder: text.min(1),
  /** The worst exit code of its runs; 4 for one that was killed. */
  exitCode: count,
  /** What its runs came to; left out when none gave a report. */
  measured: measured.exactOptional(),
  /** Why there is no report, or why a run is missing. */
  problem: text.exactOptional(),
});

/** The shape of `matrix.json`. */
export const matrixSchema = z.strictObject({
  schema: z.literal('sandproof-matrix-1'),
  /** False until every adapter had its turn. */
  complete: z.boolean(),
  seed: count,
  rows: z.array(row).readonly(),
});

/** The whole of `matrix.json`. */
export type Matrix = z.infer<typeof matrixSchema>;
/** One adapter of a matrix. */
export type MatrixRow = Matrix['rows'][number];
/** What the reports of one adapter come to. */
export type MeasuredRow = NonNullable<MatrixRow['measured']>;

const mustsOf = ({ totals }: Report, profile: Profile): z.infer<typeof musts> => {
  const { pass, fail, known, untestable, 'not-applicable': notApplicable } = totals[profile].MUST;
  return { passed: pass, measured: pass + fail + known + untestable, notApplicable };
};

const kindsOf = (cases: readonly CaseReport[]): Partial<Record<FailKind | 'untestable', number>> => {
  const counted = [...failKinds, 'untestable' as const].map(
    (kind) => [kind, cases.filter(({ verdict, fail }) => (verdict === 'untestable' ? verdict : fail) === kind).length] as const,
  );
  return Object.fromEntries(counted.filter(([, number]) => number > 0));
};

const verdictOf = (one: CaseReport): string => (one.byChance === true ? 'by chance' : JSON.stringify(wayOf(one) ?? one.verdict));

/** What runs of one runtime come to: the figures of the first, and which cases moved between them. */
export const measuredRow = (first: Report, others: readonly Report[]): MeasuredRow => {
  const verdicts = [first, ...others].map(({ cases }) => new Map(cases.map((one) => [one.id, verdictOf(one)])));
  const byChance = first.cases.flatMap((one) => (one.byChance === true ? [one.id] : []));
  const ids = [...new Set(verdicts.flatMap((one) => [...one.keys()]))].toSorted();
  return {
    runtime: first.runtime,
    suite: first.suite,
    complete: [first, ...others].every(({ complete }) => complete),
    must: Object.fromEntries(profiles.map((profile) => [profile, mustsOf(first, profile)])) as MeasuredRow['must'],
    kinds: kindsOf(first.cases),
    known: first.cases.filter(({ known, verdict }) => known !== undefined && verdict !== 'pass').length,
    stale: [...new Set([first, ...others].flatMap(({ stale }) => stale))],
    floor: first.floor,
    startedAt: first.startedAt,
    tookMs: [first, ...others].map(({ durationMs }) => durationMs),
    moved: ids.filter((id) => new Set(verdicts.map((one) => one.get(id))).size > 1),
    ...(byChance.length === 0 ? {} : { byChance }),
  };
};

/** Exit code of one row: that of its runs, 1 where verdicts moved, 3 where a report is missing. */
export const rowExit = ({ exitCode, measured: one, problem }: MatrixRow): number => {
  if (exitCode !== 0) return exitCode;
  if (one === undefined || problem !== undefined) return 3;
  return one.moved.length > 0 ? 1 : 0;
};
