import { z } from 'zod';

import type { CaseReport } from '../contract/case-report.ts';
import { isSameWay, wayOf, type Way } from '../contract/case-way.ts';
import { failKinds } from '../contract/verdict.ts';
import { readJsonFile } from './read-json-file.ts';
import { SandproofError } from './suite-error.ts';

const kinds = [...failKinds, 'untestable'] as const;
const checks = z.array(z.string().min(1)).readonly();

const schema = z.array(
  z.strictObject({
    case: z.string().min(1),
    kind: z.enum(kinds),
    checks,
    /** Where chance decides: the other ways in which the case was seen to come out. */
    or: z
      .array(z.strictObject({ kind: z.enum([...kinds, 'pass']), checks }))
      .min(1)
      .readonly()
      .exactOptional(),
    reason: z.string().min(10),
    issue: z.string().min(1),
  }),
);

/** A deviation that somebody wrote down: which case, how it fails, which checks are false, why in a sentence, and a link. */
export type KnownFailure = z.infer<typeof schema>[number];

/** Reads a `known-failures.json`. @throws {SandproofError} `BAD_KNOWN_FAILURES` with the file and the wrong field */
export const readKnownFailures = (path: string | URL): readonly KnownFailure[] => {
  const entries = readJsonFile(path, schema, {
    code: 'BAD_KNOWN_FAILURES',
    unreadable: 'Give another file, or `--known-failures none`',
    wrong: 'each entry has case, kind, checks, reason and issue, and may have or',
  });
  const twice = entries.find((one, index) => entries.findIndex((other) => other.case === one.case) !== index);
  if (twice !== undefined)
    throw new SandproofError(
      'BAD_KNOWN_FAILURES',
      `${String(path)}: field "case": ${JSON.stringify(twice.case)} stands there twice; write one entry with all its checks`,
    );
  return entries;
};

/** What the known failures did to the reports. `stale` has one sentence for each entry that is not true any more. */
export interface Applied {
  readonly reports: readonly CaseReport[];
  readonly stale: readonly string[];
}

/* Where chance decides, it decides which checks fail, too: each must have been seen to fail when the case came out so. */
const isOneOf = (now: Way, ways: readonly Way[]): boolean => {
  const like = ways.filter(({ kind }) => kind === now.kind);
  if (like.some((one) => isSameWay(one, now))) return true;
  const seen = new Set(like.flatMap(({ checks: failed }) => failed));
  return ways.length > 1 && now.checks.length > 0 && now.checks.every((says) => seen.has(says));
};

const mismatch = (entry: KnownFailure, report: CaseReport): string | undefined => {
  const now = wayOf(report);
  const ways: readonly Way[] = [entry, ...(entry.or ?? [])];
  if (now !== undefined && isOneOf(now, ways)) return undefined;
  if (report.verdict === 'pass') return 'it passes now; remove the entry';
  const kind = now?.kind ?? report.verdict;
  if (ways.every((one) => one.kind !== kind)) return `it is "${kind}" now, not ${ways.map((one) => `"${one.kind}"`).join(' or ')}`;
  return `other checks fail now: ${JSON.stringify(now?.checks)}, not ${ways
    .filter((one) => one.kind === kind)
    .map((one) => JSON.stringify(one.checks.toSorted()))
    .join(' or ')}`;
};

/** Marks failures that are known. `all` are the ids of every case of the suite; entries of cases outside a filtered run are left alone. */
export const applyKnownFailures = (reports: readonly CaseReport[], entries: readonly KnownFailure[], all: ReadonlySet<string>): Applied => {
  const stale: string[] = [];
  const byCase = new Map(entries.map((entry) => [entry.case, entry]));
  for (const { case: id } of entries) if (!all.has(id)) stale.push(`${id}: no case has this id`);
  const marked = reports.map((report): CaseReport => {
    const entry = byCase.get(report.id);
    if (entry === undefined) return report;
    const wrong = mismatch(entry, report);
    if (wrong === undefined) return { ...report, known: entry.reason, ...(entry.or === undefined ? {} : { byChance: true }) };
    stale.push(`${report.id}: ${wrong}`);
    return report;
  });
  return { reports: marked, stale };
};
