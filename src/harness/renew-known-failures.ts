import { matchesGlob } from 'node:path';

import { z } from 'zod';

import type { CaseReport } from '../contract/case-report.ts';
import { failKinds } from '../contract/verdict.ts';
import { failedChecks, type KnownFailure } from './known-failures.ts';
import { readJsonFile } from './read-json-file.ts';

const kinds = z.enum([...failKinds, 'untestable']);

const reasons = z.array(
  z.strictObject({
    /** Globs over ids: `*` stops at `/`, `**` does not. */
    cases: z.array(z.string().min(1)).min(1).readonly(),
    /** Only failures of these kinds; all when left out. */
    kinds: z.array(kinds).readonly().exactOptional(),
    reason: z.string().min(10),
    issue: z.string().min(1),
  }),
);

/** Why cases fail, in groups; the first that fits a failure gives its reason. */
export type Reason = z.infer<typeof reasons>[number];

/** Reads a file of reasons. @throws {SandproofError} `BAD_KNOWN_FAILURES` with the file and the wrong field */
export const readReasons = (path: string): readonly Reason[] =>
  readJsonFile(path, reasons, {
    code: 'BAD_KNOWN_FAILURES',
    unreadable: 'Give another file with --reasons',
    wrong: 'each entry has cases, reason and issue, and may have kinds',
  });

/** The known failures of a report, and the failures that nobody has given a reason for. */
export interface Renewed {
  readonly entries: readonly KnownFailure[];
  readonly unexplained: readonly CaseReport[];
  /** Patterns of reasons that fit no failure. */
  readonly idle: readonly string[];
}

const kindOf = ({ verdict, fail }: CaseReport): KnownFailure['kind'] | undefined =>
  verdict === 'fail' ? fail : verdict === 'untestable' ? verdict : undefined;

/** Makes the known failures of a report: each gets its reason from those that are given, or keeps that of an entry which failed in the same way before. */
export const renewKnownFailures = (reports: readonly CaseReport[], before: readonly KnownFailure[], given: readonly Reason[]): Renewed => {
  const entries: KnownFailure[] = [];
  const unexplained: CaseReport[] = [];
  const used = new Set<string>();
  for (const report of reports) {
    const kind = kindOf(report);
    if (kind === undefined) continue;
    const fitting = given.find(
      (one) => one.cases.some((glob) => matchesGlob(report.id, glob)) && (one.kinds === undefined || one.kinds.includes(kind)),
    );
    for (const glob of fitting?.cases ?? []) if (matchesGlob(report.id, glob)) used.add(glob);
    const source = fitting ?? before.find((one) => one.case === report.id && one.kind === kind);
    if (source === undefined) unexplained.push(report);
    else entries.push({ case: report.id, kind, checks: failedChecks(report), reason: source.reason, issue: source.issue });
  }
  const idle = given.flatMap(({ cases }) => cases.filter((glob) => !used.has(glob)));
  return { entries: entries.toSorted((a, b) => (a.case < b.case ? -1 : 1)), unexplained, idle };
};
