import { matchesGlob } from 'node:path';

import { z } from 'zod';

import type { CaseReport } from '../contract/case-report.ts';
import { failKinds } from '../contract/verdict.ts';
import { isSameWay, wayOf, type Way } from '../contract/case-way.ts';
import type { KnownFailure } from './known-failures.ts';
import { readJsonFile } from './read-json-file.ts';

const kinds = z.enum([...failKinds, 'untestable']);

const reasons = z.array(
  z.strictObject({
    /** Globs over ids: `*` stops at `/`, `**` does not. */
    cases: z.array(z.string().min(1)).min(1).readonly(),
    /** Only failures of these kinds; all when left out. */
    kinds: z.array(kinds).readonly().exactOptional(),
    /** That chance decides how these cases come out: each way that was seen is written down, a pass too. One that came out the same in every report keeps the reason that it has. */
    byChance: z.literal(true).exactOptional(),
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
    wrong: 'each entry has cases, reason and issue, and may have kinds and byChance',
  });

/** A case that nobody has given a reason for, and what was seen of it. */
export interface Unexplained {
  readonly id: string;
  readonly seen: string;
}

/** The known failures of a runtime's reports, and what nobody has given a reason for. */
export interface Renewed {
  readonly entries: readonly KnownFailure[];
  readonly unexplained: readonly Unexplained[];
  /** Patterns of reasons that fit no failure. */
  readonly idle: readonly string[];
}

type Failing = Way & { readonly kind: KnownFailure['kind'] };

const isFailing = (way: Way): way is Failing => way.kind !== 'pass';

const different = (ways: readonly Way[]): readonly Way[] =>
  ways.filter((way, index) => ways.findIndex((one) => isSameWay(one, way)) === index);

const waysOfEntry = ({ kind, checks, or = [] }: KnownFailure): readonly Way[] => [{ kind, checks }, ...or];

const describe = (ways: readonly Way[], because: string | undefined): string =>
  ways.length === 1
    ? `${ways[0]?.kind ?? ''}, ${because ?? ''}`
    : `not the same in every report: ${ways.map(({ kind, checks }) => `${kind} ${JSON.stringify(checks)}`).join(', ')}`;

/**
 * Makes the known failures of a runtime from reports of whole runs: each gets its reason from those that are given, or keeps that of an entry which failed in
 * the same way before. A case that did not come out the same in all of them needs a reason that says so (`byChance`), or an entry that did.
 */
export const renewKnownFailures = (
  reports: readonly (readonly CaseReport[])[],
  before: readonly KnownFailure[],
  given: readonly Reason[],
): Renewed => {
  const entries: KnownFailure[] = [];
  const unexplained: Unexplained[] = [];
  const used = new Set<string>();
  for (const [id, seen] of Map.groupBy(reports.flat(), (one) => one.id)) {
    const old = before.find((one) => one.case === id);
    const now = different(seen.flatMap((one) => wayOf(one) ?? []));
    const ways = different([...now, ...(old?.or === undefined ? [] : waysOfEntry(old))]);
    const failing = ways.filter(isFailing);
    const [first] = failing;
    if (first === undefined) continue;
    const meant = given.filter(
      ({ cases, kinds: only }) =>
        cases.some((glob) => matchesGlob(id, glob)) && (only === undefined || failing.some(({ kind }) => only.includes(kind))),
    );
    const own = old !== undefined && waysOfEntry(old).some(({ kind }) => kind === first.kind) ? old : undefined;
    const fitting = meant.find(({ byChance }) => byChance !== true || ways.length > 1 || own === undefined);
    for (const glob of (fitting ?? meant[0])?.cases ?? []) if (matchesGlob(id, glob)) used.add(glob);
    const source = fitting ?? own;
    if (source === undefined || (ways.length > 1 && fitting?.byChance !== true && old?.or === undefined)) {
      unexplained.push({ id, seen: describe(ways, seen.find(({ because }) => because !== undefined)?.because) });
      continue;
    }
    const or = ways.filter((one) => one !== first);
    entries.push({ case: id, ...first, ...(or.length === 0 ? {} : { or }), reason: source.reason, issue: source.issue });
  }
  const idle = given.flatMap(({ cases }) => cases.filter((glob) => !used.has(glob)));
  return { entries: entries.toSorted((a, b) => (a.case < b.case ? -1 : 1)), unexplained, idle };
};
