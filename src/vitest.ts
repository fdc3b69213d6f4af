import { afterAll, beforeAll, describe, test } from 'vitest';

import type { CaseReport } from './contract/case-report.ts';
import type { Profile } from './contract/clause.ts';
import { collectCases } from './harness/collect-cases.ts';
import { deadlinesFor } from './harness/deadlines.ts';
import { describeRuntime, type Described } from './harness/describe-runtime.ts';
import { applyKnownFailures, readKnownFailures, type KnownFailure } from './harness/known-failures.ts';
import { leaseCells, type Lease } from './harness/lease.ts';
import { resolveAdapter } from './harness/resolve-adapter.ts';
import { runAndJudge } from './harness/run-and-judge.ts';
import { selectCases } from './harness/select-cases.ts';
import { SandproofError } from './harness/suite-error.ts';

/** What to run, and what is known to fail. */
export interface ConformanceOptions {
  /** Only the clauses of one profile; all when left out. */
  readonly profile?: Profile | 'all';
  /** Only these suites. */
  readonly suites?: readonly string[];
  /** Only cases whose id fits one of these globs. */
  readonly cases?: readonly string[];
  /** Path or URL of a `known-failures.json`. A known failure passes; one that is not true any more fails. */
  readonly knownFailures?: string | URL;
  /** Replaces every deadline; ms of wall time. */
  readonly timeoutMs?: number;
}

const all = await collectCases();

const sentence = (report: CaseReport): string => {
  const failed = report.checks.filter(({ held }) => !held).map(({ says }) => `\n  ✗ ${says}`);
  return `${report.fail ?? report.verdict}: ${report.says} (${report.clause} ${report.level} ${report.profile})${failed.join('')}\n  ${report.because ?? ''}`;
};

/* A vitest that is not running has no runner, and its `describe` throws before it would collect anything. So does a second copy beside the one that runs. */
const describeIn = (name: string, register: () => void): void => {
  let entered = false;
  try {
    describe(name, () => {
      entered = true;
      register();
    });
  } catch (cause) {
    if (entered) throw cause;
    throw new SandproofError(
      'SECOND_VITEST',
      'describeConformance was not called inside a run of the vitest that sandproof uses: either no vitest runs here, or two copies are installed. `npm ls vitest` must show one',
      { cause },
    );
  }
};

/**
 * Registers one vitest test for each case of the suite against an adapter. A case passes, is a known failure, or fails; what does not apply is skipped with its reason.
 * @param adapterModuleUrl `file:` URL of a module whose default export is an adapter, a name from `sandproof adapters`, or `exec: command`
 * @throws {SandproofError} `SECOND_VITEST` when two copies of vitest are installed, `NO_CASES` when the options fit nothing
 * @example describeConformance(new URL('./my-adapter.ts', import.meta.url).href, { profile: 'documented' });
 */
export const describeConformance = (adapterModuleUrl: string | URL, options: ConformanceOptions = {}): void => {
  const target = resolveAdapter(String(adapterModuleUrl));
  const { cases } = selectCases(all, { profile: options.profile ?? 'all', suites: options.suites ?? [], globs: options.cases ?? [] });
  const known: readonly KnownFailure[] =
    options.knownFailures === undefined
      ? []
      : readKnownFailures(
          options.knownFailures instanceof URL || options.knownFailures.startsWith('file:')
            ? new URL(options.knownFailures)
            : options.knownFailures,
        );
  const ids = new Set(all.map(({ id }) => id));
  describeIn(`sandproof: ${target.name}`, () => {
    let lease: Lease | undefined;
    let described: Described | undefined;
    beforeAll(async () => {
      described = await describeRuntime(target);
      lease = leaseCells(described.target, undefined, described.runtime.pids);
    }, 30_000);
    afterAll(() => lease?.[Symbol.asyncDispose]());
    for (const one of cases) {
      test(one.id, { timeout: 0 }, async (context) => {
        if (lease === undefined || described === undefined) throw new Error('the adapter did not start');
        const stage = { lease, deadlines: deadlinesFor(options.timeoutMs), fault: undefined };
        const judged = await runAndJudge(one, stage, described);
        const { reports, stale } = applyKnownFailures(
          [judged],
          known.filter((entry) => entry.case === one.id),
          ids,
        );
        const report = reports[0] ?? judged;
        if (stale.length > 0) throw new Error(`a known failure is not true any more: ${stale.join('; ')}\n${sentence(report)}`);
        if (report.known !== undefined || report.verdict === 'pass') return;
        if (report.verdict === 'not-applicable') context.skip(report.because ?? 'not applicable');
        if (report.level !== 'MAY') throw new Error(sentence(report));
      });
    }
    test('every known failure names a case', () => {
      const unknown = known.filter((entry) => !ids.has(entry.case)).map((entry) => entry.case);
      if (unknown.length > 0) throw new Error(`no case has the id ${unknown.join(', ')}`);
    });
  });
};
